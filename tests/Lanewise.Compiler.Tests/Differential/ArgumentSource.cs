using System.Reflection;

namespace Lanewise.Compiler.Tests.Differential;

/// <summary>Arguments for an export: all combinations of the values where things break, as far as they are few, then seeded random ones.</summary>
internal sealed class ArgumentSource(int seed)
{
    private static readonly long[] Integers =
    [
        0, 1, -1, 2, -2, 3, 5, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 100, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, 65535, 65536,
        1_000_000, int.MaxValue, int.MinValue, int.MinValue + 1L, int.MaxValue + 1L, uint.MaxValue, uint.MaxValue + 1L, 0x1234_5678_9ABC_DEF0,
        long.MaxValue, long.MinValue, long.MinValue + 1,
    ];

    private static readonly double[] Floats =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 0.49999997f, 0.99999994f, 1.5, 2.5, -2.5, 3, 100.25, 127, 128, 255, 255.9, 256, -128.5, 32767.5, 65535, 8388607.5, 16777216,
        16777217, 2147483520, 2147483647, 2147483648, -2147483648, -2147483649.0, -2147483904, 4294967040, 4294967295, 4294967296, 9.2233715e18f,
        9223372036854774784.0, 9223372036854775808.0, -9223372036854775808.0, -9223373136366403584.0, 18446742974197923840.0, 18446744073709551616.0, 1e-45, 1e-38, 3.4e38,
        1e300, -1e300, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.1,
    ];

    private readonly Random _random = new(seed);

    /// <summary>One value per parameter; null stands for a block of memory.</summary>
    public IEnumerable<object?[]> For(MethodInfo method, int combinations, int randoms)
    {
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        object?[][] choices = [.. types.Select(Interesting)];
        long product = choices.Aggregate(1L, (count, list) => Math.Min(count * list.Length, int.MaxValue));
        for (long i = 0; i < Math.Min(product, combinations); i++)
        {
            // Few enough: every combination. Too many: a sample.
            long index = product <= combinations ? i : _random.NextInt64(product);
            object?[] values = new object?[types.Length];
            for (int p = 0; p < types.Length; p++)
            {
                values[p] = product <= combinations ? choices[p][index % choices[p].Length] : choices[p][_random.Next(choices[p].Length)];
                index /= choices[p].Length;
            }

            yield return values;
        }

        for (int i = 0; i < (types.Length == 0 ? 0 : randoms); i++)
        {
            yield return [.. types.Select(Random)];
        }
    }

    /// <summary>Fills a block with what its element type makes difficult.</summary>
    public void Fill(Span<byte> block, Type element)
    {
        if (element != typeof(float) && element != typeof(double))
        {
            _random.NextBytes(block);
            return;
        }

        int size = element == typeof(float) ? 4 : 8;
        for (int i = 0; i + size <= block.Length; i += size)
        {
            object value = Random(element)!;
            if (value is float f)
            {
                BitConverter.TryWriteBytes(block[i..], f);
            }
            else
            {
                BitConverter.TryWriteBytes(block[i..], (double)value);
            }
        }
    }

    private static object?[] Interesting(Type type)
    {
        if (type.IsPointer)
        {
            return [null];
        }

        Type plain = Kind.Underlying(type);
        object[] values = plain == typeof(float) || plain == typeof(double)
            ? [.. Floats.Select(value => plain == typeof(float) ? (object)(float)value : value)]
            : [.. Integers.Select(value => Integer(plain, value))];
        return [.. values.Distinct().Select(value => type.IsEnum ? Enum.ToObject(type, value) : value)];
    }

    private object? Random(Type type)
    {
        if (type.IsPointer)
        {
            return null;
        }

        Type plain = Kind.Underlying(type);
        if (plain == typeof(float))
        {
            return (float)RandomFloat();
        }

        if (plain == typeof(double))
        {
            return RandomFloat();
        }

        object value = Integer(plain, _random.Next(4) switch
        {
            0 => Integers[_random.Next(Integers.Length)],
            1 => _random.Next(-100, 100),
            2 => _random.Next(int.MinValue, int.MaxValue),
            _ => _random.NextInt64(long.MinValue, long.MaxValue),
        });
        return type.IsEnum ? Enum.ToObject(type, value) : value;
    }

    private double RandomFloat() => _random.Next(4) switch
    {
        0 => Floats[_random.Next(Floats.Length)],
        1 => _random.Next(-1000, 1000) / 8.0,
        2 => (_random.NextDouble() - 0.5) * Math.Pow(2, _random.Next(-130, 130)),
        _ => (_random.NextDouble() - 0.5) * 200,
    };

    private static object Integer(Type type, long value) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => (value & 1) != 0,
        TypeCode.Byte => (byte)value,
        TypeCode.SByte => (sbyte)value,
        TypeCode.Int16 => (short)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.Char => (char)value,
        TypeCode.Int32 => (int)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.Int64 => value,
        TypeCode.UInt64 => (ulong)value,
        _ => throw new NotSupportedException(type.Name),
    };
}
