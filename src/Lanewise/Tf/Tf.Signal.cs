namespace Lanewise;

public static partial class Tf
{
    /// <summary>Ops on signals.</summary>
    public static class Signal
    {
        /// <summary>A vector cut into frames that may overlap: [frames, frameLength].</summary>
        /// <param name="signal">The vector.</param>
        /// <param name="frameLength">The length of a frame.</param>
        /// <param name="frameStep">The distance of two frames.</param>
        /// <param name="padEnd">Whether the last frames are filled up.</param>
        /// <param name="padValue">With what.</param>
        public static Tensor Frame(Tensor signal, int frameLength, int frameStep, bool padEnd = false, double padValue = 0)
        {
            Require.Rank(signal, 1, 1);
            Require.That(frameLength > 0 && frameStep > 0, $"frameLength and frameStep must be positive, but are {frameLength} and {frameStep}");
            int size = signal.Size;
            int whole = size < frameLength ? 0 : ((size - frameLength) / frameStep) + 1;
            int frames = padEnd ? (size + frameStep - 1) / frameStep : whole;
            if (frames == 0)
            {
                return Zeros([0, frameLength], signal.DType);
            }

            using Scope scope = Scope.Open();
            int needed = ((frames - 1) * frameStep) + frameLength;
            Tensor padded = needed > size ? Pad(signal, [0, needed - size], padValue) : signal;
            Tensor places = Range(0, frames, 1, DType.Int32).Mul(Scalar(frameStep)).ExpandDims(1).Add(Range(0, frameLength, 1, DType.Int32));
            return scope.Leave(Gather(padded, places));
        }

        /// <summary>Hamming's window, 0.54 − 0.46 · cos(2πi / n).</summary>
        public static Tensor HammingWindow(int windowLength) => CosineWindow(windowLength, 0.54, 0.46);

        /// <summary>Hann's window, 0.5 − 0.5 · cos(2πi / n).</summary>
        public static Tensor HannWindow(int windowLength) => CosineWindow(windowLength, 0.5, 0.5);

        /// <summary>The Fourier transforms of a signal's frames: complex64 [frames, fftLength / 2 + 1].</summary>
        /// <param name="signal">A float32 vector.</param>
        /// <param name="frameLength">The length of a frame.</param>
        /// <param name="frameStep">The distance of two frames.</param>
        /// <param name="fftLength">The length of a transform, by default the next power of two.</param>
        /// <param name="windowFn">What frames are multiplied with, by their length; <see cref="HannWindow"/> by default.</param>
        public static Tensor Stft(Tensor signal, int frameLength, int frameStep, int? fftLength = null, Func<int, Tensor>? windowFn = null)
        {
            using Scope scope = Scope.Open();
            int length = fftLength ?? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)frameLength);
            Tensor windows = Frame(signal, frameLength, frameStep).Mul((windowFn ?? HannWindow)(frameLength));
            return scope.Leave(Spectral.Rfft(windows, length));
        }

        private static Tensor CosineWindow(int length, double a, double b)
        {
            Require.That(length >= 0, $"windowLength must not be negative, but is {length}");
            float[] window = new float[length];
            int period = length % 2 == 0 ? length : length - 1;
            for (int i = 0; i < length; i++)
            {
                window[i] = (float)(a - (b * Math.Cos(2 * Math.PI * i / period)));
            }

            return Tensor(window);
        }
    }
}
