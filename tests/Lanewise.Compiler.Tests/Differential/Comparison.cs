using System.Reflection;
using System.Runtime.InteropServices;

namespace Lanewise.Compiler.Tests.Differential;

/// <summary>Calls a method natively and in the module, with the same arguments and the same bytes behind its pointers, and compares all that can be seen.</summary>
internal static unsafe class Comparison
{
    private static readonly int Guard = 64;

    /// <summary>What differs, or null.</summary>
    public static string? Run(CompiledAssembly assembly, string export, object?[] values, ArgumentSource source)
    {
        MethodInfo method = assembly.Exports[export];
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        int blocks = types.Count(type => type.IsPointer);
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)((blocks * CompiledAssembly.BlockSize) + Guard), 64);
        try
        {
            object[] native = new object[types.Length];
            object[] wasm = new object[types.Length];
            int block = 0;
            for (int i = 0; i < types.Length; i++)
            {
                if (!types[i].IsPointer)
                {
                    native[i] = values[i]!;
                    wasm[i] = Kind.ToWasm(values[i]!);
                    continue;
                }

                byte* address = memory + (block * CompiledAssembly.BlockSize);
                Span<byte> bytes = new(address, CompiledAssembly.BlockSize);
                source.Fill(bytes, types[i].GetElementType()!);
                bytes.CopyTo(assembly.Block(block));
                native[i] = Pointer.Box(address, types[i]);
                wasm[i] = assembly.AddressOf(block);
                block++;
            }

            object? expected = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, native, null);
            int stackPointer = assembly.StackPointer;
            object? actual;
            try
            {
                actual = assembly.Invoke(export, wasm);
            }
            catch (Wasmtime.WasmtimeException e)
            {
                return $"{Call(export, values)} trapped: {e.Message.Split('\n')[0]}";
            }

            if (expected is not null && !Kind.Same(expected = Kind.ToWasm(expected), actual))
            {
                return $"{Call(export, values)}: native {Kind.Show(expected)}, module {Kind.Show(actual)}";
            }

            if (assembly.StackPointer != stackPointer)
            {
                return $"{Call(export, values)} left the stack pointer at {assembly.StackPointer}, not {stackPointer}";
            }

            for (int i = 0, b = 0; i < types.Length; i++)
            {
                if (types[i].IsPointer)
                {
                    if (Difference(new(memory + (b * CompiledAssembly.BlockSize), CompiledAssembly.BlockSize), assembly.Block(b), types[i].GetElementType()!) is { } place)
                    {
                        return $"{Call(export, values)}: block {b} differs, {place}";
                    }

                    b++;
                }
            }

            return null;
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static string Call(string export, object?[] values) =>
        $"{export}({string.Join(", ", values.Select(value => value is null ? "block" : Kind.Show(value)))})";

    private static string? Difference(ReadOnlySpan<byte> native, ReadOnlySpan<byte> module, Type element)
    {
        if (native.SequenceEqual(module))
        {
            return null;
        }

        int size = element == typeof(float) ? 4 : element == typeof(double) ? 8 : 1;
        for (int i = 0; i < native.Length; i += size)
        {
            (object a, object b) = size switch
            {
                4 => ((object)BitConverter.ToSingle(native[i..]), (object)BitConverter.ToSingle(module[i..])),
                8 => (BitConverter.ToDouble(native[i..]), BitConverter.ToDouble(module[i..])),
                _ => (native[i], module[i]),
            };
            if (!Kind.Same(a, b))
            {
                return $"byte {i}: native {Kind.Show(a)}, module {Kind.Show(b)}";
            }
        }

        return null;
    }
}
