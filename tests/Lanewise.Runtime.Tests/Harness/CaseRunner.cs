using Lanewise.Runtime;
using Xunit;

namespace Lanewise.Tests;

/// <summary>
/// Runs a case on a host and checks, beside the result: inputs unchanged, nothing written beyond a tensor's end, the heap's
/// records whole, no tensor and no byte left over.
/// </summary>
public sealed class CaseRunner(IHost host)
{
    private const byte Guard = 0xCD;
    private const int GuardedBytes = 1 << 17;

    /// <summary>The heap's own links were in the first bytes of a block that had been free.</summary>
    private const int LinkBytes = 16;

    public void Run(Case test)
    {
        Poison(test);
        int[] before = host.Statistics();
        Dictionary<HostTensor, int> inputs = new(ReferenceEqualityComparer.Instance);
        foreach (HostTensor tensor in test.Fields.Values.SelectMany(static value => value is HostTensor one ? [one] : value as HostTensor[] ?? []))
        {
            if (!inputs.ContainsKey(tensor))
            {
                inputs[tensor] = Upload(tensor);
            }
        }

        int[] answer = host.Call(FrameWriter.Write(host.Manifest, test.Kernel, test.Fields, tensor => inputs[tensor]));
        HashSet<int> owned = [.. inputs.Values];
        if (answer[0] == 0)
        {
            CheckOutputs(test, answer, inputs, owned);
        }
        else
        {
            CheckFailure(test, answer);
        }

        foreach ((HostTensor tensor, int id) in inputs)
        {
            Check(tensor.ToBytes().AsSpan().SequenceEqual(host.Memory(host.Address(id), tensor.ToBytes().Length)), () => $"{test}: changed its input {tensor}");
            CheckEnd(test, id, tensor.Type, tensor.Size, 0);
        }

        foreach (int id in owned)
        {
            host.Release(id);
        }

        Check(host.CheckHeap(), () => $"{test}: wrote over the heap's records");
        int[] after = host.Statistics();
        Check(before[1] == after[1], () => $"{test}: left {after[1] - before[1]} tensors");
        Check(before[4] == after[4], () => $"{test}: left {after[4] - before[4]} packed bytes");
        int left = after[0] - after[5] - before[0] + before[5];
        Check(left == 0, () => $"{test}: left {left} bytes");
    }

    /// <summary>
    /// Free memory is filled with guard bytes, so that writes beyond a new tensor's end show: enough of it for the outputs and
    /// for scratch memory of some times their size.
    /// </summary>
    private void Poison(Case test)
    {
        long bytes = GuardedBytes + (4L * test.Fields.Values.Concat(test.Expected).Sum(static value => value switch
        {
            HostTensor one => (long)one.Size * one.Type.Bytes(),
            HostTensor[] many => many.Sum(static tensor => (long)tensor.Size * tensor.Type.Bytes()),
            _ => 0,
        }));
        int id = host.Allocate(DType.Bool, (int)bytes);
        host.Memory(host.Address(id), (int)bytes).Fill(Guard);
        host.Release(id);
    }

    private int Upload(HostTensor tensor)
    {
        byte[] bytes = tensor.ToBytes();
        int id = host.Allocate(tensor.Type, tensor.Size);
        Assert.NotEqual(0, id);
        Span<byte> memory = host.Memory(host.Address(id), bytes.Length + Slack(bytes.Length));
        bytes.CopyTo(memory);
        memory[bytes.Length..].Fill(Guard);
        return id;
    }

    private void CheckOutputs(Case test, int[] answer, Dictionary<HostTensor, int> inputs, HashSet<int> owned)
    {
        Check(test.Fails is null, () => $"{test}: must fail with {test.Fails}");
        Check(test.Expected.Length == answer[1], () => $"{test}: {answer[1]} outputs, expected {test.Expected.Length}");
        int word = 2;
        for (int i = 0; i < answer[1]; i++)
        {
            int id = answer[word];
            DType type = (DType)answer[word + 1];
            int[] shape = answer[(word + 3)..(word + 3 + answer[word + 2])];
            word += 3 + shape.Length;
            HostTensor expected = test.Expected[i];
            Check(type == expected.Type, () => $"{test}: output {i} is {type}, expected {expected.Type}");
            Check(shape.SequenceEqual(expected.Shape), () => $"{test}: output {i} is [{string.Join(",", shape)}], expected [{string.Join(",", expected.Shape)}]");
            Check(host.Address(id) % 16 == 0, () => $"{test}: output {i} is not aligned");
            bool isNew = owned.Add(id);
            if (i == 0 && test.Shares is { } shared)
            {
                Check(id == inputs[(HostTensor)test.Fields[shared]!], () => $"{test}: does not share {shared}'s data");
            }

            HostTensor actual = HostTensor.FromBytes(type, shape, host.Memory(host.Address(id), expected.Size * type.Bytes()));
            Compare(test, i, actual, expected);
            if (isNew)
            {
                CheckEnd(test, id, type, expected.Size, LinkBytes);
            }
        }
    }

    private static void Compare(Case test, int output, HostTensor actual, HostTensor expected)
    {
        bool exact = test.Relative == 0 && test.Absolute == 0;
        for (int i = 0; i < expected.Data.Length; i++)
        {
            double a = actual.Data[i];
            double e = expected.Data[i];
            bool same = BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(e) || (double.IsNaN(a) && double.IsNaN(e));
            bool near = !exact && (a == e || Math.Abs(a - e) <= test.Absolute + (test.Relative * Math.Abs(e)));
            if (!same && !near)
            {
                Assert.Fail($"{test}: output {output} at {i} is {a:R}, expected {e:R}\nactual   {actual}\nexpected {expected}");
            }
        }
    }

    private void CheckFailure(Case test, int[] answer)
    {
        string status = host.Manifest.Statuses[answer[0]].Name;
        Check(test.Fails is not null, () => $"{test}: failed with {status}, argument {answer[1]}, details {answer[3]}, {answer[4]}, {answer[5]}");
        Check(test.Fails == status, () => $"{test}: failed with {status}, expected {test.Fails}");
        if (test.Blames is not null)
        {
            FieldRow[] fields = host.Manifest.Kernels[host.Manifest.KernelId(test.Kernel)].Fields;
            string blamed = answer[1] < 0 ? "none" : fields[answer[1]].Name;
            Check(test.Blames == blamed, () => $"{test}: blames {blamed}, expected {test.Blames}");
        }
    }

    private void CheckEnd(Case test, int id, DType type, int elements, int unknown)
    {
        int bytes = elements * type.Bytes();
        Span<byte> slack = host.Memory(host.Address(id), bytes + Slack(bytes))[Math.Min(Math.Max(bytes, unknown), bytes + Slack(bytes))..];
        Check(slack.IndexOfAnyExcept(Guard) < 0, () => $"{test}: wrote beyond the end of a tensor of {bytes} bytes");
    }

    /// <summary>The message is put together only when it is needed: there are millions of checks.</summary>
    private static void Check(bool condition, Func<string> message)
    {
        if (!condition)
        {
            Assert.Fail(message());
        }
    }

    private static int Slack(int bytes) => -bytes & 15;
}
