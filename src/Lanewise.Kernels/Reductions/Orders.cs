namespace Lanewise.Kernels;

/// <summary>A strict order: where b is better than a. The second form is of one lane's bits.</summary>
public interface IOrder<V>
    where V : unmanaged, IVector<V>
{
    static abstract V IsBetter(V a, V b);

    static abstract bool IsBetterLane(int a, int b);
}

public struct GreaterOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.Less(a, b);

    public static bool IsBetterLane(int a, int b) => BitConverter.Int32BitsToSingle(a) < BitConverter.Int32BitsToSingle(b);
}

public struct LessOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.Less(b, a);

    public static bool IsBetterLane(int a, int b) => BitConverter.Int32BitsToSingle(b) < BitConverter.Int32BitsToSingle(a);
}

public struct GreaterIntOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.LessInt(a, b);

    public static bool IsBetterLane(int a, int b) => a < b;
}

public struct LessIntOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.LessInt(b, a);

    public static bool IsBetterLane(int a, int b) => b < a;
}
