using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Lanewise.Cli;

/// <summary><c>lanewise bench model.json --backends native,wasm,cpu --compiled</c></summary>
internal static class BenchCommand
{
    private sealed record Result(string Backend, int Threads, double LoadMs, double FirstMs, double MedianMs, double LeastMs, long Bytes);

    public static Command Make(TextWriter output, TextWriter error)
    {
        Argument<string> model = Arguments.Model();
        Option<string> backends = Arguments.Backends();
        Option<string[]> inputs = Arguments.Inputs();
        Option<string> range = Arguments.Range();
        Option<int> runs = new("--runs") { Description = "How many runs are timed, after a first one and the warm-up.", DefaultValueFactory = _ => 20 };
        Option<double> warmup = new("--warmup") { Description = "For how many seconds it runs untimed: .NET compiles what runs often a second time, better.", DefaultValueFactory = _ => 3 };
        Option<int?> threads = new("--threads") { Description = "Threads of native; all cores up to 8 by default." };
        Option<bool> compiled = new("--compiled") { Description = "Also times the model compiled, on each backend." };
        Command command = new("bench", "Times a model on several backends, on random numbers or given inputs.") { model, backends, inputs, range, runs, warmup, threads, compiled };
        command.SetAction(async (arguments, cancellation) =>
        {
            int count = arguments.GetValue(runs) is > 0 and var wanted ? wanted : throw new ArgumentException("--runs must be positive");
            if (arguments.GetValue(threads) is { } number)
            {
                Tf.SetThreadsCount(number);
            }

            List<Result> results = [];
            await Screen.On(error).Progress().HideCompleted(true).StartAsync(async progress =>
            {
                foreach (string backend in Arguments.BackendList(arguments.GetRequiredValue(backends)))
                {
                    Tf.SetBackend(backend);
                    long start = Stopwatch.GetTimestamp();
                    using Model loaded = await Model.LoadAsync(arguments.GetRequiredValue(model), cancellation: cancellation);
                    double loadMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                    Dictionary<string, Tensor> given = ModelInputs.ReadOrRandom(loaded, arguments.GetValue(inputs), arguments.GetRequiredValue(range));
                    using CompiledModel? fast = arguments.GetValue(compiled) ? loaded.Compile() : null;
                    foreach ((Model? candidate, string name) in new (Model?, string)[] { (loaded, backend), (fast, $"{backend} compiled") })
                    {
                        if (candidate is not null)
                        {
                            ProgressTask task = progress.AddTask(name, maxValue: count + 1);
                            results.Add(Measure(candidate, given, name, loadMs, count, arguments.GetValue(warmup), task, cancellation));
                        }
                    }

                    Tf.Dispose(given.Values);
                }
            });
            Screen.On(output).Write(TableOf(results));
            return 0;
        });
        return command;
    }

    private static Result Measure(
        Model model, Dictionary<string, Tensor> inputs, string backend, double loadMs, int runs, double warmup, ProgressTask task, CancellationToken cancellation)
    {
        double Time()
        {
            long start = Stopwatch.GetTimestamp();
            Tensor[] outputs = model.Execute(inputs, cancellation: cancellation);
            double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Tf.Dispose(outputs);
            return ms;
        }

        double first = Time();
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < warmup;)
        {
            Time();
        }

        task.Increment(1);
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            times[i] = Time();
            task.Increment(1);
        }

        Array.Sort(times);
        return new Result(backend, Tf.GetThreadsCount(), loadMs, first, times[runs / 2], times[0], Tf.Memory().Backend.Used);
    }

    private static Table TableOf(List<Result> results)
    {
        Table table = Screen.Table("Backend", "Threads", "Load ms", "First ms", "Median ms", "Least ms", "Memory MB", "Relative");
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (Result result in results)
        {
            string Ms(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
            table.AddRow(
                result.Backend, result.Threads.ToString(CultureInfo.InvariantCulture), Ms(result.LoadMs), Ms(result.FirstMs), Ms(result.MedianMs), Ms(result.LeastMs),
                (result.Bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture), $"{Ms(result.MedianMs / results[0].MedianMs)} x");
        }

        return table;
    }
}
