using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lanewise;

/// <summary>
/// A call of a kernel while its words are written, and its run. One a thread is used again and again, so that a call allocates
/// nothing but its results. The methods that write fields are called in the order of the kernel's fields.
/// </summary>
internal sealed partial class Request
{
    [ThreadStatic]
    private static Request? t_spare;

    private int[] _words = new int[256];
    private int _length;
    private Tensor[] _inputs = new Tensor[8];

    // where the word with an input's id stands: ids are known when the backend is
    private int[] _idPlaces = new int[8];
    private int _inputCount;
    private bool _hasStrings;

    public KernelInfo Kernel => KernelTable.Kernel(Id);

    public ReadOnlySpan<Tensor> Inputs => _inputs.AsSpan(0, _inputCount);

    private int Id => _words[0];

    public static Request Begin(int kernel)
    {
        Request request = t_spare ?? new Request();
        t_spare = null;
        request._words[0] = kernel;
        request._length = 1;
        request._inputCount = 0;
        request._hasStrings = false;
        return request;
    }

    public void Tensor(Tensor tensor)
    {
        if (tensor is null)
        {
            throw new ArgumentNullException(null, $"{Kernel.Name}: a tensor must be given");
        }

        ReadOnlySpan<int> shape = tensor.Shape.AsSpan();
        Reserve(2 + shape.Length);
        if (_inputCount == _inputs.Length)
        {
            Array.Resize(ref _inputs, 2 * _inputCount);
            Array.Resize(ref _idPlaces, 2 * _inputCount);
        }

        _inputs[_inputCount] = tensor;
        _idPlaces[_inputCount++] = _length++;
        _hasStrings |= tensor.DType == DType.String;
        _words[_length++] = shape.Length;
        shape.CopyTo(_words.AsSpan(_length));
        _length += shape.Length;
    }

    public void OptionalTensor(Tensor? tensor)
    {
        if (tensor is null)
        {
            Int(0);
        }
        else
        {
            Tensor(tensor);
        }
    }

    public void Tensors(ReadOnlySpan<Tensor> tensors)
    {
        Int(tensors.Length);
        foreach (Tensor tensor in tensors)
        {
            Tensor(tensor);
        }
    }

    public void Int(int value)
    {
        Reserve(1);
        _words[_length++] = value;
    }

    public void Bool(bool value) => Int(value ? 1 : 0);

    public void Double(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        Int((int)bits);
        Int((int)(bits >> 32));
    }

    /// <summary>Strings become codes, see <see cref="StringKernels"/>.</summary>
    public void Type(DType type)
    {
        _hasStrings |= type == DType.String;
        Int((int)(type == DType.String ? DType.Int32 : type));
    }

    /// <summary>A span without a place in memory, such as <c>default</c>, is an attribute that was left out.</summary>
    public void Ints(ReadOnlySpan<int> values)
    {
        if (Unsafe.IsNullRef(ref MemoryMarshal.GetReference(values)))
        {
            Int(-1);
            return;
        }

        Int(values.Length);
        Reserve(values.Length);
        values.CopyTo(_words.AsSpan(_length));
        _length += values.Length;
    }

    public void IntOrInts(IntOrInts value)
    {
        Bool(value.IsOne);
        if (value.IsOne)
        {
            Int(1);
            Int(value.One);
        }
        else
        {
            Ints(value.Many);
        }
    }

    public void Doubles(ReadOnlySpan<double> values)
    {
        Int(Unsafe.IsNullRef(ref MemoryMarshal.GetReference(values)) ? -1 : values.Length);
        foreach (double value in values)
        {
            Double(value);
        }
    }

    public void Text(string text)
    {
        Int(text.Length);
        foreach (char unit in text)
        {
            Int(unit);
        }
    }

    public void Choice(Padding padding)
    {
        Int(padding.Word);
        Ints(padding.Explicit.AsSpan());
    }

    /// <summary>Puts another tensor of the same shape, and not of strings, in the place of an input.</summary>
    public void Replace(int input, Tensor tensor)
    {
        _inputs[input] = tensor;
        _hasStrings = Inputs.ToArray().Any(static one => one.DType == DType.String);
    }

    private void Reserve(int words)
    {
        if (_length + words > _words.Length)
        {
            Array.Resize(ref _words, Math.Max(2 * _words.Length, _length + words));
        }
    }

    private void Return()
    {
        Array.Clear(_inputs, 0, _inputCount);
        t_spare = this;
    }
}
