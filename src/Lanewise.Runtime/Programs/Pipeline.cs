using Lanewise.Kernels;

namespace Lanewise.Runtime.Programs;

/// <summary>The passes in their order, and its reasons.</summary>
internal static unsafe class Pipeline<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Turns a recording into a program that can be replayed. False if memory is short.</summary>
    public static bool Run(Program* program)
    {
        DeadCode.Run(program, tells: true);

        // First, so that later passes see constants wherever something is one.
        if (program->Does(Fusion.Constants))
        {
            ConstantFolding<V>.Run(program);
        }

        // Before nodes take on steps: two that compute the same still have the same words.
        if (program->Does(Fusion.Common))
        {
            CommonSubexpressions.Run(program);
        }

        // Before factors are folded into weights: it makes such factors.
        if (program->Does(Fusion.BatchNorm))
        {
            BatchNormExpansion<V>.Run(program);
        }

        if (program->Does(Fusion.Scale))
        {
            ScaleFolding<V>.Run(program);
        }

        if (program->Does(Fusion.Pad))
        {
            PadFolding.Run(program);
        }

        // After everything that changes or removes element-wise nodes.
        if (program->Does(Fusion.Chain))
        {
            ChainFusion<V>.Run(program);
        }

        // Of sums that are steps now.
        if (program->Does(Fusion.Addend))
        {
            AddendNarrowing.Run(program);
        }

        // After the steps of both are known.
        if (program->Does(Fusion.Band))
        {
            BandFusion.Run(program);
        }

        ChainFusion<V>.TellObstacles(program);
        DeadCode.Run(program, tells: false);

        // Last: it tells where values lie, and no node may come or go after that.
        if (program->Does(Fusion.View))
        {
            Views.Run(program);
        }

        DropUnused(program);
        KeepNeededInputs(program);
        return !program->IsShort && MemoryPlan.Run(program);
    }

    /// <summary>Lets go of the constants that nobody reads any more: they went into others.</summary>
    private static void DropUnused(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Values.Count; i++)
        {
            ref Value value = ref program->Values[i];
            if (value.Kind == ValueKind.Input || (value.Kind == ValueKind.Constant && !IsNeeded(program, i)))
            {
                program->Drop(i);
            }
        }
    }

    /// <summary>A replay is given no others: they may be gone by then.</summary>
    private static void KeepNeededInputs(Program* program)
    {
        int needed = 0;
        for (int i = 0; i < program->Inputs.Count; i++)
        {
            if (IsNeeded(program, program->Inputs[i]))
            {
                program->Inputs[needed++] = program->Inputs[i];
            }
        }

        program->Inputs.Truncate(needed);
    }

    /// <summary>Something refers to the value, or lies in it.</summary>
    private static bool IsNeeded(Program* program, int value) => program->Values[value].Uses > 0 || program->Values[value].HasParts;
}
