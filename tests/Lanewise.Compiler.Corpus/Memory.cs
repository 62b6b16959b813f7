namespace Lanewise.Compiler.Corpus;

/// <summary>Pointers, references, the stack and blocks of memory.</summary>
public static unsafe class Memory
{
    [WasmExport(nameof(LoadsOfEveryWidth))]
    public static long LoadsOfEveryWidth(byte* p, int n)
    {
        n &= 31;
        return p[n] + (((sbyte*)p)[n] * 3) + (((ushort*)p)[n] * 5) + (((short*)p)[n] * 7) + ((int*)p)[n] + ((uint*)p)[n] + ((long*)p)[n]
            + (((char*)p)[n] * 11) + (((bool*)(p + 500))[0] ? 0 : 0);
    }

    [WasmExport(nameof(StoresOfEveryWidth))]
    public static void StoresOfEveryWidth(byte* p, long value, float f, double d)
    {
        p[0] = (byte)value;
        ((sbyte*)p)[1] = (sbyte)value;
        ((ushort*)p)[1] = (ushort)value;
        ((short*)p)[2] = (short)value;
        ((int*)p)[2] = (int)value;
        ((uint*)p)[3] = (uint)(value >> 8);
        ((long*)p)[2] = value;
        ((ulong*)p)[3] = (ulong)value >> 1;
        ((char*)p)[16] = (char)value;
        ((bool*)p)[40] = value > 0;
        *(float*)(p + 44) = f == f ? f : 1;
        *(double*)(p + 48) = d == d ? d : 2;
    }

    [WasmExport(nameof(Unaligned))]
    public static long Unaligned(byte* p, int n)
    {
        p += n & 7;
        int a = *(int*)(p + 1);
        long b = *(long*)(p + 3);
        *(int*)(p + 13) = a;
        Unsafe.WriteUnaligned(p + 21, b);
        return Unsafe.ReadUnaligned<long>(p + 5) + Unsafe.ReadUnaligned<ushort>(p + 1) + a + b;
    }

    [WasmExport(nameof(PointerArithmetic))]
    public static long PointerArithmetic(int* p, int n)
    {
        n = (n & 63) + 1;
        int* q = p + n;
        int* r = q--;
        long distance = r - p;
        *q += 5;
        *++q ^= 9;
        *q++ = q[1];
        int* end = p + 100;
        int count = 0;
        for (int* s = p; s != end; s += 10)
        {
            count += *s > 0 ? 1 : 0;
        }

        return distance + count + (q > p ? 1 : 0) + (p == q ? 2 : 0) + (byte*)end - (byte*)q + p[-1 + 1] + *(end - 3);
    }

    [WasmExport(nameof(NegativeIndices))]
    public static int NegativeIndices(int* p, int n)
    {
        int* middle = p + 64;
        middle[-n & 31] = n;
        middle[-(n & 31)] += 1;
        return middle[-1] + middle[-2 - (n & 7)] + *(middle + (n % 32));
    }

    [WasmExport(nameof(AliasedStores))]
    public static int AliasedStores(int* p, int n)
    {
        int* q = p + (n & 1);
        int before = *p;
        *q = 5;
        int after = *p;
        *(byte*)p = 7;
        int mixed = *q;
        *p = before;
        return (before ^ after) + (mixed * 3) + *q;
    }

    [WasmExport(nameof(LoadBeforeStore))]
    public static int LoadBeforeStore(int* p, int* q)
    {
        // The loads on the left are done before the store on the right, and the other way about.
        int a = *p + (*p = *q + 1) + *p;
        int b = (p[1] = p[0]) + p[1]++ + ++p[1];
        p[2] = p[3] + (p[3] = p[2]);
        return a + b;
    }

    [WasmExport(nameof(StackAllocation))]
    public static int StackAllocation(int n, int a)
    {
        int length = n & 31;
        int* items = stackalloc int[32];
        byte* bytes = stackalloc byte[length + 1];
        for (int i = 0; i < 32; i++)
        {
            items[i] = a * i;
        }

        for (int i = 0; i <= length; i++)
        {
            bytes[i] = (byte)(items[i % 32] >> 1);
        }

        int total = Total(items, 32);
        return total + bytes[length] + bytes[0];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Total(int* items, int n)
    {
        int total = 0;
        int* copy = stackalloc int[n];
        for (int i = 0; i < n; i++)
        {
            copy[n - 1 - i] = items[i];
        }

        for (int i = 0; i < n; i++)
        {
            total = (total * 3) + copy[i];
        }

        return total;
    }

    [WasmExport(nameof(StackAllocationInLoop))]
    public static int StackAllocationInLoop(int n)
    {
        int total = 0;
        int* previous = null;
        for (int i = 0; i < (n & 15); i++)
        {
            int* cell = stackalloc int[3];
            cell[0] = i;
            cell[1] = previous == null ? 7 : previous[0];
            cell[2] = i * i;
            if (previous != null)
            {
                previous[2]++;
                total += previous[2];
            }

            previous = cell;
            total += cell[1];
        }

        return total;
    }

    [WasmExport(nameof(StackAllocationWithValues))]
    public static long StackAllocationWithValues(int n)
    {
        ReadOnlySpan<int> four = stackalloc int[] { n, 2, 3, n * 2 };
        Span<long> two = stackalloc long[2];
        two[0] = four[n & 3];
        two[1] = four.Length;
        return two[0] + two[1] + Recurse(n & 15);
    }

    private static int Recurse(int n)
    {
        int* cell = stackalloc int[1 + n];
        *cell = n;
        int inner = n == 0 ? 1 : Recurse(n - 1);
        return inner + *cell;
    }

    [WasmExport(nameof(AddressesOfLocals))]
    public static int AddressesOfLocals(int a, int b)
    {
        int x = a;
        int y = b;
        int* p = a > b ? &x : &y;
        *p += 10;
        int** pp = &p;
        **pp ^= 3;
        *pp = &y;
        *p *= 2;
        return (x * 31) + y;
    }

    [WasmExport(nameof(AddressesOfArguments))]
    public static int AddressesOfArguments(int a, long b, byte c)
    {
        int* p = &a;
        *p += 1;
        *(int*)&b = a;
        (*&c)++;
        Increase(ref a);
        return a + (int)(b >> 32) + (int)b + c;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Increase(ref int x) => x += 1000;

    [WasmExport(nameof(PartOfALocal))]
    public static long PartOfALocal(long value, double d)
    {
        byte* bytes = (byte*)&value;
        bytes[3] = 0x7F;
        short* shorts = (short*)&value;
        shorts[3]++;
        double e = d == d ? d : 1;
        ((byte*)&e)[0] ^= 1;
        return value ^ *(long*)&e;
    }

    [WasmExport(nameof(RefLocals))]
    public static int RefLocals(int a, int b)
    {
        ref int r = ref a;
        r++;
        ref int s = ref r;
        r = ref b;
        r += s;
        s = ref Larger(ref a, ref b);
        s = 0;
        Larger(ref a, ref b) += 5;
        ref readonly int t = ref b;
        return (a * 31) + b + t;
    }

    private static ref int Larger(ref int x, ref int y) => ref x > y ? ref x : ref y;

    [WasmExport(nameof(RefReturns))]
    public static int RefReturns(int* block, int n)
    {
        At(block, n) = 5;
        At(block, n + 1) += At(block, n);
        ref int cell = ref At(block, n + 2);
        cell = At(block, n + 3)++ + cell--;
        return cell;
    }

    private static ref int At(int* block, int n) => ref block[n & 31];

    [WasmExport(nameof(OutParameters))]
    public static long OutParameters(long a, long b)
    {
        Divide(a, b | 1, out long quotient, out long remainder);
        Divide(quotient, 7, out quotient, out _);
        return (quotient * 31) + remainder;
    }

    private static void Divide(long a, long b, out long quotient, out long remainder)
    {
        if (b == -1)
        {
            b = 3;
        }

        quotient = a / b;
        remainder = a - (quotient * b);
    }

    [WasmExport(nameof(Blocks))]
    public static void Blocks(byte* p, int n)
    {
        uint length = (uint)n & 63;
        Unsafe.CopyBlock(p + 256, p, length);
        Unsafe.CopyBlockUnaligned(p + 321, p + 3, length);
        Unsafe.InitBlock(p + 400, 0x5A, length);
        Unsafe.InitBlockUnaligned(p + 501, (byte)n, length);
        Buffer.MemoryCopy(p + 10, p + 12, 100, length);
        NativeMemory.Copy(p + 100, p + 90, length);
        NativeMemory.Fill(p + 600, length, (byte)(n >> 3));
        NativeMemory.Clear(p + 700, length);
    }

    [WasmExport(nameof(UnsafeReferences))]
    public static long UnsafeReferences(int* p, int n)
    {
        ref int first = ref *p;
        ref int cell = ref Unsafe.Add(ref first, n & 15);
        cell += 3;
        Unsafe.As<int, uint>(ref Unsafe.Add(ref cell, 1)) = 0xFFFF_FFFE;
        long wide = Unsafe.As<int, long>(ref p[4]);
        int* back = (int*)Unsafe.AsPointer(ref cell);
        return wide + (back - p) + Unsafe.SizeOf<Point>() + Unsafe.Read<int>(back) + Unsafe.As<int, Point>(ref cell).Y;
    }

    [WasmExport(nameof(Spans))]
    public static int Spans(int* p, int n)
    {
        Span<int> all = new(p, 64);
        Span<int> part = all.Slice(n & 31, 16);
        part[3] = 7;
        int total = 0;
        for (int i = 0; i < part.Length; i++)
        {
            total += part[i] * i;
        }

        ReadOnlySpan<int> read = part[2..^3];
        all[0] = read[0];
        return total + read.Length + read[^1] + (read.IsEmpty ? 1 : 0);
    }

    [WasmExport(nameof(Atomics))]
    public static long Atomics(int* p, long* q, int n)
    {
        long a = Interlocked.Add(ref p[0], n);
        long b = Interlocked.Increment(ref p[1]);
        long c = Interlocked.Decrement(ref p[1]);
        long d = Interlocked.Exchange(ref p[2], n);
        long e = Interlocked.CompareExchange(ref p[3], 77, n & 1);
        long f = Interlocked.CompareExchange(ref p[4], 77, p[4]);
        long g = Interlocked.Add(ref q[0], n);
        long h = Interlocked.Exchange(ref q[1], g);
        return a + (b * 3) + (c * 5) + (d * 7) + (e * 11) + (f * 13) + g + (h * 17) + Volatile.Read(ref p[5]);
    }
}
