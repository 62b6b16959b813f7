using Lanewise.Kernels;

namespace Lanewise.Runtime.Programs;

/// <summary>Makes element-wise nodes steps of the node that computes what they read.</summary>
/// <remarks>
/// <code>
/// a = Conv2D(x, w); b = Add(a, r); c = Sigmoid(b); d = Multiply(b, c)    →    d = Conv2D(x, w) + r, then · sigmoid of itself
/// </code>
/// 1. Nodes that read what the region has computed join it, in the order of execution, if they can.
/// 2. Wherever all values but the last are read within the region only, the region could end. It ends at the last such place.
/// 3. Values that are read later than by the next step get registers.
/// 4. The first node takes the place of the last one: there all operands are computed.
/// Convolutions and matrix products are asked first, the last ones before the first ones, so that a sum of two branches follows
/// the branch that is computed later. Then element-wise nodes are, the first ones before the last ones.
/// </remarks>
internal static unsafe class ChainFusion<V>
    where V : unmanaged, IVector<V>
{
    private const int MaxSteps = 24;

    /// <summary>One node of a region, after the first one.</summary>
    private struct Member
    {
        public int Node;
        public int Value;
        public Row Function;
        public float P0;
        public float P1;
        public StepSource A;
        public StepSource B;
        public int Register;

        /// <summary>The last member that reads the value.</summary>
        public int LastRead;

        /// <summary>How often the region reads it.</summary>
        public int Reads;
    }

    public static void Run(Program* program)
    {
        program->CountUses();
        for (int i = program->Nodes.Count - 1; i >= 0; i--)
        {
            if (KernelIds.IsProduct(program->Nodes[i].Kernel))
            {
                Grow(program, i);
            }
        }

        for (int i = 0; i < program->Nodes.Count; i++)
        {
            if (KernelIds.IsElementwise(program->Nodes[i].Kernel))
            {
                Grow(program, i);
            }
        }
    }

    /// <summary>Notes of each element-wise node that is left why it does not follow in the pass of another one.</summary>
    public static void TellObstacles(Program* program)
    {
        program->CountUses();
        for (int i = 0; i < program->Nodes.Count; i++)
        {
            ref Node node = ref program->Nodes[i];
            if (!node.IsDead && KernelIds.IsElementwise(node.Kernel))
            {
                program->Ops[node.Op].Obstacle = Explain(program, in node);
            }
        }
    }

    private static Obstacle Explain(Program* program, in Node node)
    {
        ref Value x = ref program->Values[program->OperandOf(in node, 0)];
        if (!program->Does(Fusion.Chain))
        {
            return Obstacle.Off;
        }

        if (!IsFloat(program, in node))
        {
            return Obstacle.DType;
        }

        if (x.Kind != ValueKind.Computed)
        {
            return Obstacle.Outside;
        }

        if (!x.Shape.Same(in program->Values[program->ResultOf(in node)].Shape))
        {
            return Obstacle.Shape;
        }

        int producer = program->Nodes[x.Node].Kernel;
        return KernelIds.IsProduct(producer) || KernelIds.IsElementwise(producer) ? Obstacle.Shared : Obstacle.Kernel;
    }

    private static void Grow(Program* program, int index)
    {
        ref Node node = ref program->Nodes[index];
        if (node.IsDead || node.ResultCount != 1 || !IsFloat(program, in node))
        {
            return;
        }

        Member* members = stackalloc Member[MaxSteps + 1];
        members[0].Node = index;
        members[0].Value = program->ResultOf(in node);
        members[0].LastRead = 0;
        members[0].Reads = 0;
        int count = 1;
        int best = 1;
        for (int i = index + 1; i < program->Nodes.Count && count <= MaxSteps; i++)
        {
            if (program->Nodes[i].IsDead || !Reads(program, i, members, count))
            {
                continue;
            }

            if (!Join(program, i, members, count))
            {
                break;
            }

            count++;
            if (IsClosed(program, members, count) && Assign(members, count))
            {
                best = count;
            }
        }

        if (best > 1 && Assign(members, best))
        {
            Fuse(program, members, best);
        }
    }

    private static bool IsFloat(Program* program, in Node node)
    {
        for (int k = 0; k < node.OperandCount; k++)
        {
            if (program->Values[program->OperandOf(in node, k)].Type != DType.Float32)
            {
                return false;
            }
        }

        return program->Values[program->ResultOf(in node)].Type == DType.Float32;
    }

    private static bool Reads(Program* program, int index, Member* members, int count)
    {
        ref Node node = ref program->Nodes[index];
        for (int k = 0; k < node.OperandCount; k++)
        {
            if (Find(program->OperandOf(in node, k), members, count) >= 0)
            {
                return true;
            }
        }

        for (int k = 0; k < node.StepCount; k++)
        {
            ref Step step = ref program->Steps[node.Steps + k];
            if (Find(step.A.Value, members, count) >= 0 || Find(step.B.Value, members, count) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which member computes a value, or −1.</summary>
    private static int Find(int value, Member* members, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (value >= 0 && members[i].Value == value)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Makes a node the next member, if it can be a step.</summary>
    private static bool Join(Program* program, int index, Member* members, int count)
    {
        ref Node node = ref program->Nodes[index];
        ref Value first = ref program->Values[members[0].Value];
        if (!KernelIds.IsElementwise(node.Kernel) || node.StepCount > 0 || node.ResultCount != 1 || !IsFloat(program, in node)
            || !program->Values[program->ResultOf(in node)].Shape.Same(in first.Shape))
        {
            return false;
        }

        CapturedRow row = default;
        Call call = Call.Capture(program, index, &row);
        call.EndNode(Dispatch<V>.Run(ref call, node.Kernel));
        ref Member member = ref members[count];
        if (row.Function == null || !Place(program, in node, row.A - 1, members, count, out member.A)
            || !Place(program, in node, row.B - 1, members, count, out member.B))
        {
            return false;
        }

        Count(members, row.A - 1, count);
        Count(members, row.B - 1, count);
        member.Node = index;
        member.Value = program->ResultOf(in node);
        member.Function = row.Function;
        member.P0 = row.Parameters[0];
        member.P1 = row.Parameters[1];
        member.LastRead = count;
        member.Reads = 0;
        return true;
    }

    /// <summary>Where a step would find an operand. A register is still the number of the member that computes it.</summary>
    private static bool Place(Program* program, in Node node, int value, Member* members, int count, out StepSource source)
    {
        int member = Find(value, members, count);
        source = StepSource.OfRegister(member < 0 ? 0 : member);
        if (value < 0 || member >= 0)
        {
            return true;
        }

        source.Value = value;
        ref Shape shape = ref program->Values[members[0].Value].Shape;
        int operand = program->OperandOf(in node, 0) == value ? 0 : 1;
        source.IsWhole = IsWhole(program->ShapeOf(in node, operand), in shape);
        return source.IsWhole || program->GoesByColumns(in node, operand, in shape);
    }

    private static bool IsWhole(int* own, in Shape shape)
    {
        if (own[0] != shape.Rank || shape.Size == 1)
        {
            return false;
        }

        for (int i = 0; i < shape.Rank; i++)
        {
            if (own[1 + i] != shape[i])
            {
                return false;
            }
        }

        return true;
    }

    private static void Count(Member* members, int value, int count)
    {
        int member = Find(value, members, count);
        if (member >= 0)
        {
            members[member].Reads++;
            members[member].LastRead = count;
        }
    }

    /// <summary>Nobody outside reads any value but the last.</summary>
    private static bool IsClosed(Program* program, Member* members, int count)
    {
        for (int i = 0; i < count - 1; i++)
        {
            if (program->Values[members[i].Value].Uses != members[i].Reads)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives each value a register, the last one register 0. False if there are not enough.</summary>
    private static bool Assign(Member* members, int count)
    {
        members[0].Register = 0;
        for (int i = 1; i < count; i++)
        {
            uint taken = 0;
            for (int k = 0; k < i; k++)
            {
                int lastRead = members[k].LastRead;
                taken |= lastRead > i && lastRead < count ? 1u << members[k].Register : 0;
            }

            members[i].Register = i == count - 1 ? 0 : System.Numerics.BitOperations.TrailingZeroCount(~taken);
            if (members[i].Register >= RowChain<V>.MaxRegisters)
            {
                return false;
            }
        }

        return true;
    }

    private static void Fuse(Program* program, Member* members, int count)
    {
        Node fused = program->Nodes[members[0].Node];
        int first = program->Steps.Count;
        for (int k = 0; k < fused.StepCount; k++)
        {
            Step old = program->Steps[fused.Steps + k];
            program->Steps.Add(in old);
        }

        for (int i = 1; i < count; i++)
        {
            ref Member member = ref members[i];
            ref Node node = ref program->Nodes[member.Node];
            Step step = default;
            step.Function = member.Function;
            step.Parameters[0] = member.P0;
            step.Parameters[1] = member.P1;
            step.A = Resolve(in member.A, members);
            step.B = Resolve(in member.B, members);
            step.Register = member.Register;
            step.Kernel = node.Kernel;
            step.Op = node.Op;
            program->Steps.Add(in step);
            program->Tell(in node, Fate.Step, fused.Op);
            node.IsDead = true;
        }

        fused.Steps = first;
        fused.StepCount += count - 1;
        ref Member last = ref members[count - 1];
        program->Nodes[members[0].Node].IsDead = true;
        program->Nodes[last.Node] = fused;
        program->Results[fused.Results] = last.Value;
        program->Values[last.Value].Node = last.Node;
    }

    private static StepSource Resolve(in StepSource source, Member* members) =>
        source.Value >= 0 ? source : StepSource.OfRegister(members[source.Register].Register);
}
