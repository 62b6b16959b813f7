using System.Globalization;

namespace Lanewise.Wasm.Tests;

/// <summary>Each instruction, written by us and by Wasmtime's assembler from its text name: the same bytes, and valid.</summary>
public sealed class OpcodeTests
{
    private static readonly Wasmtime.Engine Engine = new(new Wasmtime.Config().WithWasmThreads(true).WithRelaxedSIMD(true, false));

    public static TheoryData<string> Names => [.. Opcodes.All.Select(info => info.Name).Except(["block", "loop", "if", "else", "end"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_what_its_name_says(string name)
    {
        Assert.True(Opcodes.TryParse(name, out Opcode opcode));
        OpcodeInfo info = opcode.Info();
        (ValueType[] parameters, ValueType? result) = name switch
        {
            "drop" or "local.set" or "global.set" or "call_indirect" => ([ValueType.I32], null),
            "local.tee" => ([ValueType.I32], ValueType.I32),
            "local.get" or "global.get" => ([], ValueType.I32),
            "select" => ([ValueType.I32, ValueType.I32, ValueType.I32], ValueType.I32),
            _ => (info.Operands, info.Result),
        };

        FunctionBody body = new();
        body.AddLocal(ValueType.I32);
        uint local = (uint)parameters.Length;
        for (uint i = 0; i < local; i++)
        {
            body.Code.LocalGet(i);
        }

        string text = Write(body.Code, info, local);
        Module module = new();
        uint nothing = module.Types.IndexOf(new FunctionType([], []));
        module.AddFunction(new FunctionType([], []), new FunctionBody());
        module.AddFunction(new FunctionType(parameters, result), body);
        module.Tables.Add(new Limits(1));
        module.Memories.Add(new Limits(1));
        module.Globals.AddI32(mutable: true, 7);
        module.Elements.Add(0, [0]);
        if (info.Immediate is Immediate.Data or Immediate.DataMemory)
        {
            module.Data.AddPassive([1]);
        }

        byte[] expected = Wasmtime.Module.ConvertText($$"""
            (module
              (type (func))
              (func (type {{nothing}}))
              (func {{Group("param", parameters)}} {{Group("result", result is { } type ? [type] : [])}} (local i32)
                {{string.Join(' ', Enumerable.Range(0, parameters.Length).Select(i => $"local.get {i}"))}}
                {{text}})
              (table 1 funcref)
              (memory 1)
              (global (mut i32) (i32.const 7))
              (elem (i32.const 0) func 0)
              {{(info.Immediate is Immediate.Data or Immediate.DataMemory ? "(data \"\\01\")" : "")}})
            """);
        byte[] actual = module.ToArray();
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
        Assert.Null(Wasmtime.Module.Validate(Engine, actual));
    }

    [Fact]
    public void Every_code_has_a_row_in_the_table() =>
        Assert.Equal(Enum.GetValues<Opcode>().Order(), Opcodes.All.Select(info => info.Opcode).Order());

    [Fact]
    public void Unknown_names_are_not_parsed() => Assert.False(Opcodes.TryParse("i32.nonsense", out _));

    [Theory]
    [InlineData("i32.add", "mvp")]
    [InlineData("i32.extend8_s", "sign-ext")]
    [InlineData("i32.trunc_sat_f32_s", "nontrapping-fptoint")]
    [InlineData("memory.fill", "bulk-memory")]
    [InlineData("f32x4.add", "simd128")]
    [InlineData("f32x4.relaxed_madd", "relaxed-simd")]
    [InlineData("i32.atomic.rmw.add", "atomics")]
    public void Knows_the_feature(string name, string feature)
    {
        Assert.True(Opcodes.TryParse(name, out Opcode opcode));
        Assert.Equal(feature, opcode.Info().Feature.Name());
        Assert.True(FeatureNames.TryParse(feature, out Features parsed));
        Assert.Equal(opcode.Info().Feature, parsed);
    }

    [Fact]
    public void Writing_with_the_wrong_immediates_is_an_error()
    {
        InstructionWriter code = new();
        Assert.Throws<ArgumentException>(() => code.Op(Opcode.I32Load));
        Assert.Throws<ArgumentException>(() => code.Memory(Opcode.I32Add, 0));
        Assert.Throws<ArgumentException>(() => code.Lane(Opcode.F32x4Add, 0));
    }

    private static string Group(string keyword, IEnumerable<ValueType> types) =>
        types.Any() ? $"({keyword} {string.Join(' ', types).ToLowerInvariant()})" : "";

    /// <summary>Writes the instruction with some immediates and gives its text.</summary>
    private static string Write(InstructionWriter code, OpcodeInfo info, uint local)
    {
        switch (info.Immediate)
        {
            case Immediate.Label when info.Opcode == Opcode.Br:
                code.Br(0);
                return "br 0";
            case Immediate.Label:
                code.BrIf(0);
                return "br_if 0";
            case Immediate.Labels:
                code.BrTable([0, 0], 0);
                return "br_table 0 0 0";
            case Immediate.Function:
                code.Call(0);
                return "call 0";
            case Immediate.Type:
                code.CallIndirect(0);
                return "call_indirect (type 0)";
            case Immediate.Local:
                WriteVariable(code, info.Opcode, local);
                return string.Create(CultureInfo.InvariantCulture, $"{info.Name} {local}");
            case Immediate.Global:
                WriteVariable(code, info.Opcode, 0);
                return $"{info.Name} 0";
            case Immediate.I32:
                code.I32Const(-123456);
                return "i32.const -123456";
            case Immediate.I64:
                code.I64Const(long.MinValue);
                return "i64.const -9223372036854775808";
            case Immediate.F32:
                code.F32Const(0x7FC1_2345u);
                return "f32.const nan:0x412345";
            case Immediate.F64:
                code.F64Const(-0.1);
                return "f64.const -0.1";
            case Immediate.V128:
                code.V128Const(0x8877_6655_4433_2211, 0xFF01_FF02_FF03_FF04);
                return "v128.const i64x2 0x8877665544332211 0xFF01FF02FF03FF04";
            case Immediate.MemArg:
                code.Memory(info.Opcode, 1000);
                return $"{info.Name} offset=1000";
            case Immediate.MemArgLane:
                code.MemoryLane(info.Opcode, 0, 5, 1);
                return $"{info.Name} offset=5 align=1 1";
            case Immediate.Lane:
                code.Lane(info.Opcode, 1);
                return $"{info.Name} 1";
            case Immediate.Shuffle:
                code.Shuffle([0, 31, 1, 30, 2, 29, 3, 28, 4, 27, 5, 26, 6, 25, 7, 24]);
                return "i8x16.shuffle 0 31 1 30 2 29 3 28 4 27 5 26 6 25 7 24";
            case Immediate.None:
                code.Op(info.Opcode);
                return info.Name;
        }

        Action write = info.Opcode switch
        {
            Opcode.MemorySize => code.MemorySize,
            Opcode.MemoryGrow => code.MemoryGrow,
            Opcode.MemoryFill => code.MemoryFill,
            Opcode.MemoryCopy => code.MemoryCopy,
            Opcode.MemoryInit => () => code.MemoryInit(0),
            Opcode.DataDrop => () => code.DataDrop(0),
            Opcode.TableInit => () => code.TableInit(0),
            Opcode.ElemDrop => () => code.ElemDrop(0),
            Opcode.TableCopy => code.TableCopy,
            _ => code.AtomicFence,
        };
        write();
        return info.Name + (info.Immediate is Immediate.Data or Immediate.DataMemory or Immediate.Element or Immediate.ElementTable ? " 0" : "");
    }

    private static void WriteVariable(InstructionWriter code, Opcode opcode, uint index)
    {
        Action<uint> write = opcode switch
        {
            Opcode.LocalGet => code.LocalGet,
            Opcode.LocalSet => code.LocalSet,
            Opcode.LocalTee => code.LocalTee,
            Opcode.GlobalGet => code.GlobalGet,
            _ => code.GlobalSet,
        };
        write(index);
    }
}
