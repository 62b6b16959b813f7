using Xunit;

namespace Lanewise.Hosts.Tests;

/// <summary>Elements of tensors, compared.</summary>
internal static class Values
{
    /// <summary>Floats to a relative 1e-5, since a fused multiply-add rounds once and a plain one twice; the others to the bit.</summary>
    public static void Same(Tensor expected, Tensor actual)
    {
        switch (expected.DType)
        {
            case DType.Float32:
                Assert.All(expected.ToArray<float>().Zip(actual.ToArray<float>()), static pair =>
                    Assert.True(pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-5f * Math.Max(1, Math.Abs(pair.First)), $"{pair}"));
                break;
            case DType.Int32:
                Assert.Equal(expected.ToArray<int>(), actual.ToArray<int>());
                break;
            default:
                Assert.Equal(expected.ToArray<bool>(), actual.ToArray<bool>());
                break;
        }
    }
}
