using Lanewise.Kernels;

namespace Lanewise.Runtime.Programs;

/// <summary>Runs a program on new inputs.</summary>
internal static unsafe class Replay<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>
    /// Answers in the frame area, as a call does; of a failure it also tells the kernel. Whatever happens, live tensors are as
    /// they were, and nothing is left of what the replay allocated but its outputs.
    /// </summary>
    /// <param name="ids">The inputs that it needs, in the order of the recording; as many as it needs can be read. The answer may be written over them.</param>
    public static Status Run(Context* context, Program* program, int* ids, int count)
    {
        if (count != program->Inputs.Count)
        {
            return Fail(context, Status.Count, program->Inputs.Count, count);
        }

        for (int i = 0; i < count; i++)
        {
            ref Value input = ref program->Values[program->Inputs[i]];
            TensorTable.Entry* entry = context->Tensors.Find(ids[i]);
            if (entry == null || entry->Data == null)
            {
                return Fail(context, Status.UnknownTensor, ids[i], 0);
            }

            if (entry->Type != input.Type || entry->Elements != input.Elements)
            {
                return Fail(context, Status.ProgramInput, i, input.Elements);
            }
        }

        for (int i = 0; i < count; i++)
        {
            program->Values[program->Inputs[i]].Tensor = ids[i];
            program->Values[program->Inputs[i]].Data = context->Tensors.Find(ids[i])->Data;
        }

        byte* arena = context->Heap.Allocate(program->ArenaBytes);
        Status status = arena == null ? Fail(context, Status.OutOfMemory, (int)program->ArenaBytes, (int)context->Heap.LargestFree()) : Status.Ok;
        if (status == Status.Ok)
        {
            status = Place(context, program, arena);
        }

        if (program->Sheds)
        {
            Shedding.Begin(program);
        }

        for (int i = 0; i < program->Nodes.Count && status == Status.Ok; i++)
        {
            if (!program->Nodes[i].IsDead)
            {
                status = RunNode(context, program, i);
            }
        }

        if (program->Sheds && status == Status.Ok)
        {
            Shedding.End(program);
        }

        context->Heap.Free(arena);
        Answer(context, program, status);
        for (int i = 0; i < count; i++)
        {
            program->Values[program->Inputs[i]].Tensor = 0;
        }

        return status;
    }

    /// <summary>Tells every value where its data are.</summary>
    private static Status Place(Context* context, Program* program, byte* arena)
    {
        for (int i = 0; i < program->Values.Count; i++)
        {
            ref Value value = ref program->Values[i];
            if (value.Kind != ValueKind.Computed || value.Home != i)
            {
                continue;
            }

            value.Data = arena + value.Offset;
            if (value.IsOutput)
            {
                TensorTable.Entry* entry = context->Tensors.Add(ref context->Heap, value.Type, value.Elements);
                if (entry == null)
                {
                    return Fail(context, Status.OutOfMemory, (int)value.Bytes, (int)context->Heap.LargestFree());
                }

                value.Tensor = entry->Id;
                value.Data = entry->Data;
            }
        }

        for (int i = 0; i < program->Values.Count; i++)
        {
            if (program->Values[i].Home != i)
            {
                int root = MemoryPlan.Root(program, i, out nint offset);
                program->Values[i].Data = program->Values[root].Data + offset;
            }
        }

        return Status.Ok;
    }

    private static Status RunNode(Context* context, Program* program, int index)
    {
        Call call = default;
        int kernel = call.BeginNode(program, index);
        Status status = call.EndNode(Dispatch<V>.Run(ref call, kernel));
        return status == Status.Ok ? status : call.Explain(kernel);
    }

    /// <summary>A failure that is no kernel's.</summary>
    public static Status Fail(Context* context, Status status, int a, int b)
    {
        Call call = default;
        call.Begin(context);
        call.Fail(status, -1, a, b);
        return call.Explain(-1);
    }

    /// <summary>Hands the outputs over, or takes them back.</summary>
    private static void Answer(Context* context, Program* program, Status status)
    {
        if (status == Status.Ok)
        {
            int* words = context->Frame;
            words[0] = 0;
            words[1] = program->Outputs.Count;
            words += 2;
            for (int i = 0; i < program->Outputs.Count; i++)
            {
                words[i] = program->Values[program->Outputs[i]].Tensor;

                // A constant that the host had let go of, or never had, is its own again.
                context->Tensors.Find(words[i])->IsOrphan = false;
            }
        }

        for (int i = 0; i < program->Values.Count; i++)
        {
            ref Value value = ref program->Values[i];
            if (value.Kind == ValueKind.Computed && value.Tensor != 0)
            {
                if (status != Status.Ok)
                {
                    context->Release(value.Tensor);
                }

                value.Tensor = 0;
            }
        }
    }
}
