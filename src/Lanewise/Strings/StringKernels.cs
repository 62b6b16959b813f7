using System.Collections.Frozen;

namespace Lanewise;

/// <summary>
/// Strings never enter a backend. A kernel that only moves or compares elements runs on int32 codes instead, the ranks of the
/// distinct strings, and results that are codes become strings again: shapes, axes and bounds stay the kernel's business.
/// </summary>
internal static class StringKernels
{
    /// <summary>Which of the outputs are made of the elements of the string inputs.</summary>
    private enum Ability
    {
        Moves,
        MovesFirst,
        Compares,
    }

    private static readonly FrozenDictionary<string, Ability> s_abilities = new Dictionary<string, Ability>
    {
        ["BatchToSpaceND"] = Ability.Moves,
        ["Concat"] = Ability.Moves,
        ["DepthToSpace"] = Ability.Moves,
        ["Equal"] = Ability.Compares,
        ["ExpandDims"] = Ability.Moves,
        ["GatherNd"] = Ability.Moves,
        ["GatherV2"] = Ability.Moves,
        ["Greater"] = Ability.Compares,
        ["GreaterEqual"] = Ability.Compares,
        ["Identity"] = Ability.Moves,
        ["Less"] = Ability.Compares,
        ["LessEqual"] = Ability.Compares,
        ["MirrorPad"] = Ability.Moves,
        ["NotEqual"] = Ability.Compares,
        ["Pack"] = Ability.Moves,
        ["Reshape"] = Ability.Moves,
        ["Reverse"] = Ability.Moves,
        ["Select"] = Ability.Moves,
        ["Slice"] = Ability.Moves,
        ["SparseToDense"] = Ability.Moves,
        ["SplitV"] = Ability.Moves,
        ["StridedSlice"] = Ability.Moves,
        ["TensorScatterUpdate"] = Ability.Moves,
        ["Tile"] = Ability.Moves,
        ["Transpose"] = Ability.Moves,
        ["Unique"] = Ability.MovesFirst,
        ["Unpack"] = Ability.Moves,
    }.ToFrozenDictionary();

    /// <exception cref="KernelException">The kernel does more than move or compare elements.</exception>
    public static Tensor[] Run(Request request)
    {
        if (!s_abilities.TryGetValue(request.Kernel.Name, out Ability ability))
        {
            throw new KernelException(request.Kernel.Name, null, $"{request.Kernel.Name}: string tensors are not supported ({KernelException.Describe(request.NamedInputs())})");
        }

        Tensor[] sources = request.Inputs.ToArray();
        Codebook book = new(sources.Select(static source => source.DType == DType.String ? source.Data.Strings! : []));
        using Scope scope = Scope.Open(tape: null);
        for (int i = 0; i < sources.Length; i++)
        {
            if (sources[i].DType == DType.String)
            {
                request.Replace(i, Tf.Tensor(book.Encode(sources[i].Data.Strings!), sources[i].Shape.AsSpan()));
            }
        }

        Tensor[] codes = request.Inputs.ToArray();
        Tensor[] outputs = request.RunAll();
        int moved = ability switch { Ability.Compares => 0, Ability.MovesFirst => 1, _ => outputs.Length };
        for (int i = 0; i < moved; i++)
        {
            outputs[i] = Decode(book, outputs[i], sources, codes);
        }

        return scope.Leave(outputs);
    }

    /// <summary>An output that shares an input's codes shares its strings.</summary>
    private static Tensor Decode(Codebook book, Tensor output, Tensor[] sources, Tensor[] codes)
    {
        int source = Array.FindIndex(codes, code => code.Data == output.Data);
        return source >= 0
            ? sources[source].Share(output.Shape)
            : new Tensor(TensorData.OfStrings(book.Decode(output.ToArray<int>())), output.Shape);
    }
}
