namespace Lanewise.Compiler;

/// <summary>Every diagnostic of the compiler: its number, what is wrong, and what to write instead.</summary>
public static class Diagnostics
{
    public static readonly Rule Allocation = new("LW0001", "Allocates an object of class '{0}'. Use an unmanaged struct, a pointer or stackalloc.");
    public static readonly Rule Array = new("LW0002", "Uses an array. Use a pointer, stackalloc, or a ReadOnlySpan constant table.");
    public static readonly Rule String = new("LW0003", "Uses a string. Use a UTF-8 literal (\"...\"u8).");
    public static readonly Rule Boxing = new("LW0004", "Boxes a '{0}'. Use a generic parameter constrained to an interface.");
    public static readonly Rule Delegate = new("LW0005", "Makes a delegate or lambda '{0}'. Use a function pointer to a static method, or a generic struct with a static abstract method.");
    public static readonly Rule VirtualCall = new("LW0006", "Calls '{0}' virtually. Use a generic parameter constrained to the interface.");
    public static readonly Rule Throw = new("LW0007", "Throws an exception. Return a status.");
    public static readonly Rule ExceptionRegion = new("LW0008", "'{0}' has a try, using, lock or foreach that needs exception handling. Return a status and release by hand.");
    public static readonly Rule Checked = new("LW0009", "Uses checked arithmetic. Check the range by a comparison.");
    public static readonly Rule StateMachine = new("LW0010", "'{0}' is async or an iterator. Write a loop.");
    public static readonly Rule Decimal = new("LW0011", "Uses decimal. Use double or a 64-bit integer.");
    public static readonly Rule OutsideTable = new("LW0012", "Calls '{0}', which is not in the table of intrinsics. Write it in the dialect, or add a row to the table.");
    public static readonly Rule MutableStatic = new("LW0013", "Uses the mutable static field '{0}'. Keep state in the context struct, or make the field readonly.");
    public static readonly Rule LaneIndex = new("LW0014", "The lane index of '{0}' is not a constant. Write the index as a literal.");
    public static readonly Rule Feature = new("LW0015", "'{0}' needs the feature '{1}', which this variant does not have. Guard it with a Target property.");
    public static readonly Rule FloatRemainder = new("LW0016", "Uses % on floating-point numbers. Write a - b * Truncate(a / b), or fmod in the dialect.");
    public static readonly Rule UnknownInstruction = new("LW0017", "'{0}' is not a WebAssembly instruction that a [WasmOp] can name.");
    public static readonly Rule Irreducible = new("LW0018", "'{0}' jumps into the middle of a loop. Write the loop with one entry.");
    public static readonly Rule Instruction = new("LW0019", "Uses the IL instruction '{0}', which is outside the dialect.");
    public static readonly Rule Export = new("LW0020", "The exported method '{0}' has a parameter or result that is no number or pointer. Pass a pointer to it.");
    public static readonly Rule NoBody = new("LW0021", "'{0}' has no body (extern, abstract or P/Invoke). Give it one, or a [WasmOp].");
    public static readonly Rule Type = new("LW0022", "The type '{0}' is outside the dialect. Use primitives, pointers and unmanaged structs.");
    public static readonly Rule StaticValue = new("LW0023", "The value of the static readonly field '{0}' cannot be folded. Use a primitive, an unmanaged struct without pointers, or a constant table.");
    public static readonly Rule VectorType = new("LW0024", "The exports of '{0}' need a vector type that fits its type parameter. Name one by --vector.");

    /// <summary>All rules, in the order of their numbers.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Allocation, Array, String, Boxing, Delegate, VirtualCall, Throw, ExceptionRegion, Checked, StateMachine, Decimal, OutsideTable,
        MutableStatic, LaneIndex, Feature, FloatRemainder, UnknownInstruction, Irreducible, Instruction, Export, NoBody, Type, StaticValue, VectorType,
    ];

    public sealed record Rule(string Id, string Format)
    {
        public Diagnostic At(Ir.SourceLocation? location, params object?[] arguments) =>
            new(Id, string.Format(Format, arguments), location?.File, location?.Line ?? 0);
    }
}
