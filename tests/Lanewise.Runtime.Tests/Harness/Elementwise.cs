using Lanewise.Runtime;

namespace Lanewise.Tests;

/// <summary>Rows of ops that map element to element: all lengths 0 to 256, random and special values, several ranks.</summary>
public static class Elementwise
{
    public static readonly DType[] Reals = [DType.Float32, DType.Int32, DType.Bool];

    /// <summary>A kernel with one input. Results are rounded to <paramref name="result"/>, which is the input's dtype if not given.</summary>
    public static Row Unary(string kernel, DType type, Func<double, double> f, double relative = 0, double absolute = 0,
        DType? result = null, double range = 4, string input = "x", params (string Name, object? Value)[] attributes)
    {
        return new Row($"{kernel} {type}{Suffix(attributes)}", Cases);

        IEnumerable<Case> Cases()
        {
            for (int length = 0; length <= 256; length++)
            {
                yield return One(HostTensor.Random(type, length, [length], range));
            }

            for (int length = 1; length <= 40; length++)
            {
                yield return One(Special.Tensor(type, length, length / 2));
            }

            yield return One(HostTensor.Random(type, 1, [], range));
            yield return One(HostTensor.Random(type, 2, [2, 3, 1, 5, 1, 2], range));
            yield return One(HostTensor.Random(type, 3, [3, 0, 2], range));
        }

        Case One(HostTensor x)
        {
            Case test = new(kernel)
            {
                [input] = x,
                Expected = [HostTensor.Build(result ?? type, x.Shape, index => f(x[index]))],
                Relative = relative,
                Absolute = absolute,
            };
            foreach ((string name, object? value) in attributes)
            {
                test[name] = value;
            }

            return test;
        }
    }

    /// <summary>A kernel with two inputs that broadcast.</summary>
    public static Row Binary(string kernel, DType type, Func<double, double, double> f, double relative = 0, double absolute = 0,
        DType? result = null, double range = 4, string first = "a", string second = "b")
    {
        return new Row($"{kernel} {type}", Cases);

        IEnumerable<Case> Cases()
        {
            for (int length = 0; length <= 256; length++)
            {
                yield return One(HostTensor.Random(type, length, [length], range), HostTensor.Random(type, length + 1000, [length], range));
            }

            int specials = Special.Of(type).Length;
            for (int shift = 0; shift < specials; shift++)
            {
                yield return One(Special.Tensor(type, specials), Special.Tensor(type, specials, shift));
            }

            (int[] A, int[] B)[] shapes =
            [
                ([], []), ([], [5]), ([7], []), ([1], [9]), ([3, 1], [1, 4]), ([2, 3, 4], [4]), ([2, 3, 4], [3, 1]), ([2, 3, 4], [2, 1, 1]),
                ([2, 1, 4, 1], [3, 1, 5]), ([5, 17], [5, 17]), ([5, 17], [17]), ([5, 17], [5, 1]), ([1, 17], [5, 17]), ([0, 3], [1, 3]), ([2, 0], [1]),
                ([2, 1, 2, 1, 2, 1], [1, 3, 1, 3, 1, 3]), ([1, 2, 1, 2, 1, 2, 1], [2, 1, 2, 1, 2, 1, 2]), ([2, 2, 1, 2, 1, 2, 1, 2], [2, 1, 2, 1, 2, 1, 2]),
            ];
            foreach ((int[] a, int[] b) in shapes)
            {
                yield return One(HostTensor.Random(type, 1, a, range), HostTensor.Random(type, 2, b, range));
            }

            yield return new Case(kernel) { [first] = HostTensor.Random(type, 1, [2, 3], range), [second] = HostTensor.Random(type, 1, [2, 4], range), Fails = "Broadcast" };
        }

        Case One(HostTensor a, HostTensor b)
        {
            int rank = Math.Max(a.Shape.Length, b.Shape.Length);
            int[] shape = [.. Enumerable.Range(0, rank).Select(i => Dim(a, i) == 1 ? Dim(b, i) : Dim(a, i))];
            return new Case(kernel)
            {
                [first] = a,
                [second] = b,
                Expected = [HostTensor.Build(result ?? type, shape, index => f(At(a, index), At(b, index)))],
                Relative = relative,
                Absolute = absolute,
            };

            int Dim(HostTensor tensor, int axis) => axis < rank - tensor.Shape.Length ? 1 : tensor.Shape[axis - rank + tensor.Shape.Length];
        }
    }

    /// <summary>The element that broadcasting puts at an index of the result.</summary>
    public static double At(HostTensor tensor, int[] index)
    {
        int skip = index.Length - tensor.Shape.Length;
        return tensor[[.. tensor.Shape.Select((dim, axis) => dim == 1 ? 0 : index[axis + skip])]];
    }

    private static string Suffix((string Name, object? Value)[] attributes) =>
        string.Concat(attributes.Select(static attribute => $" {attribute.Name}={attribute.Value}"));
}
