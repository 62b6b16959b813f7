using System.Reflection;
using Lanewise.Compiler.Tests.Roslyn;

namespace Lanewise.Compiler.Tests;

/// <summary>Whatever is outside the dialect is a numbered diagnostic with its place, one snippet or more for each number.</summary>
public sealed class DiagnosticTests
{
    private const string File = "Snippet.cs";

    // The statement with the fault stands on line 13 of the file.
    private const string Frame = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics;
        using System.Threading;
        using System.Threading.Tasks;
        using Lanewise.Dialect;

        public static unsafe class Snippet
        {
            [WasmExport("run")]
            public static int Run(int a, float f) {
                {0}
                return a;
            }
            {1}
        }
        """;

    private const int FaultLine = 13;

    public static TheoryData<string, string, string> Statements => new()
    {
        { "LW0001", "a = new Box().Value;", "sealed class Box { public int Value; }" },
        { "LW0002", "int[] x = new int[3]; a = x[1];", "" },
        { "LW0002", "int[] x = { 1, 2, a }; a = x[1];", "" },
        { "LW0003", "a = \"text\".Length;", "" },
        { "LW0003", "string s = a > 0 ? \"x\" : \"y\"; a = s[0];", "" },
        { "LW0004", "object o = a; a = (int)o;", "" },
        { "LW0004", "IComparable<int> o = a; a = o.CompareTo(3);", "" },
        { "LW0005", "Func<int, int> g = x => x + 1; a = g(a);", "" },
        { "LW0005", "Func<int, int> g = x => x + a; a = g(a);", "" },
        { "LW0005", "Action g = Other; g();", "static void Other() { }" },
        { "LW0006", "System.Runtime.CompilerServices.Unsafe.SkipInit(out Shape s); a = s.Area();", "abstract class Shape { public abstract int Area(); }" },
        { "LW0007", "if (a > 3) throw new InvalidOperationException();", "" },
        { "LW0009", "a = checked(a + 1);", "" },
        { "LW0009", "a = checked((byte)a);", "" },
        { "LW0009", "a = checked((int)f);", "" },
        { "LW0011", "decimal d = a; a = (int)(d * 2);", "" },
        { "LW0012", "a = (int)MathF.Exp(f);", "" },
        { "LW0012", "a = Environment.TickCount;", "" },
        { "LW0013", "a = _counter++;", "static int _counter;" },
        { "LW0013", "_counter = a;", "static int _counter;" },
        { "LW0013", "ref int r = ref _counter; r += a;", "static int _counter;" },
        { "LW0014", "a = Vector128.GetElement(Vector128.Create(f).AsInt32(), a & 3);", "" },
        { "LW0016", "a = (int)(f % 3);", "" },
        { "LW0017", "a = Strange(a);", "[WasmOp(\"i32.strange\")] static int Strange(int x) => x;" },
        { "LW0021", "a = Outside(a);", "[DllImport(\"library\")] static extern int Outside(int x);" },
        { "LW0019", "object o = null; a = o == null ? a : 2;", "" },
        { "LW0022", "a = Values[0];", "static readonly Dictionary<int, int> Values = new();" },
        { "LW0023", "a = *Pointer;", "static readonly int* Pointer = null;" },
        { "LW0023", "a = Broken;", "static readonly int Broken = int.Parse(\"x\");" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_is_refused(string id, string statement, string member) =>
        Expect(id, FaultLine, Frame.Replace("{0}", statement).Replace("{1}", member));

    public static TheoryData<string, string> Methods => new()
    {
        { "LW0008", "static int Called(int a) { try { return a; } finally { a++; } }" },
        { "LW0008", "static int Called(int a) { foreach (int x in new Items()) { a += x; } return a; } struct Items { public Each GetEnumerator() => default; } struct Each : IDisposable { public int Current => 1; public bool MoveNext() => false; public void Dispose() { } }" },
        { "LW0010", "static int Called(int a) { Async.Later(a); return a; } } public static class Async { public static async void Later(int a) { await Task.Yield(); }" },
        { "LW0010", "static int Called(int a) { Numbers(a); return a; } static IEnumerable<int> Numbers(int a) { yield return a; }" },
        { "LW0022", "struct Holder { public object Thing; public int X; } static int Called(int a) { Holder h = default; h.X = a; return h.X; }" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Method_is_refused(string id, string method) =>
        Expect(id, line: null, Frame.Replace("{0}", "a = Called(a);").Replace("{1}", method));

    [Fact]
    public void A_feature_that_the_variant_lacks_is_refused() =>
        Expect("LW0015", FaultLine, Frame
            .Replace("{0}", "a = Vector128.GetElement(Vector128.Create(f), 0) > 1 ? 1 : 2;")
            .Replace("{1}", ""), Variant.Scalar);

    [Theory]
    [InlineData("public static Point Run(int a) => default;", "public struct Point { public int X, Y; }")]
    [InlineData("public static int Run(Point a) => a.X;", "public struct Point { public int X, Y; }")]
    [InlineData("public static int Run(string a) => 1;", "")]
    public void An_export_of_other_types_is_refused(string export, string type) =>
        Expect("LW0020", line: null, $$"""
            using Lanewise.Dialect;
            {{type}}
            public static class Snippet
            {
                [WasmExport("run")]
                {{export}}
            }
            """);

    [Fact]
    public void A_generic_export_without_its_vector_type_is_refused() =>
        Expect("LW0024", line: null, """
            using Lanewise.Dialect;
            public static class Snippet<V> where V : System.IDisposable
            {
                [WasmExport("run")]
                public static int Run(int a) => a;
            }
            """);

    [Fact]
    public void Every_fault_is_told_not_only_the_first()
    {
        Compilation compilation = Compile(Frame
            .Replace("{0}", "if (a > 1) { a = Other(a); } if (a > 2) { a = Third(a); } if (a > 3) { a = (int)(f % 2); }")
            .Replace("{1}", "static int Other(int a) => checked(a * 2);\nstatic int Third(int a) => \"x\".Length;"), Variant.Simd);
        Assert.Equal(["LW0003", "LW0009", "LW0016"], compilation.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order());
    }

    [Fact]
    public void What_nothing_reaches_may_be_outside_the_dialect()
    {
        Compilation compilation = Compile(Frame
            .Replace("{0}", "if (!Target.IsWasm) { a = new List<int>().Count; }")
            .Replace("{1}", "static string Unused() => \"x\" + 1;"), Variant.Simd);
        Assert.Empty(compilation.Diagnostics);
        Assert.NotNull(compilation.Module);
    }

    [Fact]
    public void Numbers_are_unique_and_told_in_order()
    {
        Assert.Equal(Diagnostics.All.Select((_, index) => $"LW{index + 1:D4}"), Diagnostics.All.Select(rule => rule.Id));
        string[] tested = [.. Ids(Statements), .. Ids(Methods), "LW0015", "LW0020", "LW0024"];
        Assert.Equal(UntestableIds, Diagnostics.All.Select(rule => rule.Id).Except(tested));
    }

    // Loops with two entries are split: LW0018 is what is left when that takes more than 200 copies.
    private static string[] UntestableIds => ["LW0018"];

    private static IEnumerable<string> Ids(IEnumerable<ITheoryDataRow> rows) => rows.Select(row => (string)row.GetData()[0]!);

    private static void Expect(string id, int? line, string source, Variant? variant = null)
    {
        Compilation compilation = Compile(source, variant ?? Variant.Simd);
        Assert.Null(compilation.Module);
        Diagnostic? found = compilation.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == id);
        Assert.True(found is not null, $"no {id}, but: {string.Join('\n', compilation.Diagnostics)}");
        Assert.Equal(File, Path.GetFileName(found.File));
        Assert.DoesNotContain("{", found.Message);
        if (line is not null)
        {
            Assert.Equal(line, found.Line);
        }
        else
        {
            Assert.True(found.Line > 0, "no line");
        }
    }

    private static Compilation Compile(string source, Variant variant)
    {
        Assembly assembly = CSharp.CompileToDisk(source, File, optimise: true);
        return WasmCompiler.Compile(assembly, variant.Options);
    }
}
