using Lanewise.Kernels;

namespace Lanewise.Runtime.Programs;

/// <summary>What is wrong with a program.</summary>
public enum Flaw
{
    None,

    /// <summary>A node's operands, results or steps are no part of the program.</summary>
    Places,

    /// <summary>A value says that another node computes it, or has a size that its shape has not.</summary>
    Result,

    /// <summary>A constant's tensor is gone, or has other data.</summary>
    Constant,

    /// <summary>A step reads a register that nobody has written, or the last one does not write the result.</summary>
    Register,

    /// <summary>A value lies in itself, or reaches beyond what it lies in.</summary>
    Home,

    /// <summary>A value reaches beyond the arena.</summary>
    Arena,

    /// <summary>A value is read before all of it is written.</summary>
    Undefined,

    /// <summary>A value is overwritten before it is read for the last time.</summary>
    Overwritten,
}

/// <summary>Checks a finished program: what each node reads must be there, whole, and not yet overwritten.</summary>
/// <remarks>
/// Tests call it after every pass: those of the pipeline up to one, the others switched off. No module has it. Every value that a
/// live node computes covers a stretch of memory from that node on. A value that no live node computes is made of such stretches: it
/// is a part of one, or has parts.
/// </remarks>
public static unsafe class Verifier
{
    /// <param name="at">The number of the guilty value of <see cref="Flaw.Home"/> and <see cref="Flaw.Arena"/>, else of the node; behind the last for outputs.</param>
    public static Flaw Check(Program* program, out int at)
    {
        for (at = 0; at < program->Values.Count; at++)
        {
            if (CheckHome(program, at) is not Flaw.None and Flaw flaw)
            {
                return flaw;
            }
        }

        for (at = 0; at < program->Nodes.Count; at++)
        {
            if (!program->Nodes[at].IsDead && CheckNode(program, at, at) is not Flaw.None and Flaw flaw)
            {
                return flaw;
            }
        }

        for (int i = 0; i < program->Outputs.Count; i++)
        {
            if (CheckReading(program, at, program->Outputs[i], mayWriteOver: false) is not Flaw.None and Flaw flaw)
            {
                return flaw;
            }
        }

        return Flaw.None;
    }

    private static Flaw CheckHome(Program* program, int index)
    {
        int root = index;
        nint offset = 0;
        for (int links = 0; program->Values[root].Home != root; links++)
        {
            offset += program->Values[root].Offset;
            root = program->Values[root].Home;
            if (links > program->Values.Count || (uint)root >= (uint)program->Values.Count)
            {
                return Flaw.Home;
            }
        }

        ref Value home = ref program->Values[root];
        if (offset < 0 || offset + program->Values[index].Bytes > home.Bytes)
        {
            return Flaw.Home;
        }

        bool isInArena = IsInArena(program, root) && IsComputed(program, index);
        return isInArena && (home.Offset < 0 || home.Offset + offset + program->Values[index].Bytes > program->ArenaBytes) ? Flaw.Arena : Flaw.None;
    }

    /// <param name="reader">The node that runs: itself, or the one that it feeds.</param>
    private static Flaw CheckNode(Program* program, int index, int reader)
    {
        ref Node node = ref program->Nodes[index];
        if (node.Words + node.WordCount > program->Words.Count || node.Operands + node.OperandCount > program->Operands.Count
            || node.Results + node.ResultCount > program->Results.Count || node.Steps + node.StepCount > program->Steps.Count)
        {
            return Flaw.Places;
        }

        Flaw flaw = CheckResults(program, index);
        for (int k = 0; k < node.OperandCount && flaw == Flaw.None; k++)
        {
            int place = program->Operands[node.Operands + k];
            if ((uint)place >= (uint)node.WordCount || program->OperandOf(in node, k) >= program->Values.Count)
            {
                return Flaw.Places;
            }

            // What is fed lies nowhere.
            flaw = k == 0 && node.Feeder > 0
                ? CheckFeeder(program, index, program->OperandOf(in node, k))
                : CheckReading(program, reader, program->OperandOf(in node, k), mayWriteOver: KernelIds.IsElementwise(node.Kernel));
        }

        return flaw == Flaw.None ? CheckSteps(program, index, reader) : flaw;
    }

    private static Flaw CheckFeeder(Program* program, int index, int value)
    {
        int feeder = program->Nodes[index].Feeder - 1;
        bool isFed = feeder < index && program->Nodes[feeder].IsDead && program->Nodes[feeder].Feeder == 0
            && program->ResultOf(in program->Nodes[feeder]) == value && program->Values[value].Uses == 1;
        return isFed ? CheckNode(program, feeder, index) : Flaw.Places;
    }

    private static Flaw CheckResults(Program* program, int index)
    {
        ref Node node = ref program->Nodes[index];
        for (int k = 0; k < node.ResultCount; k++)
        {
            int result = program->Results[node.Results + k];
            if ((uint)result >= (uint)program->Values.Count)
            {
                return Flaw.Places;
            }

            ref Value value = ref program->Values[result];
            if (value.Node != index || value.Kind != ValueKind.Computed || value.Elements != value.Shape.Size)
            {
                return Flaw.Result;
            }
        }

        return Flaw.None;
    }

    private static Flaw CheckSteps(Program* program, int index, int reader)
    {
        ref Node node = ref program->Nodes[index];
        uint written = 1;
        for (int k = 0; k < node.StepCount; k++)
        {
            ref Step step = ref program->Steps[node.Steps + k];
            Flaw flaw = CheckSource(program, index, reader, in step.A, written);
            flaw = flaw == Flaw.None ? CheckSource(program, index, reader, in step.B, written) : flaw;
            if (flaw != Flaw.None)
            {
                return flaw;
            }

            if ((uint)step.Register >= RowChain<Scalar>.MaxRegisters || (k == node.StepCount - 1 && step.Register != 0))
            {
                return Flaw.Register;
            }

            written |= 1u << step.Register;
        }

        return Flaw.None;
    }

    private static Flaw CheckSource(Program* program, int index, int reader, in StepSource source, uint written)
    {
        if (source.Value < 0)
        {
            return (uint)source.Register < RowChain<Scalar>.MaxRegisters && (written >> source.Register & 1) != 0 ? Flaw.None : Flaw.Register;
        }

        ref Value result = ref program->Values[program->ResultOf(in program->Nodes[index])];
        int columns = result.Shape.Rank == 0 ? 1 : result.Shape[result.Shape.Rank - 1];
        int elements = source.Columns == 0 ? result.Elements : result.Elements / columns * source.Columns;
        if (source.Value >= program->Values.Count || (source.IsWhole && program->Values[source.Value].Elements != elements))
        {
            return Flaw.Places;
        }

        return CheckReading(program, reader, source.Value, mayWriteOver: false);
    }

    /// <param name="mayWriteOver">The node's result may lie exactly where the value lies.</param>
    private static Flaw CheckReading(Program* program, int reader, int index, bool mayWriteOver)
    {
        if (index < 0)
        {
            return Flaw.None;
        }

        ref Value value = ref program->Values[index];
        int root = MemoryPlan.Root(program, index, out nint offset);
        if (program->Values[root].Kind != ValueKind.Computed)
        {
            return program->Values[root].Kind == ValueKind.Input || IsAlive(program, root) ? Flaw.None : Flaw.Constant;
        }

        nint covered = 0;
        int ancestor = Writer(program, index);
        for (int k = 0; k < program->Values.Count; k++)
        {
            if (ancestor >= 0 ? k != ancestor : !IsComputed(program, k) || Writer(program, program->Values[k].Home == k ? k : program->Values[k].Home) >= 0)
            {
                continue;
            }

            int partRoot = MemoryPlan.Root(program, k, out nint first);
            nint from = offset > first ? offset : first;
            nint bytes = Shared(offset, value.Bytes, first, program->Values[k].Bytes);
            if (partRoot != root || bytes == 0 || program->Values[k].Node >= reader)
            {
                continue;
            }

            covered += bytes;
            if (IsOverwritten(program, k, reader, from, bytes, mayWriteOver && k == index))
            {
                return Flaw.Overwritten;
            }
        }

        return covered < value.Bytes ? Flaw.Undefined : Flaw.None;
    }

    /// <summary>The value that a live node computes and that this one lies in: itself, or the nearest of its homes. −1 if it is made of parts.</summary>
    private static int Writer(Program* program, int value)
    {
        while (!IsComputed(program, value) && program->Values[value].Home != value)
        {
            value = program->Values[value].Home;
        }

        return IsComputed(program, value) ? value : -1;
    }

    /// <summary>Another node writes into a stretch of a value's root after the value is there.</summary>
    /// <param name="mayWriteOver">The reader's result may lie exactly where the value lies.</param>
    private static bool IsOverwritten(Program* program, int value, int reader, nint from, nint bytes, bool mayWriteOver)
    {
        ref Value own = ref program->Values[value];
        int root = MemoryPlan.Root(program, value, out _);
        for (int k = 0; k < program->Values.Count; k++)
        {
            ref Value other = ref program->Values[k];
            if (k == value || !IsComputed(program, k) || other.Node < own.Node || other.Node > reader)
            {
                continue;
            }

            int otherRoot = MemoryPlan.Root(program, k, out nint otherFrom);
            bool isInArena = IsInArena(program, root) && IsInArena(program, otherRoot);
            if (root != otherRoot && !isInArena)
            {
                continue;
            }

            nint start = isInArena ? program->Values[root].Offset : 0;
            nint otherStart = isInArena ? program->Values[otherRoot].Offset : 0;
            bool isInPlace = mayWriteOver && other.Node == reader && root == otherRoot && from == otherFrom && bytes == other.Bytes && own.Elements == other.Elements;
            if (!isInPlace && Shared(start + from, bytes, otherStart + otherFrom, other.Bytes) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInArena(Program* program, int root) => program->Values[root].Kind == ValueKind.Computed && !program->Values[root].IsOutput;

    private static bool IsAlive(Program* program, int constant)
    {
        ref Value value = ref program->Values[constant];
        TensorTable.Entry* entry = program->Context->Tensors.Find(value.Tensor);
        return entry != null && entry->Data == value.Data && entry->Elements == value.Elements && entry->Type == value.Type;
    }

    private static bool IsComputed(Program* program, int value) =>
        program->Values[value].Kind == ValueKind.Computed && program->Values[value].Node >= 0 && IsResult(program, value);

    /// <summary>A live node writes the value: one that a fusion has left behind still names the place of its node.</summary>
    private static bool IsResult(Program* program, int value)
    {
        ref Node node = ref program->Nodes[program->Values[value].Node];
        for (int k = 0; k < node.ResultCount && !node.IsDead; k++)
        {
            if (program->Results[node.Results + k] == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How much two stretches have in common.</summary>
    private static nint Shared(nint first, nint length, nint otherFirst, nint otherLength)
    {
        nint from = first > otherFirst ? first : otherFirst;
        nint to = first + length < otherFirst + otherLength ? first + length : otherFirst + otherLength;
        return to > from ? to - from : 0;
    }
}
