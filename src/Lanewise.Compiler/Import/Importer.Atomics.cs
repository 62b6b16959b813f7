using System.Reflection;
using Lanewise.Compiler.Intrinsics;
using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Import;

internal sealed partial class Importer
{
    /// <summary>Interlocked and Volatile: atomic instructions in a threaded module, plain accesses in any other.</summary>
    private void ImportAtomic(IntrinsicKind kind, MethodBase method)
    {
        Type element = method.GetParameters()[0].ParameterType.GetElementType()!;
        MemoryType type = _layouts.ScalarOf(element) ?? throw new CompileException(Diagnostics.OutsideTable, MethodNames.Of(method));
        bool wide = type == MemoryType.I64;
        if (!wide && type != MemoryType.I32)
        {
            if (kind == IntrinsicKind.VolatileRead)
            {
                PushLoad(type);
                return;
            }

            throw new CompileException(Diagnostics.OutsideTable, MethodNames.Of(method));
        }

        Expression comparand = kind == IntrinsicKind.AtomicCompareExchange ? Pop() : Build.I32(0);
        Expression value = kind switch
        {
            IntrinsicKind.AtomicIncrement => wide ? Constant.I64(1) : Build.I32(1),
            IntrinsicKind.AtomicDecrement => wide ? Constant.I64(-1) : Build.I32(-1),
            IntrinsicKind.VolatileRead => Build.I32(0),
            _ => Pop(),
        };
        Expression address = Keep(Pop());
        bool adds = kind is IntrinsicKind.AtomicAdd or IntrinsicKind.AtomicIncrement or IntrinsicKind.AtomicDecrement;
        value = kind == IntrinsicKind.VolatileRead ? value : Keep(value);
        SpillMemory();
        if (kind == IntrinsicKind.VolatileWrite)
        {
            Emit(_context.Has(Features.Threads)
                ? new Effect(wide ? Opcode.I64AtomicStore : Opcode.I32AtomicStore, [address, value], null)
                : Build.Store(type, address, 0, value));
            return;
        }

        Variable old = _function.NewVariable("old", type);
        if (_context.Has(Features.Threads))
        {
            Emit(kind switch
            {
                IntrinsicKind.VolatileRead => new Effect(wide ? Opcode.I64AtomicLoad : Opcode.I32AtomicLoad, [address], old),
                IntrinsicKind.AtomicCompareExchange => new Effect(wide ? Opcode.I64AtomicRmwCmpxchg : Opcode.I32AtomicRmwCmpxchg, [address, comparand, value], old),
                IntrinsicKind.AtomicExchange => new Effect(wide ? Opcode.I64AtomicRmwXchg : Opcode.I32AtomicRmwXchg, [address, value], old),
                _ => new Effect(wide ? Opcode.I64AtomicRmwAdd : Opcode.I32AtomicRmwAdd, [address, value], old),
            });
        }
        else
        {
            comparand = kind == IntrinsicKind.AtomicCompareExchange ? Keep(comparand) : comparand;
            Emit(new Set(old, Build.Load(type, address, 0)));
            Expression? written = kind switch
            {
                IntrinsicKind.VolatileRead => null,
                IntrinsicKind.AtomicExchange => value,
                IntrinsicKind.AtomicCompareExchange => Build.Operation(
                    Opcode.Select,
                    [value, new Get(old), Build.Binary(wide ? Opcode.I64Eq : Opcode.I32Eq, new Get(old), comparand)]),
                _ => Build.Binary(wide ? Opcode.I64Add : Opcode.I32Add, new Get(old), value),
            };
            if (written is not null)
            {
                Emit(Build.Store(type, address, 0, written));
            }
        }

        // Interlocked.Add answers the sum, the instruction the value before it.
        Push(adds ? Build.Binary(wide ? Opcode.I64Add : Opcode.I32Add, new Get(old), value) : new Get(old));
    }

    /// <summary>A value that is used twice.</summary>
    private Expression Keep(Expression value)
    {
        if (value is Constant or AddressOf or Symbol)
        {
            return value;
        }

        Variable temporary = _function.NewVariable("t", MemoryTypes.Of(value.Type));
        Emit(new Set(temporary, value));
        return new Get(temporary);
    }
}
