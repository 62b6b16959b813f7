// A struct of one field is the field, in registers and as a parameter.
using Lanewise.Dialect;

public readonly struct Meters(float value)
{
    private readonly float _value = value;

    public static Meters operator +(Meters a, Meters b) => new(a._value + b._value);

    public float Value => _value;
}

public static class Case
{
    [WasmExport("sum")]
    public static float Sum(float a, float b) => (new Meters(a) + new Meters(b) + new Meters(a)).Value;
}

/* gives
Case.Sum(a: f32, b: f32): f32
0:
    return f32.add(f32.add(a, b), a)
*/
