using System.Reflection;
using Xunit;

namespace Lanewise.Tests;

/// <summary>What the library has, beside what it does.</summary>
public sealed class SurfaceTests
{
    /// <summary>Those that tfjs has a second time, since it must not block.</summary>
    private static readonly string[] s_async =
    [
        "image.nonMaxSuppressionAsync", "image.nonMaxSuppressionPaddedAsync", "image.nonMaxSuppressionWithScoreAsync",
    ];

    [Fact]
    public void EveryOpOfTfjsIsThere()
    {
        HashSet<string> methods = new(Methods(typeof(Tf), ""), StringComparer.OrdinalIgnoreCase);
        foreach (Type family in typeof(Tf).GetNestedTypes())
        {
            methods.UnionWith(Methods(family, family.Name + "."));
        }

        string[] names = [.. CaseFile.Read("names.json").Select(static name => name.GetString()!)];
        Assert.True(names.Length > 200);
        string[] missing = [.. names.Except(s_async).Where(name => !methods.Contains(name))];
        Assert.True(missing.Length == 0, $"Tf has no {string.Join(", ", missing)}");
    }

    [Fact]
    public void TheEnumsHaveTheWordsOfRuntimeInOrder()
    {
        Dictionary<string, Type> enums = typeof(Tf).Assembly.GetExportedTypes().Where(static type => type.IsEnum).ToDictionary(static type => type.Name);
        foreach (Type type in typeof(Runtime.Context).Assembly.GetTypes().Concat(typeof(Lanewise.Kernels.Scalar).Assembly.GetTypes()).Where(type => type.IsEnum && enums.ContainsKey(type.Name)))
        {
            string[] words = Enum.GetNames(type);
            Assert.Equal(words, Enum.GetNames(enums[type.Name])[..words.Length]);
        }
    }

    [Fact]
    public void ABufferBecomesATensor()
    {
        TensorBuffer<float> buffer = Tf.Buffer<float>([2, 3]);
        buffer[1, 2] = 5;
        Assert.Equal(5, buffer[1, 2]);
        Assert.Throws<ArgumentException>(() => buffer[2, 0]);
        using Tensor x = buffer.ToTensor();
        Assert.Equal([0f, 0, 0, 0, 0, 5], x.ToArray<float>());
        Assert.Equal([2, 3], x.Shape);
    }

    private static IEnumerable<string> Methods(Type type, string prefix) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => prefix + method.Name);
}
