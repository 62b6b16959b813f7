namespace Lanewise;

public partial class Tensor
{
    /// <summary>Dtype, rank, shape and values, as TensorFlow.js prints them.</summary>
    public override string ToString() => ToString(verbose: true);

    /// <summary>The values, and if <paramref name="verbose"/> dtype, rank and shape, as TensorFlow.js prints them.</summary>
    public string ToString(bool verbose) => IsDisposed ? $"Tensor {DType.Word()}[{string.Join(',', Shape)}], disposed of" : TensorPrinter.Print(this, verbose);
}
