using System.Collections.Concurrent;
using System.Reflection;
using Lanewise.Compiler.Tests.Differential;

namespace Lanewise.Compiler.Tests;

/// <summary>Every export of the corpus, in every variant, from optimised and unoptimised IL, gives what it gives natively.</summary>
public sealed class CorpusTests
{
    private static readonly string[] Builds = ["Lanewise.Compiler.Corpus", "Lanewise.Compiler.Corpus.Unoptimised"];

    private static readonly ConcurrentDictionary<(string Build, string Variant), Lazy<CompiledAssembly>> Compiled = [];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string> rows = [];
            foreach (string build in Builds)
            {
                foreach (Variant variant in Variant.All)
                {
                    foreach (string export in CompiledAssembly.FindExports(Assembly.Load(build), variant.VectorType).Keys)
                    {
                        rows.Add(export, variant.Name, build["Lanewise.Compiler.".Length..]);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Module_agrees_with_native(string export, string variant, string build)
    {
        CompiledAssembly assembly = Compiled.GetOrAdd(
            ("Lanewise.Compiler." + build, variant),
            key => new(() => new CompiledAssembly(Assembly.Load(key.Build), Variant.Named(key.Variant)))).Value;
        assembly.Require();
        ArgumentSource source = new(20261123);
        foreach (object?[] values in source.For(assembly.Exports[export], combinations: 400, randoms: 100))
        {
            if (Comparison.Run(assembly, export, values, source) is { } difference)
            {
                Assert.Fail(difference);
            }
        }
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("simd")]
    [InlineData("relaxed")]
    public void The_same_input_gives_the_same_bytes(string variant)
    {
        foreach (string build in Builds)
        {
            CompilerOptions options = Variant.Named(variant).Options;
            byte[]? first = WasmCompiler.Compile(Assembly.Load(build), options).Module;
            byte[]? second = WasmCompiler.Compile(Assembly.Load(build), options with { Verify = false }).Module;
            Assert.NotNull(first);
            Assert.True(first.AsSpan().SequenceEqual(second));
        }
    }
}
