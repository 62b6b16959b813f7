using Lanewise.Kernels;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Rows on bare pointers: every length, in place, up to guarded ends, the same bits in every width.</summary>
public sealed unsafe class RowTests
{
    private const int Longest = 130;

    /// <summary>Every map there is.</summary>
    public static IEnumerable<object[]> Rows() => Maps().Select(static map => new object[] { map.Name });

    [Theory]
    [MemberData(nameof(Rows))]
    public void AgreesInEveryWidthAndPlace(string name)
    {
        using GuardedMemory left = new(Longest * sizeof(float));
        using GuardedMemory right = new(Longest * sizeof(float));
        using GuardedMemory target = new(Longest * sizeof(float));
        using GuardedMemory parameters = new(2 * sizeof(float));
        parameters.Last(2)[0] = -0.5f;
        parameters.Last(2)[1] = 0.75f;
        nint[] widths = [Find<Scalar>(name), Find<Vec128>(name), Find<Vec256>(name), Find<Vec512>(name)];
        for (int n = 0; n <= Longest; n++)
        {
            int[] expected = Run(widths[0], left, right, target, parameters, n, Place.Apart);
            foreach (Place place in Enum.GetValues<Place>())
            {
                foreach (nint row in widths)
                {
                    Assert.True(expected.AsSpan().SequenceEqual(Run(row, left, right, target, parameters, n, place)), $"{name}, {n} elements, {place}");
                }
            }
        }
    }

    private enum Place
    {
        Apart,
        OverLeft,
        OverRight,
    }

    private static int[] Run(nint row, GuardedMemory left, GuardedMemory right, GuardedMemory target, GuardedMemory parameters, int n, Place place)
    {
        float* a = left.Last(n);
        float* b = right.Last(n);
        Random random = new(n);
        for (int i = 0; i < n; i++)
        {
            a[i] = random.Next(8) == 0 ? BitConverter.Int32BitsToSingle(random.Next()) : (random.NextSingle() * 8) - 4;
            b[i] = random.Next(8) == 0 ? random.Next(-3, 3) : (random.NextSingle() * 8) - 4;
        }

        float* y = place == Place.Apart ? target.Last(n) : place == Place.OverLeft ? a : b;
        ((delegate*<float*, float*, float*, int, float*, void>)row)(a, b, y, n, parameters.Last(2));

        // one pattern for all NaNs: payloads may differ
        return [.. Enumerable.Range(0, n).Select(i => float.IsNaN(y[i]) ? 0x7FC00000 : BitConverter.SingleToInt32Bits(y[i]))];
    }

    private static nint Find<V>(string name)
        where V : unmanaged, IVector<V>
    {
        Type map = Maps().First(type => type.Name == name);
        map = map.IsGenericTypeDefinition ? map.MakeGenericType(typeof(V)) : map;
        Type row = map switch
        {
            _ when map.IsAssignableTo(typeof(ILaneMap)) => typeof(LaneRow<>).MakeGenericType(map),
            _ when map.IsAssignableTo(typeof(IUnaryMap<V>)) => typeof(UnaryRow<,>).MakeGenericType(typeof(V), map),
            _ => typeof(BinaryRow<,>).MakeGenericType(typeof(V), map),
        };
        return row.GetMethod("Run")!.MethodHandle.GetFunctionPointer();
    }

    private static IEnumerable<Type> Maps() => typeof(ILaneMap).Assembly.GetTypes().Where(static type => type.IsValueType
        && type.GetInterfaces().Any(static face => face.Name is "ILaneMap" or "IUnaryMap`1" or "IBinaryMap`1"));
}
