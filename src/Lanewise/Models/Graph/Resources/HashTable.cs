namespace Lanewise.Models;

/// <summary>A table from numbers or strings to rows of values. It lives as long as the model.</summary>
internal sealed class HashTable(DType keyType, DType valueType)
{
    private Dictionary<object, int> _rows = [];
    private Array _values = Array.Empty<object>();

    public int Count => _rows.Count;

    /// <summary>Replaces what the table holds.</summary>
    public void Import(Tensor keys, Tensor values)
    {
        RequireTypes(keys, values);
        if (values.Rank == 0 || values.Shape[0] != keys.Size || values.Size != keys.Size)
        {
            throw new ArgumentException($"keys of shape [{string.Join(", ", keys.Shape)}] do not fit values of shape [{string.Join(", ", values.Shape)}]");
        }

        Array elements = HostArray.Of(keys);
        var rows = new Dictionary<object, int>(elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            rows[elements.GetValue(i)!] = i;
        }

        _values = HostArray.Of(values);
        _rows = rows;
    }

    /// <summary>The value of each key, a vector; the default for a key that is not there.</summary>
    public Tensor Find(Tensor keys, Tensor otherwise)
    {
        RequireTypes(keys, otherwise);
        Array elements = HostArray.Of(keys);
        Array fallback = HostArray.Of(otherwise);
        Array found = HostArray.New(valueType, elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            object? value = _rows.TryGetValue(elements.GetValue(i)!, out int row) ? _values.GetValue(row) : fallback.GetValue(0);
            found.SetValue(value, i);
        }

        return HostArray.ToTensor(found, [elements.Length]);
    }

    private void RequireTypes(Tensor keys, Tensor values)
    {
        if (keys.DType != keyType || values.DType != valueType)
        {
            throw new ArgumentException($"the table is from {keyType} to {valueType}, but {keys.DType} and {values.DType} were given");
        }
    }
}

/// <summary>The tables of a model, by the names of their nodes.</summary>
internal sealed class HashTables
{
    private readonly Dictionary<string, GraphValue> _tables = [];

    public GraphValue GetOrAdd(string name, DType keyType, DType valueType)
    {
        lock (_tables)
        {
            if (!_tables.TryGetValue(name, out GraphValue? table))
            {
                _tables.Add(name, table = GraphValue.Borrowed(new HashTable(keyType, valueType)));
            }

            return table;
        }
    }
}
