using System.Globalization;
using System.Reflection;
using System.Text;
using Lanewise.Compiler.Tests.Differential;
using Lanewise.Compiler.Tests.Roslyn;

namespace Lanewise.Compiler.Tests.RandomPrograms;

/// <summary>
/// Random programs give natively and as modules the same. LANEWISE_RANDOM_PROGRAMS sets how many, LANEWISE_RANDOM_SEED
/// where they start; a failure names the seed of its program and shows the program with all left out that need not be there.
/// </summary>
/// <remarks>Two classes, because the classes of an assembly run side by side.</remarks>
public abstract class RandomProgramTests(bool optimise)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly int Programs = Setting("LANEWISE_RANDOM_PROGRAMS", 2000);
    private static readonly int FirstSeed = Setting("LANEWISE_RANDOM_SEED", 1);

    /// <summary>The batches of which <paramref name="remainder"/> is left by 2.</summary>
    public static TheoryData<int> Batches(int remainder) =>
        [.. Enumerable.Range(0, (Programs + BatchSize - 1) / BatchSize).Where(batch => batch % 2 == remainder)];

    protected void Compare(int batch)
    {
        Variant variant = Variant.All[batch / 2 % Variant.All.Count];
        int first = FirstSeed + (batch * BatchSize);
        Dictionary<int, Node> programs = Enumerable.Range(first, Math.Min(BatchSize, Programs - (batch * BatchSize)))
            .ToDictionary(seed => seed, seed => new ProgramGenerator(seed).Generate(NameOf(seed)));
        foreach ((int seed, string difference) in Failures(programs, optimise, variant))
        {
            Node program = programs[seed];
            string last = Reduce(program, seed, optimise, variant, difference);
            Assert.Fail($"LANEWISE_RANDOM_SEED={seed} ({variant.Name}, {(optimise ? "optimised" : "not optimised")}): {last}\n{Source([program])}");
        }
    }

    /// <summary>Each program that fails, alone if the batch does not compile.</summary>
    private static IEnumerable<(int Seed, string Difference)> Failures(Dictionary<int, Node> programs, bool optimise, Variant variant)
    {
        Assembly? assembly = CSharp.TryCompile(Source(programs.Values), optimise, out string errors);
        Assert.True(assembly is not null, errors);
        if (Compile(assembly, variant, out _) is { Compilation.Module: not null } compiled)
        {
            foreach (int seed in programs.Keys)
            {
                if (Compare(compiled, seed) is { } difference)
                {
                    yield return (seed, difference);
                }
            }

            yield break;
        }

        foreach ((int seed, Node program) in programs)
        {
            if (Try(program, seed, optimise, variant) is { } difference)
            {
                yield return (seed, difference);
            }
        }
    }

    /// <summary>Leaves out pieces of the program as long as it goes on failing.</summary>
    private static string Reduce(Node program, int seed, bool optimise, Variant variant, string difference)
    {
        DateTime end = DateTime.UtcNow + TimeSpan.FromSeconds(90);
        bool smaller = true;
        while (smaller)
        {
            smaller = false;
            foreach (List<Node> list in program.AllLists().ToArray())
            {
                for (int i = list.Count - 1; i >= 0 && DateTime.UtcNow < end; i--)
                {
                    Node removed = list[i];
                    list.RemoveAt(i);
                    if (Try(program, seed, optimise, variant) is { } still)
                    {
                        (difference, smaller) = (still, true);
                        continue;
                    }

                    // Not needed itself, perhaps, but something in it.
                    Node[] inner = [.. removed.Lists.SelectMany(nested => nested)];
                    list.InsertRange(i, inner);
                    if (inner.Length > 0 && Try(program, seed, optimise, variant) is { } inside)
                    {
                        (difference, smaller) = (inside, true);
                        continue;
                    }

                    list.RemoveRange(i, inner.Length);
                    list.Insert(i, removed);
                }
            }
        }

        return difference;
    }

    /// <summary>How one program fails; null if it does not, or is no C#.</summary>
    private static string? Try(Node program, int seed, bool optimise, Variant variant)
    {
        if (CSharp.TryCompile(Source([program]), optimise, out _) is not { } assembly)
        {
            return null;
        }

        CompiledAssembly? compiled = Compile(assembly, variant, out string? failure);
        return compiled is null ? failure
            : compiled.Compilation.Module is null ? string.Join('\n', compiled.Compilation.Diagnostics)
            : compiled.Exports.Count == 0 ? null : Compare(compiled, seed);
    }

    private static CompiledAssembly? Compile(Assembly assembly, Variant variant, out string? failure)
    {
        Task<CompiledAssembly> task = Task.Run(() => new CompiledAssembly(assembly, variant));
        try
        {
            failure = "the compiler does not come to an end";
            return task.Wait(Patience) ? task.Result : null;
        }
        catch (AggregateException e)
        {
            failure = e.InnerException!.ToString();
            return null;
        }
    }

    private static string? Compare(CompiledAssembly compiled, int seed)
    {
        ArgumentSource source = new(seed);
        foreach (object?[] values in source.For(compiled.Exports[NameOf(seed)], combinations: 8, randoms: 8))
        {
            if (Comparison.Run(compiled, NameOf(seed), values, source) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string Source(IEnumerable<Node> programs)
    {
        StringBuilder text = new(ProgramGenerator.Prelude);
        foreach (Node program in programs)
        {
            program.Print(text, 0);
        }

        return text.ToString();
    }

    private static string NameOf(int seed) => $"P{seed}";

    private static int Setting(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : standard;
}
