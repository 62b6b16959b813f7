using Lanewise.Kernels;

namespace Lanewise.Tests;

/// <summary>The backends that tests run on: every width that a machine may have, on one thread and on two.</summary>
internal static class Backends
{
    static Backends()
    {
        Tf.RegisterBackend("vec128", static () => new NativeBackend<Vec128>(1));
        Tf.RegisterBackend("vec256", static () => new NativeBackend<Vec256>(2));
        Tf.RegisterBackend("vec512", static () => new NativeBackend<Vec512>(1));
    }

    public static string[] Names => ["native", "cpu", "vec128", "vec256", "vec512"];

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
