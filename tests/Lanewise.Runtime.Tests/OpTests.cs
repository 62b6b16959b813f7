using Lanewise.Kernels;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Every row on the native hosts.</summary>
public sealed class NativeOpTests
{
    public static IEnumerable<object[]> Rows() =>
        from row in RowTable.Names from host in new[] { "Scalar", "Vec128", "Vec256", "Vec512" } select new object[] { row, host };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees(string row, string host)
    {
        using IHost opened = host switch
        {
            "Scalar" => new NativeHost<Scalar>(),
            "Vec128" => new NativeHost<Vec128>(),
            "Vec256" => new NativeHost<Vec256>(),
            _ => new NativeHost<Vec512>(),
        };
        RowTable.Run(row, opened);
    }
}

/// <summary>Every row on the compiled modules.</summary>
public sealed class WasmOpTests
{
    public static IEnumerable<object[]> Rows() =>
        from row in RowTable.Names from variant in new[] { "scalar", "simd", "relaxed" } select new object[] { row, variant };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees(string row, string variant)
    {
        using WasmtimeHost host = new(variant);
        RowTable.Run(row, host);
    }
}
