namespace Lanewise;

public static partial class Tf
{
    /// <summary>
    /// A step of a long short-term memory (Hochreiter and Schmidhuber 1997, with a forget gate): from [batch, inputs] and the states
    /// the next ones.
    /// </summary>
    /// <param name="forgetBias">Added to the forget gate, a scalar.</param>
    /// <param name="lstmKernel">float32 [inputs + units, 4 · units]: the input gate, the new input, the forget and the output gate.</param>
    /// <param name="lstmBias">float32 [4 · units].</param>
    /// <param name="data">float32 [batch, inputs].</param>
    /// <param name="c">The cell's state, float32 [batch, units].</param>
    /// <param name="h">The output before, float32 [batch, units].</param>
    public static (Tensor C, Tensor H) BasicLSTMCell(Tensor forgetBias, Tensor lstmKernel, Tensor lstmBias, Tensor data, Tensor c, Tensor h)
    {
        using Scope scope = Scope.Open();
        Tensor gates = Concat([data, h], 1).MatMul(lstmKernel).Add(lstmBias);
        Tensor[] parts = Split(gates, 4, 1);
        Tensor newC = parts[0].Sigmoid().Mul(parts[1].Tanh()).Add(c.Mul(forgetBias.Add(parts[2]).Sigmoid()));
        Tensor newH = newC.Tanh().Mul(parts[3].Sigmoid());
        return (scope.Leave(newC), scope.Leave(newH));
    }

    /// <summary>A step of cells one behind the other: the output of each is the next one's input.</summary>
    /// <param name="lstmCells">From data, c and h the next c and h.</param>
    /// <param name="data">The first one's input.</param>
    /// <param name="c">The cells' states.</param>
    /// <param name="h">The cells' outputs before.</param>
    public static (Tensor[] C, Tensor[] H) MultiRNNCell(
        IReadOnlyList<Func<Tensor, Tensor, Tensor, (Tensor C, Tensor H)>> lstmCells, Tensor data, IReadOnlyList<Tensor> c, IReadOnlyList<Tensor> h)
    {
        ArgumentNullException.ThrowIfNull(lstmCells);
        ArgumentNullException.ThrowIfNull(c);
        ArgumentNullException.ThrowIfNull(h);
        using Scope scope = Scope.Open();
        Tensor[] newC = new Tensor[lstmCells.Count];
        Tensor[] newH = new Tensor[lstmCells.Count];
        for (int i = 0; i < lstmCells.Count; i++)
        {
            (newC[i], newH[i]) = lstmCells[i](data, c[i], h[i]);
            data = newH[i];
        }

        return (scope.Leave(newC), scope.Leave(newH));
    }
}
