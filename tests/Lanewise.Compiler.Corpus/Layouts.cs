namespace Lanewise.Compiler.Corpus;

public unsafe struct Fixed
{
    public int Count;
    public fixed int Items[6];
    public fixed byte Bytes[5];
    public long Tail;
}

[InlineArray(5)]
public struct Five
{
    private long _first;
}

[InlineArray(3)]
public struct ThreePoints
{
    private Point _first;
}

public struct Mixed
{
    public byte A;
    public double B;
    public byte C;
    public short D;
    public int E;
    public byte F;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Packed
{
    public byte A;
    public int B;
    public long C;
    public short D;
}

[StructLayout(LayoutKind.Explicit)]
public struct Union
{
    [FieldOffset(0)]
    public int Int;

    [FieldOffset(0)]
    public float Float;

    [FieldOffset(1)]
    public byte Second;

    [FieldOffset(4)]
    public short High;
}

public struct HasFixed
{
    public Point Head;
    public Fixed Body;
    public Five Tail;
}

/// <summary>Arrays inside structs, packing, unions, sizes.</summary>
public static unsafe class Layouts
{
    [WasmExport(nameof(FixedBuffer))]
    public static long FixedBuffer(int n, int a)
    {
        Fixed f = default;
        f.Count = n & 7;
        for (int i = 0; i < 6; i++)
        {
            f.Items[i] = a + (i * i);
        }

        for (int i = 0; i < 5; i++)
        {
            f.Bytes[i] = (byte)(a >> i);
        }

        f.Tail = 5;
        Fixed copy = f;
        copy.Items[(uint)n % 6] = -1;
        long total = f.Tail + copy.Count;
        for (int i = 0; i < 6; i++)
        {
            total = (total * 31) + f.Items[i] - copy.Items[i] + f.Bytes[i % 5];
        }

        return total;
    }

    [WasmExport(nameof(InlineArrays))]
    public static long InlineArrays(int n, long a)
    {
        Five five = default;
        for (int i = 0; i < 5; i++)
        {
            five[i] = a + i;
        }

        Five copy = five;
        copy[2] = n;
        ThreePoints points = default;
        points[1] = new Point(n, 3);
        points[2] = points[1].Moved(2);
        Span<long> span = five;
        long total = 0;
        for (int i = 0; i < span.Length; i++)
        {
            total = (total * 7) + span[i] - copy[i];
        }

        return total + points[1].Sum + points[2].Sum + points[0].Sum;
    }

    [WasmExport(nameof(NestedBuffers))]
    public static long NestedBuffers(int n)
    {
        HasFixed h = default;
        h.Body.Items[3] = n;
        h.Tail[4] = n + 1L;
        HasFixed g = h;
        g.Body.Items[3]++;
        g.Head.X = h.Body.Items[3];
        h = g;
        return h.Body.Items[3] + (h.Tail[4] * 3) + h.Head.X + Take(h);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Take(HasFixed h)
    {
        h.Body.Items[3] *= 2;
        return h.Body.Items[3];
    }

    [WasmExport(nameof(Sizes))]
    public static int Sizes(int which) => (which & 15) switch
    {
        0 => sizeof(Mixed),
        1 => sizeof(Packed),
        2 => sizeof(Union),
        3 => sizeof(Fixed),
        4 => sizeof(Five),
        5 => sizeof(ThreePoints),
        6 => sizeof(HasFixed),
        7 => sizeof(Deep),
        8 => sizeof(Wrapper),
        9 => sizeof(bool) + (10 * sizeof(char)) + (100 * sizeof(long)) + (1000 * sizeof(double)),
        10 => Unsafe.SizeOf<Segment>(),
        11 => Unsafe.SizeOf<byte>(),
        12 => sizeof(ByteEnum) + (10 * sizeof(LongEnum)),
        _ => sizeof(Vector128Holder),
    };

    public struct Vector128Holder
    {
        public float A;
        public byte B;
    }

    [WasmExport(nameof(FieldsInMemory))]
    public static long FieldsInMemory(Mixed* m, int a, double b)
    {
        m[1].A = (byte)a;
        m[1].B = 0.5;
        m[1].C = (byte)(a >> 8);
        m[1].D = (short)a;
        m[1].E = a;
        m[1].F = 255;
        Mixed copy = m[1];
        copy.D++;
        m[3].A = copy.A;
        m[3].D = copy.D;
        m[3].E = copy.E + copy.F + copy.C;
        return m[0].A + m[0].C + m[0].D + m[0].E + m[0].F + copy.D + (b > 0 ? 1 : 0);
    }

    [WasmExport(nameof(PackedFields))]
    public static long PackedFields(Packed* p, long a)
    {
        p[0].B++;
        p[1].C = a;
        p[1].D = (short)a;
        p[2].B = p[1].D;
        Packed local = p[1];
        local.B += local.A;
        p[3] = local;
        return local.C + local.B;
    }

    [WasmExport(nameof(Unions))]
    public static int Unions(float f, int a)
    {
        Union u = default;
        u.Float = f;
        int bits = u.Int;
        u.Second = (byte)a;
        u.High = (short)a;
        Union v = u;
        v.Int ^= 1;
        return bits + u.Int + (v.Second * 3) + v.High + BitConverter.SingleToInt32Bits(v.Float);
    }
}
