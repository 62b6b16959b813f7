namespace Lanewise.Compiler.Corpus;

/// <summary>Branches, loops and jumps of every shape.</summary>
public static unsafe class ControlFlow
{
    [WasmExport(nameof(ShortCircuits))]
    public static int ShortCircuits(int a, int b, int c)
    {
        int calls = 0;
        bool r = (Note(ref calls, a > 0) && Note(ref calls, b > 0)) || (Note(ref calls, c > 0) && !Note(ref calls, a == b));
        bool s = !(a > b || (b > c && c > a)) ^ (a == c && b != 0);
        bool t = a > 0 & b > 0 | c > 0;
        return (calls * 8) + (r ? 1 : 0) + (s ? 2 : 0) + (t ? 4 : 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Note(ref int calls, bool value)
    {
        calls = (calls * 3) + 1;
        return value;
    }

    [WasmExport(nameof(BoolValues))]
    public static bool BoolValues(int a, int b)
    {
        bool x = a < b;
        bool y = !x;
        bool z = x == y;
        x ^= b > 3;
        y |= a == 7;
        z &= x;
        return x != (y == z);
    }

    [WasmExport(nameof(NestedTernaries))]
    public static int NestedTernaries(int a, int b, int c) =>
        (a > b ? (b > c ? a : c > a ? b + 1 : c + 2) : b > c ? (a > c ? b : a) * 2 : c) + (a < 0 ? b < 0 ? c < 0 ? 1 : 2 : 3 : 4);

    [WasmExport(nameof(TernaryOnStack))]
    public static int TernaryOnStack(int a, int b) => Three(a++, a > b ? a : b, a + (b > 0 ? b : -b)) + (a * (b == 0 ? 1 : b));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Three(int a, int b, int c) => (a * 100) + (b * 10) + c;

    [WasmExport(nameof(DenseSwitch))]
    public static int DenseSwitch(int a, int b)
    {
        switch (a & 15)
        {
            case 0:
                b += 1;
                break;
            case 1:
            case 2:
                b *= 3;
                break;
            case 3:
                b -= 7;
                goto case 5;
            case 4:
                return -b;
            case 5:
                b ^= 0x55;
                goto default;
            case 6:
                if (b > 0)
                {
                    goto case 0;
                }

                break;
            case 9:
                b = ~b;
                break;
            default:
                b += a;
                break;
        }

        return b;
    }

    [WasmExport(nameof(SparseSwitch))]
    public static int SparseSwitch(int a) => a switch
    {
        int.MinValue => 1,
        -1000 => 2,
        -1 => 3,
        0 => 4,
        31 => 5,
        32 => 6,
        33 => 7,
        255 => 8,
        65535 => 9,
        1_000_000 => 10,
        int.MaxValue => 11,
        _ => 12,
    };

    [WasmExport(nameof(WideSwitch))]
    public static int WideSwitch(long a)
    {
        switch (a)
        {
            case 0: return 1;
            case 1: return 2;
            case 2: return 3;
            case 3: return 4;
            case 4: return 5;
            case long.MinValue: return 6;
            case 0x1_0000_0000: return 7;
            default: return 0;
        }
    }

    [WasmExport(nameof(OffsetSwitch))]
    public static int OffsetSwitch(int a, uint b)
    {
        int x = a switch { -5 => 1, -4 => 2, -3 => 30, -2 => 4, -1 => 50, 0 => 6, _ => 70 };
        int y = b switch { 0x8000_0000 => 1, 0x8000_0001 => 2, 0x8000_0002 => 3, 0x8000_0003 => 4, _ => 9 };
        return (x * 100) + y;
    }

    [WasmExport(nameof(PatternSwitch))]
    public static int PatternSwitch(int a, int b) => (a, b) switch
    {
        (0, 0) => 0,
        ( > 0, > 0) => 1,
        ( < 0, _) when b != 7 => 2,
        (_, 7) => 3,
        (1 or 2 or 3, not 5) => 4,
        _ => 5,
    };

    [WasmExport(nameof(SwitchInLoop))]
    public static int SwitchInLoop(int program, int n)
    {
        // A little interpreter: the switch continues the loop, leaves it, or falls out of itself.
        int a = 0;
        int b = 1;
        for (int step = 0; step < (n & 63); step++)
        {
            switch ((program >> (step % 8 * 3)) & 7)
            {
                case 0: a += b; continue;
                case 1: b ^= a; break;
                case 2: a = b - a; break;
                case 3 when a > 1000: goto Done;
                case 3: a *= 3; break;
                case 4: (a, b) = (b, a); continue;
                case 5: if (b < 0) { goto case 2; } b--; break;
                case 6: step++; break;
                default: b += step; break;
            }

            a++;
        }

    Done:
        return a ^ (b << 5);
    }

    [WasmExport(nameof(LoopNest))]
    public static int LoopNest(int n, int m)
    {
        int total = 0;
        for (int i = 0; i < (n & 15); i++)
        {
            for (int j = i; j < (m & 15); j++)
            {
                if (j == 7)
                {
                    continue;
                }

                if (i * j > 50)
                {
                    break;
                }

                int k = j;
                while (true)
                {
                    k--;
                    if (k < 0)
                    {
                        goto NextI;
                    }

                    if ((k & 3) == 2)
                    {
                        total += 100;
                        break;
                    }

                    do
                    {
                        total += k;
                        if (total > 5000)
                        {
                            goto Out;
                        }
                    }
                    while (--k > 3);
                }

                total ^= j;
            }

            total++;
        NextI:
            total += 2;
        }

    Out:
        return total;
    }

    [WasmExport(nameof(BackwardGoto))]
    public static int BackwardGoto(int n)
    {
        int i = n & 31;
        int total = 0;
    Again:
        total += i;
        if (i-- > 0)
        {
            if ((total & 1) != 0)
            {
                goto Again;
            }

            total++;
            goto Again;
        }

        return total;
    }

    [WasmExport(nameof(GotoStates))]
    public static int GotoStates(int input)
    {
        int count = 0;
        uint bits = (uint)input;
    Even:
        if (bits == 0)
        {
            return count;
        }

        bool one = (bits & 1) != 0;
        bits >>= 1;
        if (!one)
        {
            goto Even;
        }

        count++;
    Odd:
        if (bits == 0)
        {
            return -count;
        }

        one = (bits & 1) != 0;
        bits >>= 1;
        if (!one)
        {
            goto Odd;
        }

        count += 2;
        goto Even;
    }

    [WasmExport(nameof(LoopWithTwoEntries))]
    public static int LoopWithTwoEntries(int a, int n)
    {
        int i = n & 15;
        int total = a;
        if ((a & 1) != 0)
        {
            goto Middle;
        }

    Top:
        total = (total * 3) + i;
        if ((total & 64) != 0)
        {
            goto Bottom;
        }

    Middle:
        total ^= i << 4;
    Bottom:
        if (i-- > 0)
        {
            if ((total & 2) != 0)
            {
                goto Middle;
            }

            goto Top;
        }

        return total;
    }

    [WasmExport(nameof(DoWhile))]
    public static int DoWhile(int n)
    {
        int steps = 0;
        long x = (uint)n % 1000;
        do
        {
            x = (x & 1) == 0 ? x / 2 : (x * 3) + 1;
            steps++;
        }
        while (x > 1 && steps < 500);
        return steps;
    }

    [WasmExport(nameof(LoopWithTwoExits))]
    public static int LoopWithTwoExits(int a, int b)
    {
        int i = 0;
        for (; ; i++)
        {
            if (i * i > (a & 1023))
            {
                return i;
            }

            if (i == (b & 31))
            {
                break;
            }
        }

        return -i;
    }

    [WasmExport(nameof(EmptyAndInfinite))]
    public static int EmptyAndInfinite(int n)
    {
        int i = 0;
        while (i < (n & 7))
        {
            i++;
        }

        for (; i > 0; i--)
        {
        }

        while (true)
        {
            if (++i >= 3)
            {
                return i + n;
            }
        }
    }

    [WasmExport(nameof(LongCounters))]
    public static long LongCounters(long n)
    {
        long total = 0;
        for (long i = n & 31; i >= 0; i -= 3)
        {
            for (byte b = 250; b >= 250; b++)
            {
                total += b ^ i;
            }
        }

        return total;
    }

    [WasmExport(nameof(UnsignedCountdown))]
    public static uint UnsignedCountdown(uint n)
    {
        uint total = 0;
        for (uint i = n & 31; i-- > 0;)
        {
            total = (total * 3) + i;
        }

        return total;
    }

    [WasmExport(nameof(EarlyReturns))]
    public static double EarlyReturns(double x, int n)
    {
        if (x < 0)
        {
            return -x;
        }
        else if (n == 0)
        {
            return 0;
        }

        for (int i = 0; i < (n & 7); i++)
        {
            x *= 0.5;
            if (x < 1)
            {
                return x + i;
            }
        }

        return x;
    }

    [WasmExport(nameof(ConditionalWrites))]
    public static int ConditionalWrites(int* block, int a, int b)
    {
        int x;
        if (a > b)
        {
            x = block[0];
            block[0] = a;
        }
        else
        {
            x = block[1];
            if (x == b)
            {
                block[1] = a;
            }
        }

        block[2] = x > 0 ? block[3] : block[4] = x;
        *(a > 0 ? block + 5 : block + 6) = b;
        (a > 0 ? ref block[7] : ref block[8]) += 5;
        return x;
    }

    [WasmExport(nameof(NullablePattern))]
    public static int NullablePattern(int a, int b)
    {
        // A local function with a by-reference closure (a struct), and a static one.
        int total = a;
        Add(b);
        Add(a);
        return Twice(total);

        void Add(int x) => total = (total * 3) + x;
        static int Twice(int x) => x * 2;
    }
}
