namespace Lanewise.Compiler.Corpus;

/// <summary>Values that stand on the stack while what they were read from changes.</summary>
public static unsafe class EvaluationOrder
{
    [WasmExport(nameof(PostIncrement))]
    public static int PostIncrement(int x)
    {
        x = Twice(x) + x++;
        x = x++ + ++x;
        int y = x++ * x-- - --x;
        x += x++ * 2;
        return (x * 31) + y;
    }

    private static int Twice(int x) => x * 2;

    [WasmExport(nameof(AssignmentInExpression))]
    public static int AssignmentInExpression(int a, int b)
    {
        int c = a + (a = b) + a;
        int d = (a = c) * (b = a + 1) + a - b;
        int e = a;
        e += (e = 5) + e;
        int f;
        int g = f = d ^ c;
        return c + (d * 3) + (e * 7) + f + g;
    }

    [WasmExport(nameof(OldValueOnTheStack))]
    public static int OldValueOnTheStack(int a, int b)
    {
        // Three arguments: the first is the old a, the second the new one, the third reads both.
        int r = Pack(a, a = b, a + b);
        r ^= Pack(b, ++b, b++ + b);
        return r + a + b;
    }

    private static int Pack(int x, int y, int z) => (x * 10007) ^ (y * 101) ^ z;

    [WasmExport(nameof(OldValueAcrossBranches))]
    public static int OldValueAcrossBranches(int a, int b) =>
        Pack(a, a > b ? a = b : (a -= 3), a) + a + (b > 0 ? (b = a) : b) + b;

    [WasmExport(nameof(CallChangesLocal))]
    public static int CallChangesLocal(int a)
    {
        int x = a;
        int r = x + Change(ref x) + x;
        r = (r * 3) + x + ChangeInlined(ref x) + x;
        return r;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Change(ref int x)
    {
        int old = x;
        x = (x * 3) + 1;
        return old - 7;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ChangeInlined(ref int x)
    {
        int old = x;
        x = (x * 3) + 1;
        return old - 7;
    }

    [WasmExport(nameof(CallChangesMemory))]
    public static int CallChangesMemory(int* p)
    {
        int r = *p + Change(ref *p) + *p;
        r = (r * 3) + p[1] + ChangeInlined(ref p[1]) + p[1];
        p[2] = p[3] + Change(ref p[2]) + Change(ref p[3]) - p[2];
        p[Change(ref p[4]) & 15] = p[5] + Change(ref p[5]);
        return r;
    }

    [WasmExport(nameof(StructFieldsChange))]
    public static int StructFieldsChange(int a, int b)
    {
        Point p = new(a, b);
        int r = p.X + p.Moved(5).X + p.X;
        p.X = p.Y++ + (p.Y = p.X) + p.Y;
        Point old = p;
        r += Sum(p, p = new Point(p.Y, p.X), p) + Sum(old, p, old = p);
        return (r * 31) + p.X + old.Y;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Sum(Point a, Point b, Point c) => (a.X * 3) + (a.Y * 5) + (b.X * 7) + (b.Y * 11) + (c.X * 13) + (c.Y * 17);

    [WasmExport(nameof(StructArgumentOnStack))]
    public static int StructArgumentOnStack(int a, int b)
    {
        Point p = new(a, b);
        return SumInlined(p, Touch(ref p), p) + p.X;
    }

    private static int Touch(ref Point p)
    {
        p.X += 50;
        p = new Point(p.Y, p.X);
        return p.X;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SumInlined(Point a, int middle, Point c) => (a.X * 3) + (a.Y * 5) + (middle * 7) + (c.X * 11) + (c.Y * 13);

    [WasmExport(nameof(IndexOnTheLeft))]
    public static int IndexOnTheLeft(int* p, int n)
    {
        int i = n & 7;
        p[i++] = i;
        p[i] = i++ + p[i];
        p[i++] += p[i++] + i;
        p[p[9] & 15] = p[9] = i;
        return i;
    }

    [WasmExport(nameof(LoopCarriedSwap))]
    public static int LoopCarriedSwap(int n, int a, int b)
    {
        // Parallel assignment: each new value is made of the old ones.
        int c = a ^ b;
        for (int i = 0; i < (n & 31); i++)
        {
            (a, b, c) = (b, c + i, a);
            if ((a & 3) == 0)
            {
                (a, b) = (b, a);
            }
        }

        return (a * 31) + (b * 7) + c;
    }

    [WasmExport(nameof(ConditionWithEffects))]
    public static int ConditionWithEffects(int a, int b)
    {
        int r = 0;
        while (a-- > 0 && (b += 3) < 100 && r++ < 20)
        {
            r += (a & 1) == 0 ? b-- : ++b;
        }

        return (a * 31) + (b * 7) + r;
    }

    [WasmExport(nameof(ChainOfAssignments))]
    public static long ChainOfAssignments(int a, long b)
    {
        byte c;
        short d;
        long e = d = c = (byte)a;
        long f = (int)(b = (short)(a = (int)b));
        return a + b + c + d + e + f;
    }

    [WasmExport(nameof(InlinedArgumentReassigned))]
    public static int InlinedArgumentReassigned(int a, int b) => Reassign(a, b) + Reassign(a + b, a) + Reassign(b, a * b) + a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reassign(int x, int y)
    {
        int first = x;
        x = y;
        y = first + 1;
        x -= y;
        return (x * 3) + y + first;
    }

    [WasmExport(nameof(DiscardedResults))]
    public static int DiscardedResults(int* p, int a)
    {
        _ = Change(ref *p);
        Change(ref a);
        _ = a + *p;
        Twice(a);
        _ = new Point(a, a).Moved(Change(ref a));
        return a + *p;
    }

    [WasmExport(nameof(WrittenBehindAReference))]
    public static int WrittenBehindAReference(int a, int b)
    {
        // The second value is read through r before a, which r refers to, is written.
        ref int r = ref b > 100 ? ref b : ref a;
        (a, a) = (~(r * a), ~r);
        (b, a) = (r + 1, r + 2);
        return (a * 31) + b + r;
    }
}
