using System.Runtime.CompilerServices;

namespace Lanewise;

/// <summary>What lives now.</summary>
/// <param name="NumTensors">Tensors that were not disposed of.</param>
/// <param name="NumDataBuffers">Buffers of elements; tensors of different shapes may share one.</param>
/// <param name="NumBytes">Bytes in these buffers.</param>
/// <param name="Backend">The memory of the current backend.</param>
public readonly record struct MemoryInfo(int NumTensors, int NumDataBuffers, long NumBytes, BackendMemory Backend);

public static partial class Tf
{
    /// <summary>How many tensors and bytes are alive.</summary>
    public static MemoryInfo Memory()
    {
        Backend backend = BackendRegistry.Current;
        lock (backend.Gate)
        {
            return new(MemoryCounts.Tensors, MemoryCounts.DataBuffers, MemoryCounts.Bytes, backend.Memory());
        }
    }

    /// <summary>
    /// Runs a function, and disposes of all tensors that it made on this thread, but those that it returns: a tensor, or a tuple,
    /// list or dictionary of them. Variables stay.
    /// </summary>
    /// <exception cref="ArgumentException">The function returns a task: what runs later cannot be tidied up.</exception>
    public static T Tidy<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using Scope scope = Scope.Open();
        T result = function();
        if (result is Task)
        {
            throw new ArgumentException("the function of Tidy returns a task; call Tidy inside of it instead", nameof(function));
        }

        Leave(scope, result);
        return result;
    }

    /// <summary>Runs a function, and disposes of all tensors that it made on this thread. Variables stay.</summary>
    public static void Tidy(Action function)
    {
        ArgumentNullException.ThrowIfNull(function);
        using Scope scope = Scope.Open();
        function();
    }

    /// <summary>Keeps a tensor from being disposed of by the end of any <see cref="Tidy{T}"/>.</summary>
    public static Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        tensor.Owner = null;
        return tensor;
    }

    /// <summary>Disposes of tensors.</summary>
    public static void Dispose(params IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (Tensor tensor in tensors)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Disposes of all variables.</summary>
    public static void DisposeVariables() => Dispose(VariableRegistry.All);

    private static void Leave(Scope scope, object? result)
    {
        switch (result)
        {
            case Lanewise.Tensor tensor:
                scope.Leave(tensor);
                break;
            case IEnumerable<Tensor> tensors:
                foreach (Tensor? tensor in tensors)
                {
                    Leave(scope, tensor);
                }

                break;
            case IEnumerable<KeyValuePair<string, Tensor>> named:
                Leave(scope, named.Select(static pair => pair.Value));
                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                {
                    Leave(scope, tuple[i]);
                }

                break;
        }
    }
}
