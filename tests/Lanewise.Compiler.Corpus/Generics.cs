namespace Lanewise.Compiler.Corpus;

public interface IMap<TSelf> where TSelf : IMap<TSelf>
{
    static abstract int Apply(int x);

    /// <summary>A default that some keep and some replace.</summary>
    static virtual int Twice(int x) => TSelf.Apply(TSelf.Apply(x));

    static virtual int Bias => 1;
}

public struct AddOne : IMap<AddOne>
{
    public static int Apply(int x) => x + 1;
}

public struct Square : IMap<Square>
{
    public static int Apply(int x) => x * x;

    static int IMap<Square>.Bias => 7;
}

public struct Replaced : IMap<Replaced>
{
    public static int Apply(int x) => x ^ 0x55;

    public static int Twice(int x) => x - 3;
}

public struct Compose<TFirst, TSecond> : IMap<Compose<TFirst, TSecond>>
    where TFirst : IMap<TFirst>
    where TSecond : IMap<TSecond>
{
    public static int Apply(int x) => TSecond.Apply(TFirst.Apply(x)) + TFirst.Bias;
}

public interface INumber<TSelf> where TSelf : unmanaged, INumber<TSelf>
{
    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract bool operator <(TSelf a, TSelf b);

    static abstract bool operator >(TSelf a, TSelf b);

    static abstract TSelf From(int value);

    static abstract explicit operator int(TSelf value);

    int Digest();
}

public struct Modular(int value) : INumber<Modular>
{
    private readonly int _value = (int)((uint)value % 97);

    public static Modular operator +(Modular a, Modular b) => new(a._value + b._value);

    public static Modular operator *(Modular a, Modular b) => new(a._value * b._value);

    public static bool operator <(Modular a, Modular b) => a._value < b._value;

    public static bool operator >(Modular a, Modular b) => a._value > b._value;

    public static Modular From(int value) => new(value);

    public static explicit operator int(Modular value) => value._value;

    public readonly int Digest() => _value;
}

public struct Complex : INumber<Complex>
{
    public double Real;
    public double Imaginary;

    public static Complex operator +(Complex a, Complex b) => new() { Real = a.Real + b.Real, Imaginary = a.Imaginary + b.Imaginary };

    public static Complex operator *(Complex a, Complex b) =>
        new() { Real = (a.Real * b.Real) - (a.Imaginary * b.Imaginary), Imaginary = (a.Real * b.Imaginary) + (a.Imaginary * b.Real) };

    public static bool operator <(Complex a, Complex b) => a.Real < b.Real;

    public static bool operator >(Complex a, Complex b) => a.Real > b.Real;

    public static Complex From(int value) => new() { Real = value & 15, Imaginary = (value >> 4) & 15 };

    public static explicit operator int(Complex value) => (int)value.Real;

    public int Digest()
    {
        Real += 1;
        return (int)Real + ((int)Imaginary * 31);
    }
}

public static class Numeric<T> where T : unmanaged, INumber<T>
{
    public static readonly int Size = 3;

    public static T Power(T x, int n)
    {
        T result = T.From(1);
        for (int i = 0; i < n; i++)
        {
            result *= x;
        }

        return result;
    }

    public static TOut Convert<TOut>(T x, TOut bias) where TOut : unmanaged, INumber<TOut> => TOut.From((int)x) + bias;

    public static unsafe int SizeOf() => sizeof(T);
}

public struct Pair<TFirst, TSecond>(TFirst first, TSecond second)
    where TFirst : unmanaged
    where TSecond : unmanaged
{
    public TFirst First = first;
    public TSecond Second = second;

    public readonly Pair<TSecond, TFirst> Swapped() => new(Second, First);
}

/// <summary>Generics over static abstract members, closed at compile time.</summary>
public static unsafe class Generics
{
    private static int Run<TMap>(int x) where TMap : IMap<TMap> => TMap.Twice(x) + (TMap.Apply(x) * 3) + TMap.Bias;

    [WasmExport(nameof(StaticAbstracts))]
    public static int StaticAbstracts(int x) => Run<AddOne>(x) ^ (Run<Square>(x) * 5) ^ (Run<Replaced>(x) * 7);

    [WasmExport(nameof(ComposedMaps))]
    public static int ComposedMaps(int x) => Run<Compose<AddOne, Square>>(x) + Run<Compose<Square, Compose<Replaced, AddOne>>>(x);

    [WasmExport(nameof(Operators))]
    public static int Operators(int a, int b)
    {
        Modular m = Numeric<Modular>.Power(new Modular(a), b & 7);
        Complex c = Numeric<Complex>.Power(Complex.From(a), b & 3);
        return m.Digest() + (c.Digest() * 3) + c.Digest() + Sort(Modular.From(a), Modular.From(b)) + (Sort(Complex.From(a), Complex.From(b)) * 7);
    }

    private static int Sort<T>(T a, T b) where T : unmanaged, INumber<T>
    {
        if (a > b)
        {
            (a, b) = (b, a);
        }

        return (int)a + ((int)b * 100) + (a < b ? 5 : 6) + a.Digest() + b.Digest();
    }

    [WasmExport(nameof(GenericMethodsInGenericClasses))]
    public static int GenericMethodsInGenericClasses(int a, int b) =>
        Numeric<Modular>.Convert(new Modular(a), Complex.From(b)).Digest() + (Numeric<Complex>.Convert(Complex.From(b), new Modular(a)).Digest() * 3)
        + Numeric<Modular>.SizeOf() + (Numeric<Complex>.SizeOf() * 10) + Numeric<Modular>.Size;

    [WasmExport(nameof(GenericStructs))]
    public static long GenericStructs(int a, long b, byte c)
    {
        Pair<int, long> p = new(a, b);
        Pair<long, int> q = p.Swapped();
        Pair<Pair<byte, int>, Pair<long, byte>> r = new(new(c, a), new(b, c));
        Pair<Pair<long, byte>, Pair<byte, int>> s = r.Swapped();
        s.First.First++;
        s.Second = r.First;
        return p.First + q.First + (q.Second * 3L) + s.First.First + s.Second.Second + r.Second.First + s.First.Second + sizeof(Pair<byte, long>);
    }

    [WasmExport(nameof(GenericFunctionPointers))]
    public static int GenericFunctionPointers(int x, int which)
    {
        delegate*<int, int> f = (which & 1) == 0 ? &Run<AddOne> : &Run<Square>;
        return f(x) + MapAll<Replaced>(x, which & 7);
    }

    private static int MapAll<TMap>(int x, int n) where TMap : IMap<TMap>
    {
        for (int i = 0; i < n; i++)
        {
            x = TMap.Apply(x + i);
        }

        return x;
    }

    private static T Choose<T>(bool first, T a, T b) => first ? a : b;

    [WasmExport(nameof(GenericValues))]
    public static double GenericValues(int a, long b, float c, double d)
    {
        Point p = Choose(a > 0, new Point(a, 1), new Point(2, a));
        return Choose(a > 0, a, 3) + Choose(b > 0, b, 4) + Choose(c > 0, c, 5f) + Choose(d > 0, d, 6.0) + p.Sum + Choose<byte>(a > 5, 250, 3);
    }
}
