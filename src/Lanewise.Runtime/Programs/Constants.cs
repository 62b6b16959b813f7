namespace Lanewise.Runtime.Programs;

/// <summary>Calls whose operands are all constants, made while a program is built.</summary>
internal static unsafe class Constants<V>
    where V : unmanaged, Lanewise.Kernels.IVector<V>
{
    /// <summary>
    /// Runs a node whose operands are constants, and makes constants of its results. False if it fails: then it is left for
    /// the replay to tell.
    /// </summary>
    public static bool Fold(Program* program, int index)
    {
        ref Node node = ref program->Nodes[index];
        int* request = Begin(program->Context, node.Kernel, program->Words.Items + node.Words, node.WordCount);
        if (request == null)
        {
            return false;
        }

        for (int i = 0; i < node.OperandCount; i++)
        {
            int value = program->OperandOf(in node, i);
            request[1 + program->Operands[node.Operands + i]] = value < 0 ? 0 : program->Values[value].Tensor;
        }

        if (Run(program->Context) != Status.Ok)
        {
            return false;
        }

        int* answer = program->Context->Frame + 2;
        for (int i = 0; i < node.ResultCount; i++)
        {
            Become(program, program->Results[node.Results + i], answer[0]);
            answer += 3 + answer[2];
        }

        return true;
    }

    /// <summary>A new constant: the result of a kernel whose request is the program's draft. −1 if it fails.</summary>
    public static int Evaluate(Program* program, int kernel)
    {
        int* request = Begin(program->Context, kernel, program->Draft.Items, program->Draft.Count);
        program->Draft.Truncate(0);
        if (request == null || Run(program->Context) != Status.Ok)
        {
            return -1;
        }

        return Hold(program, program->Context->Frame[2]);
    }

    /// <summary>A new constant of one float; −1 if memory is short.</summary>
    public static int Single(Program* program, float number)
    {
        TensorTable.Entry* entry = program->Context->Tensors.Add(ref program->Context->Heap, DType.Float32, 1);
        if (entry == null)
        {
            return -1;
        }

        *(float*)entry->Data = number;
        return Hold(program, entry->Id);
    }

    /// <summary>A constant as an operand of a draft.</summary>
    public static Tensor Operand(Program* program, int value, in Shape shape)
    {
        Tensor tensor = default;
        tensor.Id = program->Values[value].Tensor;
        tensor.Shape = shape;
        return tensor;
    }

    private static int* Begin(Context* context, int kernel, int* words, int count)
    {
        int* request = context->Reserve(count + 1);
        if (request == null)
        {
            return null;
        }

        request[0] = kernel;
        Buffer.MemoryCopy(words, request + 1, (nint)count * sizeof(int), (nint)count * sizeof(int));
        return request;
    }

    private static Status Run(Context* context)
    {
        Call call = default;
        int kernel = call.Begin(context);
        return call.End(Dispatch<V>.Run(ref call, kernel));
    }

    private static int Hold(Program* program, int id)
    {
        TensorTable.Entry* entry = program->Context->Tensors.Find(id);
        int value = program->AddGiven(entry, ValueKind.Constant);
        entry->IsOrphan = entry->IsOrphan || entry->Holders == 1;
        return value;
    }

    private static void Become(Program* program, int value, int id)
    {
        TensorTable.Entry* entry = program->Context->Tensors.Find(id);
        entry->Holders++;

        // An alias of a tensor that the host has stays the host's.
        entry->IsOrphan = entry->IsOrphan || entry->Holders == 1;
        ref Value constant = ref program->Values[value];
        constant.Kind = ValueKind.Constant;
        constant.Tensor = id;
        constant.Data = entry->Data;
        constant.Node = -1;
    }
}
