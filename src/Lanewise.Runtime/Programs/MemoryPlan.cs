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

    /// <summary>The values that lie in one root, while the plan is made. Kept at the root's number; of other values only the root is of use.</summary>
    private struct Group
    {
        public int Root;
        public int LastUser;

        /// <summary>Not all have the root's size: some are parts.</summary>
        public bool HasParts;
    }

    /// <summary>False if memory is short.</summary>
    public static bool Run(Program* program)
    {
        program->CountUses();
        GrowList<Group> groups = GrowList<Group>.Create(&program->Context->Heap);
        GrowList<Place> places = GrowList<Place>.Create(&program->Context->Heap);
        FindGroups(program, ref groups);
        if (!groups.IsShort && program->Does(Fusion.InPlace))
        {
            WriteOver(program, ref groups);
        }

        if (!groups.IsShort)
        {
            Collect(program, in groups, ref places);
        }

        bool isDone = !groups.IsShort && !places.IsShort;
        if (isDone)
        {
            program->LeastBytes = Least(in places, program->Nodes.Count);
            program->ArenaBytes = Assign(ref places);
            for (int i = 0; i < places.Count; i++)
            {
                program->Values[places[i].Value].Offset = places[i].Offset;
            }
        }

        groups.Free();
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

    private static void FindGroups(Program* program, ref GrowList<Group> groups)
    {
        for (int i = 0; i < program->Values.Count; i++)
        {
            Group group = default;
            group.Root = i;
            group.LastUser = program->Values[i].LastUser;
            groups.Add(in group);
        }

        for (int i = 0; i < program->Values.Count && !groups.IsShort; i++)
        {
            if (program->Values[i].Home != i)
            {
                int root = Root(program, i, out _);
                groups[i].Root = root;
                groups[root].LastUser = Math.Max(groups[root].LastUser, program->Values[i].LastUser);
                groups[root].HasParts = groups[root].HasParts || program->Values[i].Bytes != program->Values[root].Bytes;
            }
        }
    }

    private static void WriteOver(Program* program, ref GrowList<Group> groups)
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
                if (CanWriteOver(program, in groups, i, result, operand))
                {
                    program->Values[result].Home = operand;
                    program->Values[result].Offset = 0;
                    Join(ref groups, result, groups[operand].Root);
                    break;
                }
            }
        }
    }

    private static bool CanWriteOver(Program* program, in GrowList<Group> groups, int index, int result, int operand)
    {
        ref Value y = ref program->Values[result];
        ref Value x = ref program->Values[operand];
        if (x.Kind != ValueKind.Computed || y.Elements != x.Elements || y.Bytes != x.Bytes || y.IsOutput || y.Home != result)
        {
            return false;
        }

        // Whatever lies in the same memory must not be read any more, and the steps that follow read whole operands late.
        int root = groups[operand].Root;
        ref Value home = ref program->Values[root];
        ref Group group = ref groups[root];
        return home.Kind == ValueKind.Computed && !home.IsOutput && home.Bytes == x.Bytes && group.LastUser <= index
            && !group.HasParts && !groups[result].HasParts && !IsReadBySteps(program, in groups, index, root);
    }

    private static bool IsReadBySteps(Program* program, in GrowList<Group> groups, int index, int root)
    {
        ref Node node = ref program->Nodes[index];
        for (int k = 0; k < node.StepCount; k++)
        {
            ref Step step = ref program->Steps[node.Steps + k];
            if ((step.A.Value >= 0 && groups[step.A.Value].Root == root) || (step.B.Value >= 0 && groups[step.B.Value].Root == root))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What lies in one root lies in another one from now on.</summary>
    private static void Join(ref GrowList<Group> groups, int from, int to)
    {
        groups[to].LastUser = Math.Max(groups[to].LastUser, groups[from].LastUser);
        for (int i = 0; i < groups.Count; i++)
        {
            groups[i].Root = groups[i].Root == from ? to : groups[i].Root;
        }
    }

    private static void Collect(Program* program, in GrowList<Group> groups, ref GrowList<Place> places)
    {
        // At first a place for each value, at its number.
        for (int i = 0; i < program->Values.Count; i++)
        {
            Place place = default;
            place.Value = i;
            place.Bytes = (program->Values[i].Bytes + Alignment - 1) & -Alignment;
            place.First = int.MaxValue;
            place.Last = -1;
            places.Add(in place);
        }

        for (int i = 0; i < program->Values.Count && !places.IsShort; i++)
        {
            int node = program->Values[i].Node;
            if (node >= 0)
            {
                ref Place place = ref places[groups[i].Root];
                bool isWritten = !program->Nodes[node].IsDead;
                place.First = isWritten ? Math.Min(place.First, node) : place.First;
                place.Last = Math.Max(place.Last, isWritten ? Math.Max(node, program->Values[i].LastUser) : program->Values[i].LastUser);
            }
        }

        int count = 0;
        for (int i = 0; i < places.Count && !places.IsShort; i++)
        {
            ref Value value = ref program->Values[i];
            if (value.Kind == ValueKind.Computed && !value.IsOutput && value.Home == i && places[i].First <= places[i].Last)
            {
                places[count++] = places[i];
            }
        }

        places.Truncate(count);
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
