namespace Lanewise;

/// <summary>What is told of every kernel that runs inside a scope that was opened with it.</summary>
internal abstract class Tape
{
    public abstract void Record(KernelRun run);
}
