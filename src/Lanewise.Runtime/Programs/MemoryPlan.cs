namespace Lanewise.Runtime.Programs;

/// <summary>Gives every value that is neither given nor an output a place in the arena.</summary>
/// <remarks>
/// 1. A value lives from the node that computes it, or the first of its parts, to the last node that reads it or one of them.
/// 2. An element-wise node may write over its first operand, if nobody reads that afterwards.
/// 3. The largest value is placed first, each in the smallest gap between those already placed that live at the same time
///    (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020: greedy by size).
/// </remarks>
internal static unsafe class MemoryPlan
{
    private const nint Alignment = 64;

    private struct Place
    {
        public int Value;
        public nint Bytes;
        public int First;
        public int Last;
        public nint Offset;
        public bool IsPlaced;
    }

    /// <summary>False if memory is short.</summary>
    public static bool Run(Program* program)
    {
        program->CountUses();
        if (program->Does(Fusion.InPlace))
        {
            WriteOver(program);
        }

        GrowList<Place> places = GrowList<Place>.Create(&program->Context->Heap);
        if (!places.IsShort)
        {
            Collect(program, ref places);
        }

        if (!places.IsShort)
        {
            program->LeastBytes = Least(in places, program->Nodes.Count);
            program->ArenaBytes = Assign(ref places);
            for (int i = 0; i < places.Count; i++)
            {
                program->Values[places[i].Value].Offset = places[i].Offset;
            }
        }

        bool isDone = !places.IsShort;
        places.Free();
        return isDone;
    }

    /// <summary>The value whose memory this one lies in, at last, and from which byte on.</summary>
    public static int Root(Program* program, int value, out nint offset)
    {
        offset = 0;
        while (program->Values[value].Home != value)
        {
            offset += program->Values[value].Offset;
            value = program->Values[value].Home;
        }

        return value;
    }

    private static void WriteOver(Program* program)
    {
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (node.IsDead || !KernelIds.IsElementwise(node.Kernel))
            {
                continue;
            }

            int result = program->ResultOf(in node);
            for (int k = 0; k < node.OperandCount; k++)
            {
                int operand = program->OperandOf(in node, k);
                if (CanWriteOver(program, i, result, operand))
                {
                    program->Values[result].Home = operand;
                    program->Values[result].Offset = 0;
                    break;
                }
            }
        }
    }

    private static bool CanWriteOver(Program* program, int index, int result, int operand)
    {
        ref Value y = ref program->Values[result];
        ref Value x = ref program->Values[operand];
        if (x.Kind != ValueKind.Computed || y.Elements != x.Elements || y.Bytes != x.Bytes || y.IsOutput || y.Home != result)
        {
            return false;
        }

        // Whatever lies in the same memory must not be read any more, and the steps that follow read whole operands late.
        int root = Root(program, operand, out _);
        if (program->Values[root].Kind != ValueKind.Computed || program->Values[root].IsOutput)
        {
            return false;
        }

        for (int i = 0; i < program->Values.Count; i++)
        {
            if (program->Values[i].LastUser > index && Root(program, i, out _) == root)
            {
                return false;
            }
        }

        return !IsReadBySteps(program, index, root) && !HasParts(program, root, operand) && !HasParts(program, result, result);
    }

    private static bool IsReadBySteps(Program* program, int index, int root)
    {
        ref Node node = ref program->Nodes[index];
        for (int k = 0; k < node.StepCount; k++)
        {
            ref Step step = ref program->Steps[node.Steps + k];
            if ((step.A.Value >= 0 && Root(program, step.A.Value, out _) == root) || (step.B.Value >= 0 && Root(program, step.B.Value, out _) == root))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Something other than the value itself lies in a root: it is a piece, or has pieces.</summary>
    private static bool HasParts(Program* program, int root, int value)
    {
        for (int i = 0; i < program->Values.Count; i++)
        {
            ref Value other = ref program->Values[i];
            if (i != root && Root(program, i, out _) == root && other.Bytes != program->Values[value].Bytes)
            {
                return true;
            }
        }

        return root != value && program->Values[root].Bytes != program->Values[value].Bytes;
    }

    private static void Collect(Program* program, ref GrowList<Place> places)
    {
        // Where the place of a root is, by value.
        for (int i = 0; i < program->Values.Count && !places.IsShort; i++)
        {
            ref Value value = ref program->Values[i];
            if (value.Kind != ValueKind.Computed || value.IsOutput || value.Home != i)
            {
                continue;
            }

            Place place = default;
            place.Value = i;
            place.Bytes = (value.Bytes + Alignment - 1) & -Alignment;
            place.First = int.MaxValue;
            place.Last = -1;
            for (int k = 0; k < program->Values.Count; k++)
            {
                if (program->Values[k].Node >= 0 && Root(program, k, out _) == i)
                {
                    int node = program->Values[k].Node;
                    place.First = !program->Nodes[node].IsDead && node < place.First ? node : place.First;
                    place.Last = program->Values[k].LastUser > place.Last ? program->Values[k].LastUser : place.Last;
                    place.Last = !program->Nodes[node].IsDead && node > place.Last ? node : place.Last;
                }
            }

            if (place.First <= place.Last)
            {
                places.Add(in place);
            }
        }
    }

    private static nint Least(in GrowList<Place> places, int nodes)
    {
        nint most = 0;
        for (int node = 0; node < nodes; node++)
        {
            nint live = 0;
            for (int i = 0; i < places.Count; i++)
            {
                live += places[i].First <= node && node <= places[i].Last ? places[i].Bytes : 0;
            }

            most = live > most ? live : most;
        }

        return most;
    }

    private static nint Assign(ref GrowList<Place> places)
    {
        nint arena = 0;
        for (int round = 0; round < places.Count; round++)
        {
            int next = -1;
            for (int i = 0; i < places.Count; i++)
            {
                if (!places[i].IsPlaced && (next < 0 || places[i].Bytes > places[next].Bytes))
                {
                    next = i;
                }
            }

            ref Place place = ref places[next];
            place.Offset = FindGap(in places, in place);
            place.IsPlaced = true;
            arena = place.Offset + place.Bytes > arena ? place.Offset + place.Bytes : arena;
        }

        return arena;
    }

    /// <summary>The smallest gap between neighbours that live at the same time, or the end of them all.</summary>
    private static nint FindGap(in GrowList<Place> places, in Place place)
    {
        nint best = -1;
        long bestGap = long.MaxValue;
        nint offset = 0;
        while (true)
        {
            // Places that overlap in time, by their offset: the next one that reaches beyond what was seen.
            long start = long.MaxValue;
            nint end = offset;
            for (int i = 0; i < places.Count; i++)
            {
                ref Place other = ref places[i];
                if (!other.IsPlaced || other.Last < place.First || other.First > place.Last || other.Offset + other.Bytes <= offset)
                {
                    continue;
                }

                if (other.Offset < start || (other.Offset == start && other.Offset + other.Bytes > end))
                {
                    start = other.Offset;
                    end = other.Offset + other.Bytes;
                }
            }

            if (start == long.MaxValue)
            {
                return best >= 0 ? best : offset;
            }

            long gap = start - offset;
            if (gap >= place.Bytes && gap < bestGap)
            {
                best = offset;
                bestGap = gap;
            }

            offset = end > offset ? end : offset;
        }
    }
}
