using Lanewise.Kernels;
using Lanewise.Runtime;
using Lanewise.Runtime.Programs;
using Xunit;

namespace Lanewise.Tests;

/// <summary>
/// Small recordings through the exports, natively and under Wasmtime: what each pass makes of them, and that the program computes what
/// the calls computed, with each beginning of the pipeline, so that a pass that breaks a program is the one that was added last.
/// </summary>
public sealed class ProgramTests
{
    private static readonly Fusion[] Fusions = Enum.GetValues<Fusion>();

    public static IEnumerable<object[]> Rows() =>
        from row in ProgramRows.All from host in Hosts.Keys select new object[] { row.Name, host };

    private static readonly Dictionary<string, Func<IHost>> Hosts = new()
    {
        ["Scalar"] = static () => new NativeHost<Scalar>(),
        ["Vec256"] = static () => new NativeHost<Vec256>(),
        ["simd"] = static () => new WasmtimeHost("simd"),
        ["relaxed"] = static () => new WasmtimeHost("relaxed"),
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void ComputesWhatTheCallsComputed(string name, string hostName)
    {
        ProgramRow row = ProgramRows.All.Single(row => row.Name == name);
        using IHost host = Hosts[hostName]();
        int[] before = host.Statistics();
        for (int count = 0; count <= Fusions.Length; count += row.IsLarge ? Fusions.Length : 1)
        {
            using Recording recording = new(host);
            HostTensor[] inputs = row.Inputs(1);
            recording.Begin(inputs);
            recording.Finish(Fusions.Skip(count), row.Build(recording, inputs));
            for (int seed = 2; seed < 5; seed++)
            {
                Check(host, row, recording, seed, count == 0 ? "nothing" : Fusions[count - 1].ToString());
            }

            if (count == Fusions.Length)
            {
                Assert.Equal(row.Fates, recording.Fates());
                Assert.True(row.Arena is null || row.Arena == recording.ArenaBytes, $"the arena has {recording.ArenaBytes} bytes");
                Assert.True(recording.LeastBytes <= recording.ArenaBytes);
            }
        }

        int[] after = host.Statistics();
        Assert.Equal(before[1], after[1]);
        Assert.Equal(before[0] - before[5], after[0] - after[5]);
        Assert.True(host.CheckHeap());
    }

    private static void Check(IHost host, ProgramRow row, Recording recording, int seed, string last)
    {
        HostTensor[] inputs = row.Inputs(seed);
        HostTensor[] actual = recording.Replay(inputs);
        using Recording eager = new(host);
        HostTensor[] expected = row.Build(eager, inputs);
        for (int i = 0; i < expected.Length; i++)
        {
            double range = expected[i].Data.Append(0).Max() - expected[i].Data.Append(0).Min();
            for (int k = 0; k < expected[i].Data.Length; k++)
            {
                double difference = Math.Abs(expected[i].Data[k] - actual[i].Data[k]);
                Assert.True(difference <= (row.IsExact ? 0 : 1e-6 * range), $"with {last}: output {i} has {actual[i].Data[k]} at {k}, not {expected[i].Data[k]}");
            }
        }
    }

    private static readonly HostTensor Two = HostTensor.Float([2], 1, 2);

    private static string StatusOf(IHost host, int[] answer) => host.Manifest.Statuses[answer[0]].Name;

    [Fact]
    public void AReplayChecksItsInputs()
    {
        using NativeHost<Scalar> host = new();
        using Recording recording = new(host);
        recording.Begin(Two);
        recording.Finish([], recording.One("Square", ("x", Two)));
        int[] before = host.Statistics();
        HostTensor three = HostTensor.Float([3], 1, 2, 3);
        HostTensor ints = HostTensor.Int([2], 1, 2);
        Assert.Equal("ProgramInput", StatusOf(host, recording.TryReplay(recording.Upload(three))));
        Assert.Equal("ProgramInput", StatusOf(host, recording.TryReplay(recording.Upload(ints))));
        Assert.Equal("UnknownTensor", StatusOf(host, recording.TryReplay(12345)));
        Assert.Equal("Count", StatusOf(host, recording.TryReplay()));
        Assert.Equal("UnknownProgram", StatusOf(host, host.Exchange("replay", [77, 0])));
        Assert.Equal([1, 4], recording.Replay(Two)[0].Data);
        Assert.Equal(before[1] + 2, host.Statistics()[1]);
    }

    [Fact]
    public void AFailureInAReplayLeavesNothingAndNamesTheKernel()
    {
        using NativeHost<Scalar> host = new();
        using Recording recording = new(host);
        HostTensor x = HostTensor.Float([3], 1, 2, 3);
        HostTensor at = HostTensor.Int([1], 2);
        recording.Begin(x, at);
        HostTensor squares = recording.One("Square", ("x", x));
        recording.Finish([], squares, recording.One("GatherV2", ("x", squares), ("indices", at)));
        int wrong = recording.Upload(HostTensor.Int([1], 3));
        int[] before = host.Statistics();
        for (int i = 0; i < 3; i++)
        {
            int[] answer = recording.TryReplay(recording.Upload(x), wrong);
            Assert.Equal("Index", StatusOf(host, answer));
            Assert.Equal(host.Manifest.KernelId("GatherV2"), answer[3 + answer[2]]);
            Assert.Equal(before, host.Statistics());
        }

        Assert.Equal([9], recording.Replay(x, at)[1].Data);
    }

    [Fact]
    public void AnOutputOfAnotherSizeIsTold()
    {
        using NativeHost<Scalar> host = new();
        using Recording recording = new(host);
        HostTensor boxes = HostTensor.Float([2, 4], 0, 0, 1, 1, 0, 0, 1, 1);
        HostTensor apart = HostTensor.Float([2, 4], 0, 0, 1, 1, 5, 5, 6, 6);
        HostTensor scores = HostTensor.Float([2], 0.5, 0.4);
        recording.Begin(boxes, scores);
        recording.Finish([], recording.Call("NonMaxSuppressionV3", ("boxes", boxes), ("scores", scores), ("maxOutputSize", 5), ("iouThreshold", 0.5), ("scoreThreshold", 0.1)));
        int[] ids = [recording.Upload(apart), recording.Upload(scores)];
        int[] before = host.Statistics();
        Assert.Equal("Replayed", StatusOf(host, recording.TryReplay(ids)));
        Assert.Equal(before, host.Statistics());
        Assert.Equal([0], recording.Replay(boxes, scores)[0].Data);
    }

    /// <summary>The frame area begins with 16,384 words for a request, and as many for an answer.</summary>
    [Fact]
    public unsafe void InputsAndOutputsMayBeManyMoreThanTheFrameAreaHoldsAtFirst()
    {
        const int Count = 40_000;
        Context* context = Exports<Scalar>.Create();
        int[] ids = [.. Enumerable.Range(0, Count).Select(_ => Exports<Scalar>.Allocate(context, (int)DType.Float32, 1))];
        Write([Count, .. ids]);
        Assert.Equal(0, Exports<Scalar>.Record(context));
        Write([HostManifest.Parse(Manifest.Json).KernelId("AddN"), Count, .. ids.SelectMany(static id => new[] { id, 0 })]);
        Assert.Equal(0, Exports<Scalar>.Run(context));
        int sum = context->Frame[2];
        Write([0, Count, .. Enumerable.Repeat(sum, Count)]);
        Assert.Equal(0, Exports<Scalar>.Compile(context));
        Assert.Equal(Count, context->Frame[4]);
        int program = context->Frame[1];
        for (int i = 0; i < Count; i++)
        {
            *(float*)Exports<Scalar>.Address(context, ids[i]) = i % 2;
        }

        Write([program, Count, .. ids]);
        Assert.Equal(0, Exports<Scalar>.Replay(context));
        Assert.Equal(Count, context->Frame[1]);
        Assert.Equal(context->Frame[2], context->Frame[1 + Count]);
        Assert.Equal(Count / 2, *(float*)Exports<Scalar>.Address(context, context->Frame[2]));
        Assert.True(context->Heap.Check());

        // What a request cannot hold is refused.
        foreach (int count in new[] { -1, int.MinValue, int.MaxValue, context->RequestWords })
        {
            Write([program, count]);
            Assert.Equal((int)Status.Count, Exports<Scalar>.Replay(context));
            Write([count]);
            Assert.Equal((int)Status.Malformed, Exports<Scalar>.Record(context));
            Write([0]);
            Assert.Equal(0, Exports<Scalar>.Record(context));
            Write([0, count]);
            Assert.Equal((int)Status.Malformed, Exports<Scalar>.Compile(context));
            Assert.True(context->Recording == null);
        }

        Assert.True(context->Heap.Check());
        Exports<Scalar>.Destroy(context);

        void Write(int[] words) => words.CopyTo(new Span<int>(Exports<Scalar>.Frame(context, words.Length), words.Length));
    }

    [Fact]
    public void ATensorIsOneInputOnly()
    {
        using NativeHost<Scalar> host = new();
        using Recording recording = new(host);
        int id = recording.Upload(Two);
        int[] before = host.Statistics();
        Assert.Equal("UnknownTensor", StatusOf(host, host.Exchange("record", [2, id, id])));
        Assert.Equal("UnknownTensor", StatusOf(host, host.Exchange("record", [1, 999])));
        Assert.Equal(before, host.Statistics());
    }

    [Fact]
    public void AnInputThatIsNotNeededIsNotAskedFor()
    {
        using NativeHost<Scalar> host = new();
        using Recording recording = new(host);
        HostTensor[] inputs = [.. Enumerable.Range(0, 4).Select(static i => HostTensor.Float([1], i))];
        recording.Begin(inputs);
        recording.One("Square", ("x", inputs[0]));
        recording.Finish([], recording.One("Add", ("a", inputs[1]), ("b", inputs[3])));
        Assert.Equal([1, 3], recording.Needed);
        Assert.Equal([4], recording.Replay(inputs)[0].Data);
    }

    [Fact]
    public void WhatAProgramHoldsOutlivesItsRelease()
    {
        using NativeHost<Scalar> host = new();
        int[] before = host.Statistics();
        Recording recording = new(host);
        HostTensor weights = HostTensor.Float([2], 10, 20);
        recording.Begin(Two);
        recording.Finish([], recording.One("Multiply", ("a", Two), ("b", weights)));
        host.Release(recording.Upload(weights));
        Assert.Equal([10, 40], recording.Replay(Two)[0].Data);
        recording.Dispose();
        Assert.Equal(before[1], host.Statistics()[1]);
    }

    [Fact]
    public unsafe void TheVerifierSeesWhatIsWrong()
    {
        Context* context = Exports<Scalar>.Create();
        TensorTable.Entry* x = context->Tensors.Add(ref context->Heap, DType.Float32, 64);
        Flaw Broken(Action<IntPtr> harm)
        {
            // x → Square a → Cumsum b → Cumsum c, which is given
            context->Frame[0] = 1;
            context->Frame[1] = x->Id;
            Assert.Equal(0, Exports<Scalar>.Record(context));
            int a = Call("Square", [x->Id, 1, 64]);
            int b = Call("Cumsum", [a, 1, 64, 0, 0, 0]);
            int c = Call("Cumsum", [b, 1, 64, 0, 0, 0]);
            context->Frame[0] = 0;
            context->Frame[1] = 1;
            context->Frame[2] = c;
            Assert.Equal(0, Exports<Scalar>.Compile(context));
            Program* program = context->FindProgram(context->Frame[1]);
            Assert.Equal(Flaw.None, Verifier.Check(program, out _));
            harm((IntPtr)program);
            Flaw flaw = Verifier.Check(program, out _);
            foreach (int id in new[] { a, b, c })
            {
                Exports<Scalar>.Release(context, id);
            }

            return flaw;
        }

        int Call(string kernel, int[] words)
        {
            int id = HostManifest.Parse(Manifest.Json).KernelId(kernel);
            new[] { id }.Concat(words).ToArray().CopyTo(new Span<int>(context->Frame, 1 + words.Length));
            Assert.Equal(0, Exports<Scalar>.Run(context));
            return context->Frame[2];
        }

        // values: 0 is x, 1 a, 2 b, 3 c
        Assert.Equal(Flaw.Undefined, Broken(static at => Swap((Program*)at)));
        Assert.Equal(Flaw.Overwritten, Broken(static at => ((Program*)at)->Values[2].Offset = ((Program*)at)->Values[1].Offset + 32));
        Assert.Equal(Flaw.Arena, Broken(static at => ((Program*)at)->Values[2].Offset = ((Program*)at)->ArenaBytes - 4));
        Assert.Equal(Flaw.Home, Broken(static at => (((Program*)at)->Values[1].Home, ((Program*)at)->Values[2].Home) = (2, 1)));
        Assert.Equal(Flaw.Home, Broken(static at => (((Program*)at)->Values[1].Home, ((Program*)at)->Values[1].Offset) = (2, 4)));
        Assert.Equal(Flaw.Result, Broken(static at => ((Program*)at)->Values[2].Node = 0));
        Assert.Equal(Flaw.Places, Broken(static at => ((Program*)at)->Operands[1] = 99));
        Assert.Equal(Flaw.Register, Broken(static at => AddStep((Program*)at)));
        Assert.Equal(Flaw.Constant, Broken(static at => ((Program*)at)->Values[0].Kind = ValueKind.Constant));
        Exports<Scalar>.Destroy(context);
    }

    private static unsafe void Swap(Program* program)
    {
        (program->Nodes[1], program->Nodes[2]) = (program->Nodes[2], program->Nodes[1]);
        program->Values[2].Node = 2;
        program->Values[3].Node = 1;
    }

    private static unsafe void AddStep(Program* program)
    {
        Step step = default;
        step.A = StepSource.OfRegister(2);
        step.B = StepSource.OfRegister(0);
        program->Nodes[0].Steps = program->Steps.Add(in step);
        program->Nodes[0].StepCount = 1;
    }
}
