using Lanewise.Dialect;
using Lanewise.Kernels;

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
