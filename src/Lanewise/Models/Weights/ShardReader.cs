using System.Buffers.Binary;

namespace Lanewise.Models;

/// <summary>
/// Reads weights out of files that stand one behind the other. What it allocates is bounded by what is really there: the
/// buffer grows as it fills, however large a weight claims to be.
/// </summary>
internal sealed class ShardReader(ModelSource source, IReadOnlyList<string> paths, Action<long>? progress, CancellationToken cancellation)
    : IAsyncDisposable
{
    private const int FirstCapacity = 1 << 20;

    private int _next;
    private ModelFile? _current;
    private byte[] _buffer = [];
    private int _filled;

    /// <summary>How many bytes have been read.</summary>
    public long Position { get; private set; }

    private string FileName => _current?.Name ?? source.Name;

    /// <summary>The bytes of the next weight, valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(WeightSpec spec)
    {
        _filled = 0;
        if (spec.ByteLength is long length)
        {
            await AppendAsync(spec, length).ConfigureAwait(false);
        }
        else
        {
            for (int i = 0; i < spec.Size; i++)
            {
                await AppendAsync(spec, sizeof(int)).ConfigureAwait(false);
                int characters = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_filled - sizeof(int)));
                if (characters < 0)
                {
                    throw new ModelFormatException(FileName, $"weight '{spec.Name}'", $"string {i} has a length of {characters} bytes");
                }

                await AppendAsync(spec, characters).ConfigureAwait(false);
            }
        }

        return _buffer.AsMemory(0, _filled);
    }

    /// <summary>Refuses bytes that belong to no weight: the manifest is not that of these files.</summary>
    public async Task ExpectEndAsync()
    {
        if (await ReadSomeAsync(new byte[1]).ConfigureAwait(false) > 0)
        {
            throw new ModelFormatException(FileName, null, $"holds more than the {Position - 1} bytes of weights that the manifest lists");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_current is ModelFile file)
        {
            await file.Content.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AppendAsync(WeightSpec spec, long count)
    {
        long wanted = _filled + count;
        if (wanted > Array.MaxLength)
        {
            throw new ModelFormatException(FileName, $"weight '{spec.Name}'", $"has more than the {Array.MaxLength} bytes that a weight may have");
        }

        while (_filled < wanted)
        {
            if (_filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(FirstCapacity, 2L * _filled)));
            }

            int room = (int)Math.Min(_buffer.Length, wanted) - _filled;
            int read = await ReadSomeAsync(_buffer.AsMemory(_filled, room)).ConfigureAwait(false);
            _filled += read > 0 ? read : throw Truncated(spec, wanted);
        }
    }

    private async Task<int> ReadSomeAsync(Memory<byte> target)
    {
        while (true)
        {
            if (_current is ModelFile file)
            {
                int read = await ReadAsync(file, target).ConfigureAwait(false);
                Position += read;
                progress?.Invoke(Position);
                if (read > 0 || _next == paths.Count)
                {
                    return read;
                }

                await file.Content.DisposeAsync().ConfigureAwait(false);
            }
            else if (paths.Count == 0)
            {
                return 0;
            }

            _current = await source.OpenWeightsAsync(paths[_next++], cancellation).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadAsync(ModelFile file, Memory<byte> target)
    {
        try
        {
            return await file.Content.ReadAsync(target, cancellation).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new ModelFormatException(file.Name, null, $"cannot be read to its end: {error.Message}", error);
        }
    }

    private ModelFormatException Truncated(WeightSpec spec, long wanted) => new(
        FileName,
        $"weight '{spec.Name}'",
        $"is truncated: the {paths.Count} files of weights end {wanted - _filled} bytes before the end of its {wanted}");
}
