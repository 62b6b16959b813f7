namespace Lanewise;

public static partial class Tf
{
    /// <summary>a + b, element by element; the shapes broadcast.</summary>
    public static Tensor Add(this Tensor a, Tensor b) => Kernel.Add(a, b);
}
