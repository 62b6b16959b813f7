namespace Lanewise.Runtime;

/// <summary>
/// Makes a static method <c>Status Run(ref Call call, ref FooArgs args)</c> the kernel of that tfjs-core name. The class may
/// be generic over the vector type. A method may serve several kernels.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class KernelAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The result is a list of tensors, even of one: tfjs then expects an array.</summary>
    public bool IsList { get; init; }

    /// <summary>How many tensors the result has, if it is no list.</summary>
    public int Outputs { get; init; } = 1;
}

/// <summary>
/// tfjs's op of that name, in PascalCase, is this kernel and nothing more. A host that makes the ops itself generates the op, with
/// the method's summary as its documentation.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpAttribute(string name, OpTakes takes = OpTakes.Number) : Attribute
{
    public string Name { get; } = name;

    public OpTakes Takes { get; } = takes;
}

/// <summary>Which tensors an op takes, as tfjs has it.</summary>
public enum OpTakes
{
    /// <summary>Any but strings.</summary>
    Number,
    Float,
    Bool,

    /// <summary>Two of any dtype, of which the lower one is cast to the other's: bool, int32, float32, complex64.</summary>
    Matching,
}

/// <summary>
/// The kernels of the class compute each element of their result from the same elements of their broadcast inputs, with the one
/// driver for rows, so that programs can put several of them into one pass.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ElementwiseAttribute : Attribute;

/// <summary>
/// The kernels of the class are sums of products, whose epilogue passes over each stretch of the result while it is in the cache, so
/// that programs can put element-wise kernels into it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ProductAttribute : Attribute;

/// <summary>What a field of an args struct is when the host gives nothing; without it 0, false or the first enum member.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class DefaultAttribute(object value) : Attribute
{
    public object Value { get; } = value;
}

/// <summary>A tensor that the host may leave out; its id is then 0.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class OptionalAttribute : Attribute;

/// <summary>
/// What the host tells of a status, after the kernel's and the argument's names. {0} to {3} are the details, {0:char} is one
/// as a character, {0:shape} the shape of the input with that index; where {argument} stands in the text, the name is not
/// put in front.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class MessageAttribute(string template) : Attribute
{
    public string Template { get; } = template;

    /// <summary>The text is all that is told: for the few messages that tfjs prescribes to the letter.</summary>
    public bool IsWhole { get; init; }
}
