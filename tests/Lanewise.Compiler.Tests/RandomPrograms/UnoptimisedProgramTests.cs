namespace Lanewise.Compiler.Tests.RandomPrograms;

/// <summary>The random programs of the odd batches, from unoptimised IL.</summary>
public sealed class UnoptimisedProgramTests() : RandomProgramTests(optimise: false)
{
    // With a single batch this class has none.
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Batches), 1)]
    public void Modules_agree_with_native(int batch) => Compare(batch);
}
