namespace Lanewise;

public static partial class Tf
{
    /// <summary>Makes a backend the one that ops run on: <c>native</c>, <c>cpu</c>, or one that was registered.</summary>
    /// <exception cref="ArgumentException">There is no backend of that name.</exception>
    public static void SetBackend(string name) => BackendRegistry.Set(name);

    /// <summary>The name of the backend that ops run on: by default <c>native</c>.</summary>
    public static string GetBackend() => BackendRegistry.CurrentName;

    /// <summary>Adds a backend, which is made when it is first used. False if there is one of that name.</summary>
    /// <param name="name">The name for <see cref="SetBackend"/>.</param>
    /// <param name="factory">Makes the backend.</param>
    /// <param name="priority">The backend of the highest is used where none is set; <c>native</c> has 3, <c>cpu</c> 1.</param>
    public static bool RegisterBackend(string name, Func<Backend> factory, int priority = 1) => BackendRegistry.Register(name, factory, priority);

    /// <summary>Disposes of a backend and forgets it. The data of tensors that only it held are gone.</summary>
    public static void RemoveBackend(string name) => BackendRegistry.Remove(name);

    /// <summary>How many threads compute: at first as many as the machine has, up to 8. <c>cpu</c> has one.</summary>
    public static void SetThreadsCount(int threads) => BackendRegistry.SetThreads(threads);

    /// <summary>How many threads the current backend computes on.</summary>
    public static int GetThreadsCount() => BackendRegistry.Current.Threads;
}
