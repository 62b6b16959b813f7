namespace Lanewise;

public static partial class Tf
{
    /// <summary>complex64 of real and imaginary parts, float32 of one shape.</summary>
    public static Tensor Complex(Tensor real, Tensor imag) => Kernel.Complex(Require.Number(real), Require.Number(imag));

    /// <summary>The real parts of complex64, float32; x itself if it is real.</summary>
    public static Tensor Real(Tensor input) => Kernel.Real(Require.Number(input));

    /// <summary>The imaginary parts of complex64, float32; zeros if it is real.</summary>
    public static Tensor Imag(Tensor input) => Kernel.Imag(Require.Number(input));

    /// <summary>Fourier transforms, also directly in <see cref="Tf"/>.</summary>
    public static class Spectral
    {
        /// <summary>The discrete Fourier transform along the last dimension of complex64, Σ x·e^(−2πi·jk/n).</summary>
        public static Tensor Fft(Tensor input) => Kernel.FFT(Require.Complex(input));

        /// <summary>The inverse of <see cref="Fft"/>, with 1/n.</summary>
        public static Tensor Ifft(Tensor input) => Kernel.IFFT(Require.Complex(input));

        /// <summary>The first half, n/2 + 1, of the transform of float32, complex64.</summary>
        /// <param name="input">The signals, in the last dimension.</param>
        /// <param name="fftLength">To what length they are cut, or filled with zeros; as they are by default.</param>
        public static Tensor Rfft(Tensor input, int? fftLength = null)
        {
            Require.Float(input);
            Require.Rank(input, 1, 8);
            using Scope scope = Scope.Open();
            int given = input.Shape[^1];
            int length = fftLength ?? given;
            int[] dims = [.. input.Shape];
            dims[^1] = length;
            Tensor signal = input;
            if (length < given)
            {
                signal = Slice(input, new int[dims.Length], dims);
            }
            else if (length > given)
            {
                int[] missing = [.. input.Shape];
                missing[^1] = length - given;
                signal = Concat([input, Zeros(missing)], dims.Length - 1);
            }

            Tensor whole = Fft(Complex(signal, ZerosLike(signal)).Reshape([-1, length]));
            int half = (length / 2) + 1;
            Tensor first = Complex(Slice(Real(whole), [0, 0], [-1, half]), Slice(Imag(whole), [0, 0], [-1, half]));
            dims[^1] = half;
            return scope.Leave(first.Reshape(dims));
        }

        /// <summary>The signals, float32, whose transforms have the given first halves, complex64.</summary>
        public static Tensor Irfft(Tensor input)
        {
            Require.Complex(input);
            Require.Rank(input, 1, 8);
            using Scope scope = Scope.Open();
            int inner = input.Shape[^1];
            int batch = input.Size / inner;
            Tensor whole = input.Reshape([batch, inner]);
            if (inner > 2)
            {
                Tensor real = Real(whole);
                Tensor imag = Imag(whole);
                Tensor mirroredReal = Slice(real, [0, 1], [batch, inner - 2]).Reverse([1]);
                Tensor mirroredImag = Slice(imag, [0, 1], [batch, inner - 2]).Reverse([1]).Neg();
                whole = Complex(Concat([real, mirroredReal], 1), Concat([imag, mirroredImag], 1));
            }

            Tensor signal = Real(Ifft(whole));
            bool hasBatch = input.Rank == 3 && input.Shape[0] != 0;
            return scope.Leave(hasBatch ? signal.Reshape([input.Shape[0], signal.Shape[0] / input.Shape[0], signal.Shape[1]]) : signal);
        }
    }

    /// <inheritdoc cref="Spectral.Fft"/>
    public static Tensor Fft(this Tensor input) => Spectral.Fft(input);

    /// <inheritdoc cref="Spectral.Ifft"/>
    public static Tensor Ifft(this Tensor input) => Spectral.Ifft(input);

    /// <inheritdoc cref="Spectral.Rfft"/>
    public static Tensor Rfft(this Tensor input, int? fftLength = null) => Spectral.Rfft(input, fftLength);

    /// <inheritdoc cref="Spectral.Irfft"/>
    public static Tensor Irfft(this Tensor input) => Spectral.Irfft(input);
}
