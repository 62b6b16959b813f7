namespace Lanewise;

public partial class Tensor
{
    /// <summary><see cref="Tf.Add(Tensor, Tensor)"/>.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Tf.Add(a, b);

    /// <summary><see cref="Tf.Add(Tensor, float)"/>.</summary>
    public static Tensor operator +(Tensor a, float b) => Tf.Add(a, b);

    /// <summary><see cref="Tf.Add(float, Tensor)"/>.</summary>
    public static Tensor operator +(float a, Tensor b) => Tf.Add(a, b);

    /// <summary><see cref="Tf.Sub(Tensor, Tensor)"/>.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Tf.Sub(a, b);

    /// <summary><see cref="Tf.Sub(Tensor, float)"/>.</summary>
    public static Tensor operator -(Tensor a, float b) => Tf.Sub(a, b);

    /// <summary><see cref="Tf.Sub(float, Tensor)"/>.</summary>
    public static Tensor operator -(float a, Tensor b) => Tf.Sub(a, b);

    /// <summary><see cref="Tf.Mul(Tensor, Tensor)"/>.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Tf.Mul(a, b);

    /// <summary><see cref="Tf.Mul(Tensor, float)"/>.</summary>
    public static Tensor operator *(Tensor a, float b) => Tf.Mul(a, b);

    /// <summary><see cref="Tf.Mul(float, Tensor)"/>.</summary>
    public static Tensor operator *(float a, Tensor b) => Tf.Mul(a, b);

    /// <summary><see cref="Tf.Div(Tensor, Tensor)"/>.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => Tf.Div(a, b);

    /// <summary><see cref="Tf.Div(Tensor, float)"/>.</summary>
    public static Tensor operator /(Tensor a, float b) => Tf.Div(a, b);

    /// <summary><see cref="Tf.Div(float, Tensor)"/>.</summary>
    public static Tensor operator /(float a, Tensor b) => Tf.Div(a, b);

    /// <summary><see cref="Tf.Mod(Tensor, Tensor)"/>.</summary>
    public static Tensor operator %(Tensor a, Tensor b) => Tf.Mod(a, b);

    /// <summary><see cref="Tf.Mod(Tensor, float)"/>.</summary>
    public static Tensor operator %(Tensor a, float b) => Tf.Mod(a, b);

    /// <summary><see cref="Tf.Neg"/>.</summary>
    public static Tensor operator -(Tensor x) => Tf.Neg(x);
}
