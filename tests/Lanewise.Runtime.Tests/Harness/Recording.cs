using Lanewise.Runtime;
using Lanewise.Runtime.Programs;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Calls on a host that are recorded as a program, and its replays. Results are tensors like any other.</summary>
public sealed class Recording(IHost host) : IDisposable
{
    private readonly Dictionary<HostTensor, int> _ids = new(ReferenceEqualityComparer.Instance);
    private HostTensor[] _outputs = [];
    private int _program;

    /// <summary>Bytes of the arena, and the fewest that it could have.</summary>
    public int ArenaBytes { get; private set; }

    public int LeastBytes { get; private set; }

    /// <summary>Which of the inputs a replay takes.</summary>
    public int[] Needed { get; private set; } = [];

    public void Begin(params HostTensor[] inputs)
    {
        int[] ids = [.. inputs.Select(Upload)];
        Assert.Equal(0, host.Exchange("record", [ids.Length, .. ids])[0]);
    }

    /// <summary>Runs a kernel, as any host would, and gives its results.</summary>
    public HostTensor[] Call(string kernel, params (string Field, object? Value)[] fields)
    {
        Dictionary<string, object?> values = fields.ToDictionary(static field => field.Field, static field => field.Value);
        int[] answer = host.Call(FrameWriter.Write(host.Manifest, kernel, values, Upload));
        Assert.True(answer[0] == 0, $"{kernel} fails with {host.Manifest.Statuses[answer[0]].Name}");
        List<HostTensor> results = [];
        for (int word = 2; results.Count < answer[1]; word += 3 + answer[word + 2])
        {
            HostTensor result = Read(answer[word], (DType)answer[word + 1], answer[(word + 3)..(word + 3 + answer[word + 2])]);
            _ids[result] = answer[word];
            results.Add(result);
        }

        return [.. results];
    }

    /// <summary>A kernel of one result.</summary>
    public HostTensor One(string kernel, params (string Field, object? Value)[] fields) => Call(kernel, fields)[0];

    /// <param name="off">The fusions that are switched off.</param>
    public void Finish(IEnumerable<Fusion> off, params HostTensor[] outputs)
    {
        _outputs = outputs;
        int bits = off.Aggregate(0, static (bits, fusion) => bits | (1 << (int)fusion));
        int[] answer = host.Exchange("compile", [bits, outputs.Length, .. outputs.Select(Upload)]);
        Assert.Equal(0, answer[0]);
        _program = answer[1];
        ArenaBytes = answer[2];
        LeastBytes = answer[3];
        Needed = answer[5..(5 + answer[4])];
        Assert.Null(host.Verify(_program));
    }

    /// <summary>The outputs for these inputs, of which the program is given those that it needs.</summary>
    public HostTensor[] Replay(params HostTensor[] inputs)
    {
        int[] ids = [.. inputs.Select(Upload)];
        int[] answer = TryReplay([.. Needed.Select(index => ids[index])]);
        Assert.True(answer[0] == 0, $"the replay fails with {host.Manifest.Statuses[answer[0]].Name}");
        HostTensor[] results = [.. _outputs.Select((output, i) => Read(answer[2 + i], output.Type, output.Shape))];
        foreach (int id in answer[2..(2 + answer[1])].Distinct().Where(id => !_ids.ContainsValue(id)))
        {
            host.Release(id);
        }

        return results;
    }

    public int[] TryReplay(params int[] ids) => host.Exchange("replay", [_program, ids.Length, .. ids]);

    /// <summary>What became of each op: the fate, and behind it the other op.</summary>
    public string Fates()
    {
        int[] words = host.Explain(_program);
        return string.Join(' ', words.Chunk(4).Select(static op => $"{(Fate)op[1]}{(op[2] < 0 ? "" : op[2].ToString())}"));
    }

    /// <summary>The id of a tensor, which is uploaded if it is not there.</summary>
    public int Upload(HostTensor tensor)
    {
        if (!_ids.TryGetValue(tensor, out int id))
        {
            id = host.Allocate(tensor.Type, tensor.Size);
            tensor.ToBytes().CopyTo(host.Memory(host.Address(id), tensor.Size * tensor.Type.Bytes()));
            _ids[tensor] = id;
        }

        return id;
    }

    /// <summary>Drops the program and all tensors.</summary>
    public void Dispose()
    {
        foreach (int id in _ids.Values.Distinct())
        {
            host.Release(id);
        }

        host.Drop(_program);
    }

    private HostTensor Read(int id, DType type, int[] shape)
    {
        int size = shape.Aggregate(1, static (product, dim) => product * dim);
        return HostTensor.FromBytes(type, shape, host.Memory(host.Address(id), size * type.Bytes()));
    }
}
