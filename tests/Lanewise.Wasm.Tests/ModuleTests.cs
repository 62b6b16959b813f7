using System.Text;

namespace Lanewise.Wasm.Tests;

public sealed class ModuleTests
{
    private static readonly FunctionType Nothing = new([], []);

    [Fact]
    public void An_empty_module_is_its_header() => Same(new Module(), "(module)");

    [Fact]
    public void Types_are_deduplicated()
    {
        TypeSection types = new();
        Assert.Equal(0u, types.IndexOf(new FunctionType([ValueType.I32], ValueType.F64)));
        Assert.Equal(1u, types.IndexOf(new FunctionType([ValueType.I32, ValueType.F64], [])));
        Assert.Equal(0u, types.IndexOf(new FunctionType([ValueType.I32], ValueType.F64)));
        Assert.Equal(2, types.Items.Count);
    }

    [Fact]
    public void Imports_take_the_first_indices()
    {
        Module module = new();
        uint type = module.Types.IndexOf(new FunctionType([ValueType.I32], []));
        Assert.Equal(0u, module.Imports.AddFunction("env", "log", type));
        module.Imports.AddMemory("env", "memory", new Limits(1, 10, Shared: true));
        FunctionBody body = new();
        body.Code.I32Const(1);
        body.Code.Call(0);
        Assert.Equal(1u, module.AddFunction(Nothing, body));
        Same(module, """
            (module
              (import "env" "log" (func (param i32)))
              (import "env" "memory" (memory 1 10 shared))
              (func (call 0 (i32.const 1))))
            """);
    }

    [Fact]
    public void Memories_have_limits()
    {
        Module module = new();
        module.Memories.Add(new Limits(2, 65536));
        module.Exports.Add("memory", ExternalKind.Memory, 0);
        Same(module, """(module (memory (export "memory") 2 65536))""");
        Assert.Throws<InvalidOperationException>(() =>
        {
            Module shared = new();
            shared.Memories.Add(new Limits(1, null, Shared: true));
            shared.ToArray();
        });
    }

    [Fact]
    public void Globals_start_with_a_constant()
    {
        Module module = new();
        module.Globals.AddI32(mutable: true, 65536);
        module.Globals.Add(ValueType.F32, mutable: false, code => code.F32Const(1.5f));
        module.Exports.Add("stack_pointer", ExternalKind.Global, 0);
        Same(module, """(module (global (export "stack_pointer") (mut i32) (i32.const 65536)) (global f32 (f32.const 1.5)))""");
    }

    [Fact]
    public void Tables_are_filled_and_start_runs()
    {
        Module module = new();
        module.AddFunction(Nothing, new FunctionBody());
        FunctionBody body = new();
        body.Code.I32Const(1);
        body.Code.CallIndirect(0, module.Tables.Add(new Limits(3, 3)));
        module.Start.Function = module.AddFunction(Nothing, body);
        module.Elements.Add(1, [0, 0]);
        Same(module, """
            (module (func) (func (call_indirect (i32.const 1)))
              (table 3 3 funcref) (start 1) (elem (i32.const 1) func 0 0))
            """);
    }

    [Fact]
    public void Data_is_active_or_passive()
    {
        Module module = new();
        module.Memories.Add(new Limits(1));
        module.Data.AddActive(1024, "abc"u8.ToArray());
        Same(module, """(module (memory 1) (data (i32.const 1024) "abc"))""");
        module.Data.AddPassive([0, 1]);
        FunctionBody body = new();
        body.Code.I32Const(0);
        body.Code.I32Const(0);
        body.Code.I32Const(2);
        body.Code.MemoryInit(1);
        module.AddFunction(Nothing, body);
        Same(module, """
            (module (memory 1) (data (i32.const 1024) "abc") (data "\00\01")
              (func (memory.init 1 (i32.const 0) (i32.const 0) (i32.const 2))))
            """);
    }

    [Fact]
    public void Locals_are_runs_and_blocks_nest()
    {
        Module module = new();
        FunctionBody body = new();
        foreach (ValueType type in (ValueType[])[ValueType.I32, ValueType.I32, ValueType.V128, ValueType.I32])
        {
            body.AddLocal(type);
        }

        Assert.Equal(3, body.Locals.Count);
        InstructionWriter code = body.Code;
        code.Block();
        code.Loop(ValueType.I32);
        code.I32Const(0);
        code.If(ValueType.I32);
        code.I32Const(1);
        code.Else();
        code.Br(2);
        code.End();
        code.End();
        code.Drop();
        code.End();
        module.AddFunction(Nothing, body);
        Same(module, """
            (module (func (local i32 i32 v128 i32)
              block loop (result i32) i32.const 0 if (result i32) i32.const 1 else br 2 end end drop end))
            """);
    }

    [Fact]
    public void Functions_and_locals_have_names()
    {
        Module module = new();
        FunctionBody body = new();
        body.AddLocal(ValueType.I32);
        module.Names.AddLocal(0, 0, "n");
        module.Names.AddFunction(0, "main");
        module.AddFunction(Nothing, body);
        Same(module, "(module (func $main (local $n i32)))");
    }

    [Fact]
    public void Custom_sections_carry_bytes()
    {
        Module module = new();
        module.Customs.Add(new CustomSection("lanewise.manifest", Encoding.UTF8.GetBytes("{}")));
        Same(module, """(module (@custom "lanewise.manifest" "{}"))""");
    }

    [Fact]
    public void A_declared_function_needs_a_body()
    {
        Module module = new();
        module.Functions.Add(module.Types.IndexOf(Nothing));
        Assert.Throws<InvalidOperationException>(module.ToArray);
    }

    [Fact]
    public void Runs()
    {
        // factorial(n) = n == 0 ? 1 : n * factorial(n - 1)
        Module module = new();
        FunctionBody body = new();
        InstructionWriter code = body.Code;
        code.LocalGet(0);
        code.Op(Opcode.I64Eqz);
        code.If(ValueType.I64);
        code.I64Const(1);
        code.Else();
        code.LocalGet(0);
        code.LocalGet(0);
        code.I64Const(1);
        code.Op(Opcode.I64Sub);
        code.Call(0);
        code.Op(Opcode.I64Mul);
        code.End();
        module.Exports.Add("factorial", ExternalKind.Function, module.AddFunction(new FunctionType([ValueType.I64], ValueType.I64), body));

        using Wasmtime.Engine engine = new();
        using Wasmtime.Store store = new(engine);
        using Wasmtime.Module compiled = Wasmtime.Module.FromBytes(engine, "factorial", module.ToArray());
        Func<long, long>? factorial = new Wasmtime.Instance(store, compiled).GetFunction<long, long>("factorial");
        Assert.Equal(2432902008176640000, factorial!(20));
    }

    private static void Same(Module module, string text) =>
        Assert.Equal(Convert.ToHexString(Wasmtime.Module.ConvertText(text)), Convert.ToHexString(module.ToArray()));
}
