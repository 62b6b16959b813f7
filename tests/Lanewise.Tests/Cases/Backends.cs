using System.Runtime.Intrinsics;
using Lanewise.Kernels;

namespace Lanewise.Tests;

/// <summary>The backends that tests run on: every vector width that the machine has, and the modules in their sandbox.</summary>
internal static class Backends
{
    static Backends()
    {
        Tf.RegisterBackend("vec128", static () => new NativeBackend<Vec128>(1));
        Tf.RegisterBackend("vec256", static () => new NativeBackend<Vec256>(2));
        Tf.RegisterBackend("vec512", static () => new NativeBackend<Vec512>(1));
    }

    public static string[] Names =>
    [
        "native",
        "cpu",
        "wasm",
        .. Vector128.IsHardwareAccelerated ? ["vec128"] : Array.Empty<string>(),
        .. Vector256.IsHardwareAccelerated ? ["vec256"] : Array.Empty<string>(),
        .. Vector512.IsHardwareAccelerated ? ["vec512"] : Array.Empty<string>(),
    ];

    /// <summary>Runs a test with a backend as the current one.</summary>
    public static void On(string name, Action test)
    {
        Tf.SetBackend(name);
        try
        {
            Tf.Tidy(test);
        }
        finally
        {
            Tf.SetBackend("native");
        }
    }
}

/// <summary>Gives the sandbox back when all tests have run.</summary>
public sealed class Sandbox : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Tf.RemoveBackend("wasm");
}
