namespace Lanewise.Runtime.Programs;

/// <summary>Writes a program down while calls run as always.</summary>
public static unsafe class Recorder
{
    /// <summary>Begins a recording whose inputs are these tensors.</summary>
    public static Status Begin(Context* context, int* ids, int count)
    {
        Discard(context);
        Program* program = Program.Create(context);
        if (program == null)
        {
            return Status.OutOfMemory;
        }

        context->Recording = program;
        for (int i = 0; i < count; i++)
        {
            TensorTable.Entry* entry = context->Tensors.Find(ids[i]);
            if (entry == null || entry->Data == null || entry->Value != 0)
            {
                // Each replay is given its own tensors: one that comes twice could not be told apart.
                Discard(context);
                return Status.UnknownTensor;
            }

            int value = program->AddGiven(entry, ValueKind.Input);
            entry->Value = value + 1;
            program->Inputs.Add(value);
        }

        return Status.Ok;
    }

    /// <summary>Ends a recording of which nothing is wanted.</summary>
    public static void Discard(Context* context)
    {
        Program* program = context->Recording;
        if (program != null)
        {
            Forget(context);
            program->Destroy();
        }
    }

    /// <summary>True for a tensor that is not the same in every replay, as far as the recording tells.</summary>
    public static bool DependsOnInput(Context* context, int id)
    {
        TensorTable.Entry* entry = context->Tensors.Find(id);
        return context->Recording != null && entry != null && entry->Value != 0 && context->Recording->Values[entry->Value - 1].DependsOnInput;
    }

    /// <summary>Adds a call that has succeeded.</summary>
    /// <param name="request">Its words, from the kernel's id on.</param>
    /// <param name="places">Where tensors stand among them, counted from behind the kernel's id: the operands that the program has listed last.</param>
    /// <param name="answer">Per output id, dtype, rank, dimensions.</param>
    public static void Append(Program* program, int* request, int words, int places, int* answer, int outputs)
    {
        Node node = default;
        node.Kernel = request[0];
        node.Words = program->Words.Count;
        node.WordCount = words - 1;
        node.Operands = places;
        node.OperandCount = program->Operands.Count - places;
        node.Results = program->Results.Count;
        node.ResultCount = outputs;
        node.Steps = program->Steps.Count;
        node.Op = program->Ops.Count;
        for (int i = 1; i < words; i++)
        {
            program->Words.Add(request[i]);
        }

        bool depends = false;
        for (int i = 0; i < node.OperandCount && !program->IsShort; i++)
        {
            ref int word = ref program->Words[node.Words + program->Operands[places + i]];
            int value = Find(program, word);
            word = value + 1;
            depends = depends || program->Values[value].DependsOnInput;
        }

        bool isShared = outputs > 0;
        for (int i = 0; i < outputs && !program->IsShort; i++)
        {
            TensorTable.Entry* entry = program->Context->Tensors.Find(answer[0]);
            if (entry->Value == 0)
            {
                isShared = false;
                Shape shape = default;
                for (int axis = 0; axis < answer[2]; axis++)
                {
                    shape.Append(answer[3 + axis]);
                }

                entry->Value = program->AddComputed(entry->Type, in shape, depends) + 1;
            }

            program->Results.Add(entry->Value - 1);
            answer += 3 + answer[2];
        }

        OpRecord op = default;
        op.Kernel = node.Kernel;
        op.Other = -1;
        op.Fate = isShared ? Fate.Shares : Fate.Runs;
        program->Ops.Add(in op);
        if (isShared)
        {
            program->Words.Truncate(node.Words);
            program->Operands.Truncate(places);
            program->Results.Truncate(node.Results);
            return;
        }

        program->Nodes.Add(in node);
    }

    /// <summary>Ends the recording. The program gives these tensors, which must be known to it.</summary>
    public static Status Finish(Context* context, int* ids, int count)
    {
        Program* program = context->Recording;
        for (int i = 0; i < count && !program->IsShort; i++)
        {
            if (context->Tensors.Find(ids[i]) == null)
            {
                Discard(context);
                return Status.UnknownTensor;
            }

            program->Outputs.Add(Find(program, ids[i]));
        }

        Forget(context);
        return Status.Ok;
    }

    /// <summary>The value of a live tensor. One that the recording has not seen yet was there before, or was made by the host, and is a constant.</summary>
    private static int Find(Program* program, int id)
    {
        TensorTable.Entry* entry = program->Context->Tensors.Find(id);
        if (entry->Value == 0)
        {
            entry->Value = program->AddGiven(entry, ValueKind.Constant) + 1;
        }

        return entry->Value - 1;
    }

    private static void Forget(Context* context)
    {
        context->Recording = null;
        context->Tensors.ForgetValues();
    }
}
