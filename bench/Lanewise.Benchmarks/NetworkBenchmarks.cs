using BenchmarkDotNet.Attributes;

namespace Lanewise.Benchmarks;

/// <summary>Whole networks, from an input in memory to outputs in memory. A ratio of 0.5 is half of ONNX Runtime's time.</summary>
public class NetworkBenchmarks
{
    // float32 rounds, in an order that is each library's own
    private const float Tolerance = 1e-4f;

    private OnnxSession _onnx = null!;
    private GraphModel _model = null!;
    private CompiledModel _compiled = null!;
    private Tensor _input = null!;

    [Params("posenet", "faceres", "blazeface-back")]
    public string Name { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Open()
    {
        Network network = new(Name);
        Tf.SetThreadsCount(Threads);
        _model = network.LoadGraph();
        _input = Tf.Tensor(network.Input, network.Shape);
        _compiled = _model.Compile();
        using OnnxSession onnx = new(network, Threads);
        onnx.Run();
        Compare(onnx.Outputs()); // as it is recorded
        Compare(onnx.Outputs()); // as it is replayed
    }

    /// <summary>Its threads would wait awake for work, beside what is measured.</summary>
    [GlobalSetup(Target = nameof(OnnxRuntime))]
    public void OpenOnnx()
    {
        Open();
        _onnx = new OnnxSession(new Network(Name), Threads);
    }

    [GlobalCleanup]
    public void Close()
    {
        _compiled.Dispose();
        _input.Dispose();
        _model.Dispose();
    }

    [GlobalCleanup(Target = nameof(OnnxRuntime))]
    public void CloseOnnx()
    {
        _onnx.Dispose();
        Close();
    }

    [Benchmark(Baseline = true)]
    public void OnnxRuntime() => _onnx.Run();

    [Benchmark]
    public void Compiled() => Tf.Dispose(_compiled.PredictAll(_input));

    [Benchmark]
    public void OpByOp() => Tf.Dispose(_model.PredictAll(_input));

    /// <summary>Both files hold the same network, or nothing is measured.</summary>
    private void Compare(Dictionary<string, float[]> expected)
    {
        Tensor[] outputs = _compiled.PredictAll(_input);
        for (int i = 0; i < outputs.Length; i++)
        {
            string name = _model.Outputs[i].Name.Split(':')[0];
            float[] want = expected[name];
            float[] got = outputs[i].ToArray<float>();
            float range = want.Length > 1 ? want.Max() - want.Min() : Math.Abs(want[0]);
            float error = got.Length == want.Length ? want.Zip(got, static (x, y) => Math.Abs(x - y)).Max() / range : float.PositiveInfinity;
            Console.WriteLine($"// {Name}, {name}: differs by {error:E1} of its range");
            if (!(error <= Tolerance))
            {
                throw new InvalidOperationException($"{Name}: {name} differs by {error:E1} of its range from ONNX Runtime's");
            }
        }

        Tf.Dispose(outputs);
    }
}
