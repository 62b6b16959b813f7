using System.Reflection;
using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>The passes that every function goes through, in order.</summary>
internal sealed class Pipeline
{
    private readonly bool _verify;
    private readonly Inlining _inlining;
    private readonly Pass[] _cleaning;
    private readonly Pass[] _shaping;

    public Pipeline(bool verify, Func<MethodBase, Function?> bodyOf)
    {
        _verify = verify;
        _inlining = new Inlining(bodyOf);

        // Constants first: they decide branches, and branches not taken need not be moved or read. Substitution before
        // dead code, because it leaves copies behind that nobody reads.
        _cleaning = [new ConstantPropagation(), new ControlFlow(), new ForwardSubstitution(), new DeadCode()];

        // Last, and once: a rotated loop's test stands twice, and constants in memory fold no more, which would hide them
        // from the passes above.
        _shaping = [new LoopRotation(), new ControlFlow(), new CopyLowering(), new ConstantPool()];
    }

    /// <summary>Everything that a function's callers may see when they inline it.</summary>
    public void Optimise(Function function)
    {
        Check("Importer", function);

        // Callees are inlined one layer at a time and folded in between: a branch that a callee's constant decides is gone
        // before the calls behind it are looked at.
        do
        {
            Clean(function);
        }
        while (Run(_inlining, function));

        // Only after inlining, when addresses passed to callees have become accesses; then scalars show new constants.
        if (Run(new ScalarReplacement(), function))
        {
            Clean(function);
            if (Run(new ScalarReplacement(), function))
            {
                Clean(function);
            }
        }
    }

    /// <summary>The last steps before the function is written, which its callers need not see.</summary>
    public void Shape(Function function)
    {
        foreach (Pass pass in _shaping)
        {
            Run(pass, function);
        }
    }

    private void Clean(Function function)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (Pass pass in _cleaning)
            {
                changed |= Run(pass, function);
            }
        }
        while (changed);
    }

    private bool Run(Pass pass, Function function)
    {
        bool changed = pass.Run(function);
        Check(pass.Name, function);
        return changed;
    }

    private void Check(string pass, Function function)
    {
        if (_verify)
        {
            Verifier.Verify(function, pass);
        }
    }
}
