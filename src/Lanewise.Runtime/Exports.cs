using Lanewise.Dialect;
using Lanewise.Kernels;

namespace Lanewise.Runtime;

/// <summary>What a host calls: the exports of a module, and the same natively.</summary>
public static unsafe class Exports<V>
    where V : unmanaged, IVector<V>
{
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
