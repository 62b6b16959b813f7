using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

public sealed class EinsumRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"Einsum {type}", () => Products(type));
        }

        yield return new Row("Einsum shares", Shares);
        yield return new Row("Einsum errors", Errors);
    }

    private static IEnumerable<Case> Products(DType type)
    {
        string[] equations =
        [
            ",->", "i,->", "i,->i", "i->", "ij->", "ij,ji->", "ij,->", "i,i->", "i,j->ij", "i,j->ji", "ij,j->i", "ij->j", "ij->i", "ij->ji", "ij,jk->ik", "ij,jk->ki",
            "bi,bi->b", "bi,bj->bij", "bij,bjk->bik", "adc,abc->abd", "adc,abc->adb", "abcd,cde->abe", "aecd,abcd->acbe", "aecd,abcd->abe", "ab,cd->", "ab,bc->c", " i j , j k -> i k ",
            "abcdef->fbd", "abz,cby->zyca", "Aa,aA->Aa",
        ];
        Dictionary<char, int> sizes = new() { ['a'] = 2, ['b'] = 3, ['c'] = 4, ['d'] = 5, ['e'] = 2, ['f'] = 3, ['i'] = 3, ['j'] = 17, ['k'] = 9, ['z'] = 2, ['y'] = 33, ['A'] = 6 };
        foreach (string equation in equations)
        {
            foreach (char empty in " " + new string([.. equation.Where(char.IsLetter).Distinct().Take(2)]))
            {
                Dictionary<char, int> dims = new(sizes) { [empty] = 0 };
                string[] sides = equation.Replace(" ", "").Split("->");
                string[] terms = sides[0].Split(',');
                HostTensor[] inputs = [.. terms.Select((term, i) => HostTensor.Random(type, i + 1, [.. term.Select(label => dims[label])]))];
                HostTensor expected = Naive(type, terms, sides[1], inputs, dims);
                yield return new Case("Einsum") { ["inputs"] = inputs, ["equation"] = equation, Expected = [expected], Absolute = type == DType.Float32 ? 1e-4 : 0 };
            }
        }
    }

    private static HostTensor Naive(DType type, string[] terms, string output, HostTensor[] inputs, Dictionary<char, int> dims)
    {
        string labels = output + new string([.. string.Concat(terms).Distinct().Where(label => !output.Contains(label))]);
        double[] sums = new double[output.Aggregate(1, (size, label) => size * dims[label])];
        HostTensor target = new(DType.Float32, [.. output.Select(label => dims[label])], sums);
        foreach (int[] index in HostTensor.Indices([.. labels.Select(label => dims[label])]))
        {
            double product = 1;
            for (int i = 0; i < terms.Length; i++)
            {
                product *= inputs[i][[.. terms[i].Select(label => index[labels.IndexOf(label)])]];
            }

            sums[target.Offset(index[..output.Length])] += product;
        }

        return HostTensor.Build(type, target.Shape, index => target[index]);
    }

    private static IEnumerable<Case> Shares()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        yield return new Case("Einsum") { ["inputs"] = new[] { x }, ["equation"] = "ij->ij", Expected = [x] };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        HostTensor y = HostTensor.Counting(DType.Float32, 2, 2);
        yield return Wrong("", "EquationArrow", x);
        yield return Wrong("ij>ji", "EquationArrow", x);
        yield return Wrong("ij->ji->ij", "EquationArrow", x);
        yield return Wrong("ij->ji", "EquationInputs", x, y);
        yield return Wrong("ij,jk,kl->il", "EquationTooManyInputs", x, y, y);
        yield return Wrong("ii->", "EquationLabel", y);
        yield return Wrong("ij->ii", "EquationLabel", x);
        yield return Wrong("...j->j", "EquationCharacter", x);
        yield return Wrong("ij->i,j", "EquationCharacter", x);
        yield return Wrong("ij,jk->in", "EquationOutput", x, y);
        yield return Wrong("ijk->i", "EquationRank", x);
        yield return Wrong("ij,jk->ik", "EquationDimension", x, y);
        yield return Wrong("abcdefghi->a", "RankRange", x);
        yield return new Case("Einsum") { ["inputs"] = new[] { HostTensor.Bool([2], 1, 0) }, ["equation"] = "i->", Fails = "DType" };
    }

    private static Case Wrong(string equation, string status, params HostTensor[] inputs) =>
        new("Einsum") { ["inputs"] = inputs, ["equation"] = equation, Fails = status, Blames = "equation" };
}
