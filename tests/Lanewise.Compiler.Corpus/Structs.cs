namespace Lanewise.Compiler.Corpus;

public struct Point
{
    public int X;
    public int Y;

    public Point(int x, int y)
    {
        X = x;
        Y = y;
    }

    public readonly int Sum => X + Y;

    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public Point Moved(int by)
    {
        X += by;
        return this;
    }
}

public struct Segment
{
    public Point From;
    public long Length;
    public Point To;
}

public struct Deep
{
    public byte Tag;
    public Segment Segment;
    public double Weight;
    public short Small;
}

public struct Wrapper(int value)
{
    public int Value = value;
}

public struct WrapperOfWrapper
{
    public Wrapper Inner;
}

public struct LongWrapper
{
    public long Value;
}

public struct FloatWrapper
{
    public float Value;
}

/// <summary>Copies are copies; references are not.</summary>
public static unsafe class Structs
{
    [WasmExport(nameof(CopyIsIndependent))]
    public static int CopyIsIndependent(int a, int b)
    {
        Point p = new(a, b);
        Point q = p;
        p.X++;
        q.Y--;
        return (p.X * 31) + (p.Y * 17) + (q.X * 7) + q.Y;
    }

    [WasmExport(nameof(SwapByCopies))]
    public static int SwapByCopies(int a, int b)
    {
        Point p = new(a, b);
        Point q = new(b, a + 1);
        (p, q) = (q, p);
        return (p.X * 3) ^ (p.Y * 5) ^ (q.X * 7) ^ (q.Y * 11);
    }

    [WasmExport(nameof(SwapFieldsInPlace))]
    public static int SwapFieldsInPlace(int a, int b)
    {
        Point p = new(a, b);
        p = new Point(p.Y, p.X);
        (p.X, p.Y) = (p.Y - 1, p.X + 1);
        return (p.X * 1000) + p.Y;
    }

    [WasmExport(nameof(RefToFieldWhileCopied))]
    public static int RefToFieldWhileCopied(int a, int b)
    {
        Segment s = default;
        s.From = new Point(a, b);
        ref int x = ref s.From.X;
        Segment copy = s;
        x += 100;
        copy.From.Y = x;
        s = copy;
        x++;
        return (s.From.X * 13) + (s.From.Y * 7) + copy.From.X;
    }

    [WasmExport(nameof(NestedCopies))]
    public static long NestedCopies(int a, long b, double c)
    {
        Deep d = default;
        d.Tag = (byte)a;
        d.Segment.From.X = a;
        d.Segment.Length = b;
        d.Segment.To = d.Segment.From;
        d.Weight = c;
        d.Small = (short)b;
        Deep e = d;
        e.Segment.To.Y = d.Segment.From.X ^ 5;
        d.Segment = e.Segment;
        d.Segment.Length++;
        return d.Segment.Length + (e.Segment.Length * 3) + d.Segment.To.Y + d.Segment.To.X + d.Tag + e.Small + BitConverter.DoubleToInt64Bits(e.Weight);
    }

    private static Deep Make(int seed)
    {
        Deep result;
        result.Tag = (byte)seed;
        result.Segment.From = new Point(seed, seed * 2);
        result.Segment.To = new Point(seed - 1, seed + 1);
        result.Segment.Length = (long)seed << 33;
        result.Weight = seed * 0.5;
        result.Small = (short)(seed * 3);
        return result;
    }

    private static long Digest(Deep d)
    {
        long result = d.Tag + (d.Segment.From.Sum * 3) + (d.Segment.To.Sum * 5) + d.Segment.Length + (long)(d.Weight * 2) + d.Small;
        d.Tag = 0;
        d.Segment.Length = 0;
        return result;
    }

    private static long DigestIn(in Deep d) => Digest(d) ^ d.Segment.Length;

    private static void Change(ref Deep d, int by)
    {
        d.Segment.To = d.Segment.To.Moved(by);
        d.Segment.From.Moved(by);
        d.Small += (short)by;
    }

    private static bool TryMake(int seed, out Deep d)
    {
        d = Make(seed);
        return (seed & 1) != 0;
    }

    [WasmExport(nameof(PassedAllWays))]
    public static long PassedAllWays(int seed)
    {
        Deep d = Make(seed);
        long before = Digest(d);
        Change(ref d, 5);
        long after = DigestIn(d);
        bool odd = TryMake(seed ^ 3, out Deep e);
        Deep chosen = odd ? d : e;
        return before + (after * 3) + Digest(chosen) + Digest(Make(seed + 1)) + (odd ? 1 : 0);
    }

    [WasmExport(nameof(ArgumentIsACopy))]
    public static int ArgumentIsACopy(int a)
    {
        Point p = new(a, 1);
        int inner = Mutate(p, ref p);
        return (inner * 100) + p.X;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Mutate(Point copy, ref Point original)
    {
        original.X += 7;
        copy.X += 100;
        return copy.X + copy.Y;
    }

    [WasmExport(nameof(ReturnedThroughItself))]
    public static int ReturnedThroughItself(int a, int b)
    {
        Point p = new(a, b);
        p = Mirror(ref p);
        p = Mirror(ref p) + Mirror(ref p);
        return (p.X * 3) + p.Y;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Point Mirror(ref Point p)
    {
        Point result;
        result.X = p.Y;
        p.X++;
        result.Y = p.X;
        return result;
    }

    [WasmExport(nameof(MethodOnTemporary))]
    public static int MethodOnTemporary(int a)
    {
        Point p = new(a, 2);
        int moved = p.Moved(3).Moved(4).X;
        Point q = new Point(a, 9).Moved(1);
        return (moved * 7) + p.X + q.X + new Point(1, a).Sum;
    }

    [WasmExport(nameof(Wrappers))]
    public static long Wrappers(int a, long b, float c)
    {
        WrapperOfWrapper w = default;
        w.Inner.Value = a;
        WrapperOfWrapper v = w;
        v.Inner = new Wrapper(a + 1);
        LongWrapper l;
        l.Value = b;
        FloatWrapper f;
        f.Value = c;
        FloatWrapper g = f;
        g.Value = -g.Value;
        return w.Inner.Value + v.Inner.Value + l.Value + BitConverter.SingleToInt32Bits(g.Value) + TakeWrapper(v.Inner).Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Wrapper TakeWrapper(Wrapper w)
    {
        w.Value *= 3;
        return w;
    }

    [WasmExport(nameof(StructsInMemory))]
    public static int StructsInMemory(Point* block, int n)
    {
        n &= 15;
        block[1] = block[0];
        block[0] = block[n] + block[1];
        Point* p = block + 4;
        *p++ = new Point(n, n + 1);
        *p-- = *(p - 1);
        (*p).X++;
        p->Y += p[1].X;
        ref Point r = ref block[7];
        r = block[8];
        r.X ^= block[8].Y;
        block[8] = r;
        return block[1].Sum + r.Sum;
    }

    [WasmExport(nameof(OverlappingStructCopy))]
    public static long OverlappingStructCopy(byte* block)
    {
        // The source and the target of the copy share bytes: a value is read whole before it is written.
        Segment* a = (Segment*)block;
        Segment* b = (Segment*)(block + 8);
        Segment value = *a;
        *b = value;
        *a = *b;
        return a->Length + b->Length;
    }

    [WasmExport(nameof(AliasedParameters))]
    public static int AliasedParameters(int a, int b)
    {
        Segment s = default;
        s.From = new Point(a, b);
        Mix(ref s, ref s.From, in s.From);
        return (s.From.X * 5) + (s.From.Y * 3) + s.To.X + (s.To.Y * 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Mix(ref Segment whole, ref Point part, in Point read)
    {
        part.X++;
        whole.To = read;
        whole.From.Y += read.X;
        part = new Point(whole.From.Y, read.Y);
    }

    [WasmExport(nameof(AliasedParametersInlined))]
    public static int AliasedParametersInlined(int a, int b)
    {
        Segment s = default;
        s.From = new Point(a, b);
        MixInlined(ref s, ref s.From, in s.From);
        MixInlined(ref s, ref s.To, in s.From);
        return (s.From.X * 5) + (s.From.Y * 3) + s.To.X + (s.To.Y * 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixInlined(ref Segment whole, ref Point part, in Point read)
    {
        part.X++;
        whole.To = read;
        whole.From.Y += read.X;
        part = new Point(whole.From.Y, read.Y);
    }

    [WasmExport(nameof(DefaultsAreZero))]
    public static int DefaultsAreZero(int n)
    {
        int total = 0;
        for (int i = 0; i < (n & 7); i++)
        {
            Point p = default;
            p.X += i;
            p.Y++;
            total += p.Sum;
            Deep d = new();
            d.Segment.To.X += total;
            total += d.Segment.To.X + d.Tag;
        }

        return total;
    }

    [WasmExport(nameof(StructInLoop))]
    public static int StructInLoop(int n, int a)
    {
        Point p = new(a, 1);
        Point previous = p;
        for (int i = 0; i < (n & 31); i++)
        {
            Point next = new(previous.Y, previous.X + i);
            previous = p;
            p = i % 3 == 0 ? next : p + next;
        }

        return (p.X * 31) + p.Y + previous.Sum;
    }
}
