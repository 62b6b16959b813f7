using Wasmtime;
using Xunit;

namespace Lanewise.Hosts.Tests;

public sealed class WasmtimeBackendTests
{
    private const int Megabyte = 1 << 20;

    /// <summary>Answers as a module does, but every op traps, with the stack pointer moved.</summary>
    private const string Trapping = """
        (module
          (memory (export "memory") 4)
          (global $stack (export "stack_pointer") (mut i32) (i32.const 1024))
          (func (export "create") (result i32) i32.const 1024)
          (func (export "frame") (param i32 i32) (result i32) i32.const 65536)
          (func (export "call") (param i32) (result i32) (global.set $stack (i32.const 0)) unreachable)
          (func (export "allocate") (param i32 i32 i32) (result i32) i32.const 1)
          (func (export "address") (param i32 i32) (result i32) global.get $stack)
          (func (export "release") (param i32 i32))
          (func (export "statistics") (param i32 i32)))
        """;

    [Fact]
    public void ItsNameIsEnough()
    {
        Tf.SetBackend("wasm");
        Assert.Equal(WasmtimeBackend.Name, Tf.GetBackend());
        Assert.Equal("relaxed", WasmtimeBackend.Variant);
        Assert.Equal(1, Tf.GetThreadsCount());
        using Tensor x = Tf.Tensor([1f, 2]);
        Tf.SetBackend("native");
        using Tensor moved = x.Add(x);
        Assert.Equal([2f, 4], moved.ToArray<float>());
    }

    [Fact]
    public void AnUnknownBackendIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Tf.SetBackend("webgl"));
        Assert.StartsWith("there is no backend 'webgl', but: native, cpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMemoryGrows()
    {
        using (Modules.Use("simd"))
        {
            long before = Tf.Memory().Backend.Heap;
            using Tensor first = Tf.Tensor([1f, 2, 3]);
            using Tensor large = Tf.Ones([64 * Megabyte / sizeof(float)]);
            using Tensor larger = large.Add(large);
            Assert.True(Tf.Memory().Backend.Heap >= before + (128 * Megabyte));
            Assert.Equal([1f, 2, 3], first.ToArray<float>());
            Assert.Equal(2f, larger.ToArray<float>()[^1]);
        }
    }

    [Fact]
    public void DisposingGivesTheMemoryBack()
    {
        using (Modules.Use("simd"))
        {
            // the first tensor brings the table of tensors with it
            Tf.Scalar(1f).Dispose();
            BackendMemory before = Tf.Memory().Backend;
            for (int i = 0; i < 100; i++)
            {
                using Tensor x = Tf.Ones([Megabyte]);
                using Tensor y = x.Add(x);
            }

            BackendMemory after = Tf.Memory().Backend;
            Assert.Equal((before.Used, before.Tensors), (after.Used, after.Tensors));
            Assert.True(after.Heap < before.Heap + (20 * Megabyte));
        }
    }

    [Fact]
    public void BeyondItsLimitIsAnErrorAndItGoesOn()
    {
        using (Modules.Use("simd", maxMemory: 16 * Megabyte))
        {
            using Tensor x = Tf.Ones([Megabyte]);
            KernelException error = Assert.Throws<KernelException>(() => Tf.Tile(x, [8]));
            Assert.StartsWith("Tile: ", error.Message, StringComparison.Ordinal);
            Assert.Throws<OutOfMemoryException>(() => Tf.Tensor(new float[8 * Megabyte]));
            using Tensor y = x.Add(x);
            Assert.Equal(2f, y.ToArray<float>()[0]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1L << 32) + 1)]
    public void ALimitThatNoMemoryHasIsRefused(long maxMemory) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WasmtimeBackend.Register(maxMemory));

    [Fact]
    public void ATrapEndsItButNotItsData()
    {
        using global::Wasmtime.Engine engine = new();
        using (Modules.Use(new ModuleVariant("trapping", engine, Module.FromText(engine, "trapping", Trapping))))
        {
            using Tensor x = Tf.Tensor([1f, 2]);
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => x.Add(x));
            Assert.StartsWith("the wasm backend stopped at a trap of its module (Unreachable)", error.Message, StringComparison.Ordinal);
            Assert.IsType<TrapException>(error.InnerException);
            Assert.Throws<InvalidOperationException>(() => x.Add(x));
            Assert.Throws<InvalidOperationException>(() => Tf.Tensor([1f]));
            Assert.Equal([1f, 2], x.ToArray<float>());
            Tf.SetBackend("native");
            using Tensor moved = x.Add(x);
            Assert.Equal([2f, 4], moved.ToArray<float>());
        }
    }

    [Fact]
    public void ARemovedOneIsMadeAnew()
    {
        Tf.SetBackend("wasm");
        Tensor lost = Tf.Tensor([1f]);
        Tf.RemoveBackend("wasm");
        Assert.Throws<ObjectDisposedException>(() => lost.ToArray<float>());
        lost.Dispose();
        Tf.SetBackend("wasm");
        using Tensor x = Tf.Tensor([3f]);
        Assert.Equal([3f], x.ToArray<float>());
        Tf.SetBackend("native");
    }
}
