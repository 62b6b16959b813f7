namespace Lanewise.Compiler.Tests.RandomPrograms;

/// <summary>The random programs of the even batches, from optimised IL.</summary>
public sealed class OptimisedProgramTests() : RandomProgramTests(optimise: true)
{
    [Theory]
    [MemberData(nameof(Batches), 0)]
    public void Modules_agree_with_native(int batch) => Compare(batch);
}
