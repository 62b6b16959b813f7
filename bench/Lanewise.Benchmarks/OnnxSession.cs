using Microsoft.ML.OnnxRuntime;

namespace Lanewise.Benchmarks;

/// <summary>A network in ONNX Runtime, its input and the memory of its outputs bound once.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtValue _input;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();

    public OnnxSession(Network network, int threads)
    {
        using SessionOptions options = new()
        {
            IntraOpNumThreads = threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        _session = new InferenceSession(network.OnnxPath, options);
        _input = OrtValue.CreateTensorValueFromMemory(network.Input, Array.ConvertAll(network.Shape.ToArray(), Convert.ToInt64));
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], _input);
        foreach (string name in _session.OutputNames)
        {
            _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
        }
    }

    public void Run() => _session.RunWithBinding(_options, _binding);

    /// <summary>The values of a finished run, by name.</summary>
    public Dictionary<string, float[]> Outputs()
    {
        using IDisposableReadOnlyCollection<OrtValue> values = _binding.GetOutputValues();
        return _session.OutputNames.Zip(values).ToDictionary(static pair => pair.First, static pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
