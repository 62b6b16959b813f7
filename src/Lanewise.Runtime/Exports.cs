using Lanewise.Dialect;
using Lanewise.Kernels;
using Lanewise.Runtime.Programs;

namespace Lanewise.Runtime;

/// <summary>What a host calls: the exports of a module, and the same natively.</summary>
public static unsafe class Exports<V>
    where V : unmanaged, IVector<V>
{
    private const int WorkerStackBytes = 128 * 1024;

    /// <summary>Makes a context; null if memory is short. A WebAssembly instance has one.</summary>
    [WasmExport("create")]
    public static Context* Create() => Context.Create();

    /// <summary>Gives all memory of a context back. WebAssembly hosts drop the instance instead.</summary>
    public static void Destroy(Context* context) => context->Heap.Destroy(context);

    /// <summary>The frame area, with room for at least <paramref name="words"/>; null if memory is short.</summary>
    [WasmExport("frame")]
    public static int* Frame(Context* context, int words) => context->Reserve(words);

    /// <summary>Runs the request in the frame area and answers there.</summary>
    [WasmExport("call")]
    public static int Run(Context* context)
    {
        Call call = default;
        int kernel = call.Begin(context);
        Status status = Dispatch<V>.Run(ref call, kernel);
        return (int)call.End(status);
    }

    /// <summary>A new tensor for the host to fill; 0 if memory is short.</summary>
    [WasmExport("allocate")]
    public static int Allocate(Context* context, int dtype, int elements)
    {
        if ((uint)dtype >= DTypes.Count)
        {
            return 0;
        }

        TensorTable.Entry* entry = context->Tensors.Add(ref context->Heap, (DType)dtype, elements);
        return entry == null ? 0 : entry->Id;
    }

    /// <summary>Where a tensor's data lie; null for an unknown id.</summary>
    [WasmExport("address")]
    public static byte* Address(Context* context, int id)
    {
        TensorTable.Entry* entry = context->Tensors.Find(id);
        return entry == null ? null : entry->Data;
    }

    /// <summary>Frees a tensor and what was packed from it. An unknown id is nothing to free.</summary>
    [WasmExport("release")]
    public static void Release(Context* context, int id) => context->Release(id);

    /// <summary>
    /// Writes down all calls from now on. The frame area holds how many inputs there are, and their ids. Returns a status; a
    /// recording that was under way is gone.
    /// </summary>
    [WasmExport("record")]
    public static int Record(Context* context) =>
        (int)(Fits(context, 1, context->Frame[0]) ? Recorder.Begin(context, context->Frame + 1, context->Frame[0]) : Status.Malformed);

    /// <summary>True (1) for a tensor that depends on the recording's inputs: what is read from it must not decide anything.</summary>
    [WasmExport("depends")]
    public static int Depends(Context* context, int id) => Recorder.DependsOnInput(context, id) ? 1 : 0;

    /// <summary>Ends a recording of which no program is wanted.</summary>
    [WasmExport("discard")]
    public static void Discard(Context* context) => Recorder.Discard(context);

    /// <summary>
    /// Ends the recording and builds its program. The frame area holds the bits of the fusions that are switched off, the number
    /// of outputs, and their ids. Answers status, program, bytes of the arena, the fewest that it could have, the number of inputs
    /// that it needs, and which of the recording's they are. The frame area may be another one then.
    /// </summary>
    [WasmExport("compile")]
    public static int Compile(Context* context)
    {
        Program* program = context->Recording;
        int* frame = context->Frame;
        int disabled = frame[0];
        Status status = Fits(context, 2, frame[1]) ? Recorder.Finish(context, frame + 2, frame[1]) : Status.Malformed;
        if (status == Status.Ok)
        {
            program->Disabled = disabled;
            if (program->IsShort || !Pipeline<V>.Run(program) || !ReserveFor(context, program))
            {
                program->Destroy();
                status = Status.OutOfMemory;
            }
        }
        else
        {
            Recorder.Discard(context);
        }

        frame = context->Frame;
        frame[0] = (int)status;
        if (status == Status.Ok)
        {
            context->Publish(program);
            frame[1] = program->Id;
            frame[2] = (int)program->ArenaBytes;
            frame[3] = (int)program->LeastBytes;
            frame[4] = program->Inputs.Count;
            for (int i = 0; i < program->Inputs.Count; i++)
            {
                // Inputs are the first values.
                frame[5 + i] = program->Inputs[i];
            }
        }

        return (int)status;
    }

    /// <summary>
    /// Runs a program. The frame area holds its number, the number of inputs, and their ids. Answers status, number of outputs, and
    /// their ids; or as a failed call, followed by the kernel that failed or −1.
    /// </summary>
    [WasmExport("replay")]
    public static int Replay(Context* context)
    {
        int* frame = context->Frame;
        Program* program = context->FindProgram(frame[0]);
        if (program == null)
        {
            return (int)Programs.Replay<V>.Fail(context, Status.UnknownProgram, frame[0], 0);
        }

        return (int)Programs.Replay<V>.Run(context, program, frame + 2, frame[1]);
    }

    /// <summary>
    /// Tells in the frame area what became of the recorded ops, four words each: kernel, fate, the fate's other op or −1, obstacle. Returns
    /// how many there are; −1 for an unknown program, or if memory is short.
    /// </summary>
    [WasmExport("explain")]
    public static int Explain(Context* context, int number)
    {
        Program* program = context->FindProgram(number);
        if (program == null || context->Reserve(4 * program->Ops.Count) == null)
        {
            return -1;
        }

        int* words = context->Frame;
        for (int i = 0; i < program->Ops.Count; i++)
        {
            ref OpRecord op = ref program->Ops[i];
            words[4 * i] = op.Kernel;
            words[(4 * i) + 1] = (int)op.Fate;
            words[(4 * i) + 2] = op.Other;
            words[(4 * i) + 3] = (int)op.Obstacle;
        }

        return program->Ops.Count;
    }

    /// <summary>True if so many words can stand behind the first ones of a request.</summary>
    private static bool Fits(Context* context, int first, int count) => (uint)count <= (uint)(context->RequestWords - first);

    /// <summary>Room for all that is asked and answered about a program, so that a replay need not look.</summary>
    private static bool ReserveFor(Context* context, Program* program)
    {
        int words = program->Inputs.Count > program->Outputs.Count ? program->Inputs.Count : program->Outputs.Count;
        return context->Reserve(5 + words) != null;
    }

    /// <summary>
    /// Tells in the frame area how many bytes of weights a program holds, as tensors and packed for kernels. Returns 0; −1 for an unknown
    /// program.
    /// </summary>
    [WasmExport("weights")]
    public static int Weights(Context* context, int number)
    {
        Program* program = context->FindProgram(number);
        if (program == null)
        {
            return -1;
        }

        nint bytes = 0;
        nint packedBytes = 0;
        for (int i = 0; i < program->Values.Count; i++)
        {
            TensorTable.Entry* entry = context->Tensors.Find(program->Values[i].Tensor);
            if (entry == null)
            {
                continue;
            }

            bytes += entry->Data == null ? 0 : program->Values[i].Bytes;
            for (Packed* packed = entry->Packed; packed != null; packed = packed->Next)
            {
                packedBytes += packed->Bytes;
            }
        }

        context->Frame[0] = (int)bytes;
        context->Frame[1] = (int)packedBytes;
        return 0;
    }

    /// <summary>
    /// Lets a program keep weights in packed form only, where its kernels need no other, from its next replay on. The host has released
    /// them by then. An unknown program has nothing to give back.
    /// </summary>
    [WasmExport("shed")]
    public static void Shed(Context* context, int number)
    {
        Program* program = context->FindProgram(number);
        if (program != null)
        {
            program->Sheds = true;
        }
    }

    /// <summary>Frees a program. An unknown one is nothing to free.</summary>
    [WasmExport("drop")]
    public static void Drop(Context* context, int program) => context->Drop(program);

    /// <summary>Tells how many threads there may be, the caller's among them. Before the first op.</summary>
    [WasmExport("set_threads")]
    public static void SetThreads(Context* context, int threads) => context->Workers.Capacity = threads;

    /// <summary>Runs on a thread of the host's, with a number from 1 to below the count: helps with ops until <see cref="Stop"/>.</summary>
    [WasmExport("work")]
    public static void Work(Context* context, int worker)
    {
        if (Target.HasThreads)
        {
            context->Workers.Work(worker);
        }
    }

    /// <summary>How many threads work now, the caller's among them.</summary>
    [WasmExport("threads")]
    public static int Threads(Context* context) => context->Workers.Threads;

    /// <summary>Makes the workers return.</summary>
    [WasmExport("stop")]
    public static void Stop(Context* context)
    {
        if (Target.HasThreads)
        {
            context->Workers.Stop();
        }
    }

    /// <summary>A stack for a worker's instance of the module: where it begins, from which it grows down; null if memory is short.</summary>
    [WasmExport("worker_stack")]
    public static byte* WorkerStack(Context* context)
    {
        byte* stack = context->Heap.Allocate(WorkerStackBytes);
        return stack == null ? null : stack + WorkerStackBytes;
    }

    /// <summary>Writes eight ints: bytes in use, live tensors, heap bytes, largest free block, packed bytes, bytes of the tensor table and the frame area, 0, 0.</summary>
    [WasmExport("statistics")]
    public static void Statistics(Context* context, int* target)
    {
        target[0] = (int)context->Heap.Used;
        target[1] = context->Tensors.Live;
        target[2] = (int)context->Heap.Total;
        target[3] = (int)context->Heap.LargestFree();
        target[4] = (int)context->PackedBytes;
        target[5] = (int)(context->Tensors.Bytes + context->FrameBytes);
        target[6] = 0;
        target[7] = 0;
    }
}
