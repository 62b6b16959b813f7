using Lanewise.Runtime.Programs;

namespace Lanewise.Runtime;

/// <summary>Writes the words of a request, the mirror of <see cref="Call"/>'s reader, for passes that change recorded calls.</summary>
public unsafe struct FrameWriter(GrowList<int>* words)
{
    private readonly GrowList<int>* _words = words;

    public void Write(int word) => _words->Add(word);

    public void WriteDouble(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        Write((int)bits);
        Write((int)(bits >> 32));
    }

    /// <summary>A single 0 for an absent one.</summary>
    public void WriteTensor(in Tensor tensor)
    {
        Write(tensor.Id);
        if (tensor.Id == 0)
        {
            return;
        }

        Write(tensor.Rank);
        for (int i = 0; i < tensor.Rank; i++)
        {
            Write(tensor.Shape[i]);
        }
    }

    public void WriteTensors(in TensorList tensors)
    {
        Write(tensors.Count);
        for (int i = 0; i < tensors.Count; i++)
        {
            WriteTensor(in tensors[i]);
        }
    }

    public void WriteInts(in IntList ints)
    {
        Write(ints.Count);
        for (int i = 0; i < ints.Count; i++)
        {
            Write(ints[i]);
        }
    }

    public void WriteDoubles(in DoubleList doubles)
    {
        Write(doubles.Count);
        for (int i = 0; i < doubles.Count; i++)
        {
            WriteDouble(doubles[i]);
        }
    }
}
