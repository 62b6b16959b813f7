namespace Lanewise;

/// <summary>
/// The tensors that this thread has made since the scope was opened, and that its end disposes of. Scopes are nested, and belong to
/// a thread: what runs in one never waits for another.
/// </summary>
internal sealed class Scope : IDisposable
{
    [ThreadStatic]
    private static Scope? t_current;

    private readonly List<Tensor> _tensors = [];
    private readonly Scope? _outer;
    private readonly Tape? _tape;

    private Scope(Scope? outer, Tape? tape)
    {
        _outer = outer;
        _tape = tape;
    }

    /// <summary>What records the kernels that this thread runs, if anything does.</summary>
    public static Tape? Tape => t_current?._tape;

    public static Scope Open() => t_current = new Scope(t_current, t_current?._tape);

    /// <summary>A scope whose kernels are recorded, or, with null, are not.</summary>
    public static Scope Open(Tape? tape) => t_current = new Scope(t_current, tape);

    public static void Track(Tensor tensor)
    {
        if (t_current is { } scope && tensor is not Variable)
        {
            tensor.Owner = scope;
            scope._tensors.Add(tensor);
        }
    }

    /// <summary>Lets a tensor outlive this scope: it becomes the outer one's, if it is this one's.</summary>
    public T Leave<T>(T tensor)
        where T : Tensor
    {
        if (tensor.Owner == this)
        {
            tensor.Owner = _outer;
            _outer?._tensors.Add(tensor);
        }

        return tensor;
    }

    public Tensor[] Leave(Tensor[] tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            Leave(tensor);
        }

        return tensors;
    }

    public void Dispose()
    {
        t_current = _outer;
        foreach (Tensor tensor in _tensors)
        {
            if (tensor.Owner == this)
            {
                tensor.Dispose();
            }
        }
    }
}
