using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lanewise.Generators.Tests;

public sealed class KernelGeneratorTests
{
    private const string Everything = """
        public enum Mode { Fast, Slow }
        public struct EverythingArgs
        {
            public Tensor X;
            [Optional] public Tensor Bias;
            public TensorList Inputs;
            public int Axis;
            [Default(true)] public bool KeepDims;
            [Default(0.5)] public double Alpha;
            [Default(Mode.Slow)] public Mode Mode;
            public DType Dtype;
            public IntList Strides;
            public IntOrInts Splits;
            public DoubleList Scales;
            public Choice<Mode> Pad;
            public Text Equation;
        }
        public static class Everything<V> where V : unmanaged, IVector<V>
        {
            [Kernel("Everything"), Kernel("All")]
            public static Status Run(ref Call call, ref EverythingArgs args) => call.Fail(Status.Rank, EverythingFields.Pad);
        }
        """;

    private const string Plain = """
        public struct PlainArgs { public Tensor X; }
        public static class Plain
        {
            [Kernel("Plain", IsList = true)] public static Status Run(ref Call call, ref PlainArgs args) => Status.Ok;
        }
        """;

    [Fact]
    public void WhatIsWrittenCompiles()
    {
        (GeneratorDriverRunResult result, Compilation output) = GeneratorRun.Run(Everything, Plain);
        Assert.Empty(result.Diagnostics);
        Assert.DoesNotContain(output.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void TheManifestTellsEveryField()
    {
        string manifest = GeneratorRun.Run(Everything).Result.Text("Manifest.g.cs").Replace("\"\"", "\"");
        Assert.Contains("""
            {"name":"Everything","fields":[{"name":"x","type":"tensor"},{"name":"bias","type":"tensor?"},{"name":"inputs","type":"tensors"},{"name":"axis","type":"int"},{"name":"keepDims","type":"bool","default":true},{"name":"alpha","type":"double","default":0.5},{"name":"mode","type":"enum","values":["Fast","Slow"],"default":1},{"name":"dtype","type":"dtype"},{"name":"strides","type":"ints"},{"name":"splits","type":"intOrInts"},{"name":"scales","type":"doubles"},{"name":"pad","type":"choice","values":["Fast","Slow"]},{"name":"equation","type":"text"}]}
            """, manifest);
        Assert.Contains("""{"name":"Plain","list":true,"fields":[{"name":"x","type":"tensor"}]}""", GeneratorRun.Run(Plain).Result.Text("Manifest.g.cs").Replace("\"\"", "\""));
        Assert.Contains("""{"name":"Rank","message":"must have rank {0}, but has rank {1}"}""", manifest);
    }

    [Fact]
    public void AnOpsSummaryIsSeenWhereRuntimeIsReferenced()
    {
        const string source = """
            public struct HalfArgs { public Tensor X; }
            public static class Half
            {
                /// <summary>
                /// x / 2,
                /// element by element.
                /// </summary>
                [Kernel("Half"), Op("Half")] public static Status Run(ref Call call, ref HalfArgs args) => Status.Ok;
            }
            """;
        Assert.Contains("public const string Half = \"x / 2, element by element.\";", GeneratorRun.Run(source).Result.Text("OpSummaries.g.cs"));
    }

    [Fact]
    public void KernelsAreNumberedByNameWhateverTheOrderOfTheFiles()
    {
        GeneratorDriverRunResult one = GeneratorRun.Run(Everything, Plain).Result;
        GeneratorDriverRunResult other = GeneratorRun.Run(Plain, Everything).Result;
        foreach (string file in new[] { "Decoders.g.cs", "Dispatch.g.cs", "Manifest.g.cs" })
        {
            Assert.Equal(one.Text(file), other.Text(file));
        }

        string dispatch = one.Text("Dispatch.g.cs");
        Assert.Contains("case 0: return All(ref call);", dispatch);
        Assert.Contains("case 1: return Everything(ref call);", dispatch);
        Assert.Contains("case 2: return Plain(ref call);", dispatch);
        Assert.Contains("global::Ops.Everything<V>.Run(ref call, ref args)", dispatch);
        Assert.Contains("global::Ops.Plain.Run(ref call, ref args)", dispatch);
    }

    [Fact]
    public void AnotherFileChangesNothing()
    {
        CSharpCompilation before = GeneratorRun.Compilation(Plain);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new KernelGenerator().AsSourceGenerator()],
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(before);
        driver = driver.RunGenerators(before.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other { int x; }")));
        Assert.All(
            driver.GetRunResult().Results[0].TrackedOutputSteps.Values.SelectMany(static steps => steps).SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData("LWG001", "public struct A { public int X; } public static class K { [Kernel(\"K\")] public static int Run(ref Call call, ref A args) => 0; }")]
    [InlineData("LWG001", "public struct A { public int X; } public static class K { [Kernel(\"K\")] public static Status Run(ref Call call, A args) => Status.Ok; }")]
    [InlineData("LWG001", "public struct A { public int X; } public static class K { [Kernel(\"K\")] private static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG001", "public struct A { public int X; } public static class K<V, W> { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG001", "public struct A { public int X; } public static class K { public static class In { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; } }")]
    [InlineData("LWG002", "public class A { public int X; } public static class K { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG002", "public static class K { public struct A { public int X; } [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG003", "public struct A { public float X; } public static class K { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG003", "public struct A { private int X; } public static class K { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG004", "public enum E { One = 1 } public struct A { public E X; } public static class K { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG005", "public struct A { public int X; } public static class K { [Kernel(\"K\"), Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG006", "public struct A { [Default(\"x\")] public int X; } public static class K { [Kernel(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    [InlineData("LWG007", "public struct A { public int X; } public static class K { [Kernel(\"K\"), Op(\"K\")] public static Status Run(ref Call call, ref A args) => Status.Ok; }")]
    public void WhatItCannotHandleIsADiagnostic(string id, string source)
    {
        GeneratorDriverRunResult result = GeneratorRun.Run(source).Result;
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.True(diagnostic.Location.GetLineSpan().StartLinePosition.Line == 1);
    }
}
