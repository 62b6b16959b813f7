using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>The rows of a depthwise convolution's output, to be computed in any order by any thread, each in a copy of its own.</summary>
internal unsafe struct DepthwiseJob<V>
    where V : unmanaged, IVector<V>
{
    // A larger image comes from memory, and its lines are better read in one go before they are used here and there.
    private const int MostCached = 1024 * 1024;

    // So many columns at the sides are computed from padded lines, if there is padding, and at least so many between them in place.
    private const int EdgeColumns = 4;
    private const int LeastInPlace = 8;

    // Lines that a second output row needs.
    private const int MostExtra = 2;

    private DepthwiseRow<V> _row;
    private Window _window;
    private float* _filter;
    private float* _image;
    private nint _imageFloats;

    /// <summary>For the columns before those that are computed from the image in place, and for those behind them.</summary>
    private PaddedLines _left;
    private PaddedLines _right;
    private int _begin;
    private int _end;

    /// <summary>Two output rows are computed at once where both have whole windows.</summary>
    private bool _isPaired;

    /// <summary>For each thread.</summary>
    private float* _buffers;
    private nint _bufferFloats;
    private float** _pointers;

    /// <summary>The image that the padded lines are of, in a thread's copy.</summary>
    private int _started;

    /// <summary>Lines of it before this one have been read already.</summary>
    private int _read;

    private RowChain<V> _chain;
    private float* _result;

    /// <summary>Rows of all images together.</summary>
    public int Rows;
    public int RowFloats;

    /// <summary>In float operations.</summary>
    public long RowCost;

    /// <summary>Where the first row of the result goes; whoever keeps less of it may set another place for each few rows.</summary>
    public float* Result
    {
        readonly get => _result;
        set
        {
            _result = value;
            _chain.Origin = value;
        }
    }

    public readonly int OutWidth => _window.OutWidth;

    /// <summary>Fails only for want of memory.</summary>
    public static Status Begin(ref Call call, in ConvolutionFrame<V> frame, in Tensor filter, out DepthwiseJob<V> job)
    {
        job = default;
        ref Window window = ref job._window;
        window = frame.Window;
        job.Rows = frame.Batch * window.OutHeight;
        job.RowFloats = window.OutWidth * frame.OutChannels;
        job.RowCost = 2L * window.FilterHeight * window.FilterWidth * job.RowFloats;
        job._image = frame.Image;
        job._imageFloats = (nint)window.InHeight * window.InWidth * frame.InChannels;
        job._chain = frame.Epilogue.Chain;
        job.Result = frame.Result;
        job._filter = filter.Floats;
        ref PaddedLines left = ref job._left;
        left.Rows = window.SpanHeight + MostExtra;
        left.InHeight = window.InHeight;
        left.InWidth = window.InWidth;
        left.Channels = frame.InChannels;
        left.Multiplier = filter.Shape[3];
        left.PadLeft = window.PadLeft;
        left.PadRight = window.PadRight;
        left.To = window.InWidth;
        job._right = left;
        job._begin = job._end = window.OutWidth;
        if (left.Multiplier == 1 && left.Pitch == left.Channels)
        {
            job.PlaceEdges();
        }

        ref DepthwiseRow<V> row = ref job._row;
        row.FilterWidth = window.FilterWidth;
        row.Bias = frame.Epilogue.Bias;
        row.Channels = frame.OutChannels;
        row.Dilation = window.DilationWidth;
        row.Stride = window.StrideWidth;
        row.Least = frame.Epilogue.Least;
        row.Most = frame.Epilogue.Most;
        job._bufferFloats = (nint)(left.BufferFloats + job._right.BufferFloats);
        job._buffers = (float*)call.Scratch((long)call.Threads * job._bufferFloats * sizeof(float));
        job._pointers = (float**)call.Scratch((long)call.Threads * (window.FilterHeight + MostExtra) * sizeof(float*));
        job._isPaired = row.IsPaired && window.FilterHeight == 3 && window.StrideHeight == window.StrideWidth && window.DilationHeight == 1;
        return call.Status;
    }

    /// <summary>Finds the columns whose windows lie inside of the image, and cuts the padded lines down to the rest.</summary>
    private void PlaceEdges()
    {
        int begin = _window.PadLeft == 0 ? 0 : EdgeColumns;
        int end = _window.PadRight == 0 ? _window.OutWidth : _window.OutWidth - EdgeColumns;
        int first = begin * _window.StrideWidth - _window.PadLeft;
        int from = end * _window.StrideWidth - _window.PadLeft;
        int to = first - _window.StrideWidth + _window.SpanWidth;
        bool isInside = first >= 0 && from <= _window.InWidth && from - _window.StrideWidth + _window.SpanWidth <= _window.InWidth;
        if (end - begin >= LeastInPlace && isInside && to <= _window.InWidth)
        {
            _begin = begin;
            _end = end;
            _left.To = begin == 0 ? -_window.PadLeft : to;
            _left.PadRight = 0;
            _right.From = from;
            _right.PadLeft = 0;
        }
    }

    /// <summary>Makes a copy of the job that of a thread.</summary>
    public void Start(int thread)
    {
        _left.Buffer = _buffers + thread * _bufferFloats;
        _right.Buffer = _left.Buffer + (nint)_left.BufferFloats;
        _row.Lines = _pointers + (nint)thread * (_window.FilterHeight + MostExtra);
        _started = -1;
    }

    /// <summary>Computes some rows; those of later calls come after them.</summary>
    public void Run(int begin, int end)
    {
        int channels = _row.Channels;
        int step = _window.DilationHeight;
        for (int line = begin, together; line < end; line += together)
        {
            int image = line / _window.OutHeight;
            float* pixels = _image + image * _imageFloats;
            if (image != _started)
            {
                _started = image;
                _left.Begin(pixels);
                _right.Begin(pixels);
                _read = 0;
            }

            int top = line % _window.OutHeight * _window.StrideHeight - _window.PadTop;
            int first = top < 0 ? (step - 1 - top) / step : 0;
            int last = _window.InHeight > top ? (_window.InHeight - top - 1) / step + 1 : 0;
            last = last < _window.FilterHeight ? last : _window.FilterHeight;
            _row.Rows = last > first ? last - first : 0;
            _row.Filter = _filter + (nint)first * _window.FilterWidth * channels;
            bool isPair = _isPaired && _row.Rows == 3 && top + 2 + _window.StrideHeight < _window.InHeight && line + 1 < end && (line + 1) % _window.OutHeight != 0;
            together = isPair ? 2 : 1;
            int lines = _row.Rows + (together - 1) * _window.StrideHeight;
            float* target = _result + (nint)line * RowFloats;
            RunEdge(ref _left, top + first * step, step, lines, target, _begin);
            if (_begin < _end)
            {
                if (_imageFloats > MostCached)
                {
                    ReadAhead(pixels, top + first * step, top + (first + lines - 1) * step + 1);
                }

                int left = _begin * _window.StrideWidth - _window.PadLeft;
                for (int i = 0; i < lines; i++)
                {
                    _row.Lines[i] = pixels + ((nint)(top + (first + i) * step) * _window.InWidth + left) * channels;
                }

                _row.Pitch = channels;
                Run(lines, target + (nint)_begin * channels, _end - _begin);
                RunEdge(ref _right, top + first * step, step, lines, target + (nint)_end * channels, _window.OutWidth - _end);
            }

            _chain.Run(target, channels, 0, _window.OutWidth * together, channels);
        }
    }

    /// <summary>Brings image lines into the cache, but for those that an earlier output row has brought.</summary>
    private void ReadAhead(float* pixels, int from, int end)
    {
        from = from < _read ? _read : from;
        if (from < end)
        {
            nint line = (nint)_window.InWidth * _row.Channels;
            Prefetch.Read(pixels + from * line, (end - from) * line);
            _read = end;
        }
    }

    private void RunEdge(ref PaddedLines padded, int top, int step, int lines, float* target, int columns)
    {
        if (columns == 0)
        {
            return;
        }

        for (int i = 0; i < lines; i++)
        {
            _row.Lines[i] = padded.Line(top + i * step);
        }

        _row.Pitch = padded.Pitch;
        Run(lines, target, columns);
    }

    /// <summary>One output row, or two if there are more lines than one needs.</summary>
    private readonly void Run(int lines, float* target, int columns)
    {
        if (lines == _row.Rows)
        {
            _row.Run(target, columns);
        }
        else if (columns >= 4)
        {
            _row.RunPair(target, RowFloats, columns);
        }
        else
        {
            _row.Run(target, columns);
            DepthwiseRow<V> lower = _row;
            lower.Lines += _window.StrideHeight;
            lower.Run(target + RowFloats, columns);
        }
    }
}
