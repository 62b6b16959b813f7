using System.Runtime.Intrinsics;
using Lanewise.Kernels;

namespace Lanewise;

/// <summary>The backends by name. The current one is the one that was set, else the first of the highest priority that can be made.</summary>
internal static class BackendRegistry
{
    private sealed record Entry(string Name, Func<Backend> Factory, int Priority)
    {
        public Backend? Backend { get; set; }
    }

    private const int MostThreadsByDefault = 8;

    private static readonly Lock s_gate = new();
    private static readonly List<Entry> s_entries =
    [
        new("native", static () => Native(Threads), 3),
        new("cpu", static () => new NativeBackend<Scalar>(1), 1),
    ];

    private static volatile Entry? s_current;

    /// <summary>How many threads new backends compute on.</summary>
    public static int Threads { get; private set; } = Math.Min(Environment.ProcessorCount, MostThreadsByDefault);

    public static Backend Current => (s_current ?? Choose()).Backend!;

    public static string CurrentName => (s_current ?? Choose()).Name;

    public static bool Register(string name, Func<Backend> factory, int priority)
    {
        lock (s_gate)
        {
            if (s_entries.Any(entry => entry.Name == name))
            {
                return false;
            }

            s_entries.Add(new Entry(name, factory, priority));
            return true;
        }
    }

    public static void Set(string name)
    {
        lock (s_gate)
        {
            s_current = Made(Find(name));
        }
    }

    public static Backend Get(string name)
    {
        lock (s_gate)
        {
            return Made(Find(name)).Backend!;
        }
    }

    /// <summary>Disposes of the backend and forgets it; its tensors' data are gone.</summary>
    public static void Remove(string name)
    {
        lock (s_gate)
        {
            Entry entry = Find(name);
            s_entries.Remove(entry);
            s_current = s_current == entry ? null : s_current;
            entry.Backend?.Dispose();
        }
    }

    public static void SetThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        lock (s_gate)
        {
            Threads = threads;
            foreach (Backend backend in s_entries.Where(static entry => entry.Name != "cpu").Select(static entry => entry.Backend).OfType<Backend>())
            {
                lock (backend.Gate)
                {
                    backend.Threads = threads;
                }
            }
        }
    }

    private static Entry Choose()
    {
        lock (s_gate)
        {
            return s_current ??= Made(s_entries.MaxBy(static entry => entry.Priority)!);
        }
    }

    private static Entry Find(string name)
    {
        if (name == "wasm" && s_entries.TrueForAll(static entry => entry.Name != "wasm"))
        {
            RegisterWasmtime();
        }

        return s_entries.Find(entry => entry.Name == name)
            ?? throw new ArgumentException($"there is no backend '{name}', but: {string.Join(", ", s_entries.Select(static entry => entry.Name))}. {Advice(name)}", nameof(name));
    }

    /// <summary>The runtime loads no package that nothing has called, so this one cannot announce itself.</summary>
    private static void RegisterWasmtime() =>
        Type.GetType("Lanewise.WasmtimeBackend, Lanewise.Wasmtime")?.GetMethod("Register", Type.EmptyTypes)?.Invoke(null, null);

    private static string Advice(string name) =>
        name == "wasm" ? "'wasm' is in the package Lanewise.Wasmtime" : "Others must be registered first";

    private static Entry Made(Entry entry)
    {
        entry.Backend ??= entry.Factory();
        return entry;
    }

    /// <summary>The widest vectors that the machine has.</summary>
    private static Backend Native(int threads) =>
        Vector512.IsHardwareAccelerated ? new NativeBackend<Vec512>(threads)
        : Vector256.IsHardwareAccelerated ? new NativeBackend<Vec256>(threads)
        : Vector128.IsHardwareAccelerated ? new NativeBackend<Vec128>(threads)
        : new NativeBackend<Scalar>(threads);
}
