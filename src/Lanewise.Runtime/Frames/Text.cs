namespace Lanewise.Runtime;

/// <summary>An attribute that is text: UTF-16 code units, one a word. A number that the host gives is its decimal form.</summary>
public readonly unsafe struct Text(IntList units)
{
    private readonly IntList _units = units;

    public IntList Codes => _units;

    public int* Units => _units.Values;

    public int Length => _units.Count < 0 ? 0 : _units.Count;

    public char this[int index] => (char)_units[index];
}
