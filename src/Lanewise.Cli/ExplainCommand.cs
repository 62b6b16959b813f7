using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Lanewise.Cli;

/// <summary><c>lanewise explain model.json</c></summary>
internal static class ExplainCommand
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        Argument<string> model = Arguments.Model();
        Option<string> backend = Arguments.Backend();
        Option<string[]> inputs = Arguments.Inputs();
        Option<string> range = Arguments.Range();
        Option<string[]> without = new("--without")
        {
            Description = "An optimisation that is switched off: constants, common, batchNorm, scale, pad, chain, addend, band, view or inPlace. May be repeated.",
            HelpName = "name",
        };
        Command command = new("explain", "Compiles a model and tells what became of each op, why it was not fused, and what memory that takes. Inputs are random numbers unless given.")
        {
            model, backend, inputs, range, without,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            Tf.SetBackend(arguments.GetRequiredValue(backend));
            using Model loaded = await Model.LoadAsync(arguments.GetRequiredValue(model), cancellation: cancellation);
            string? refusal = null;
            using CompiledModel compiled = loaded.Compile(new CompileOptions { OnWarning = text => refusal = text, Without = arguments.GetValue(without) ?? [] });
            Dictionary<string, Tensor> given = ModelInputs.ReadOrRandom(loaded, arguments.GetValue(inputs), arguments.GetRequiredValue(range));

            // Twice, because what kernels pack of weights they pack at the first replay.
            Tf.Dispose(compiled.Execute(given, cancellation: cancellation));
            Tf.Dispose(compiled.Execute(given, cancellation: cancellation));
            Tf.Dispose(given.Values);
            if (refusal is not null)
            {
                await error.WriteLineAsync($"lanewise: {refusal}");
                return Tool.Failure;
            }

            await output.WriteLineAsync(compiled.Explain());
            Screen.On(output).Write(TableOf(compiled.Memory[0]));
            return 0;
        });
        return command;
    }

    private static Table TableOf(ProgramMemory memory)
    {
        Table table = Screen.Table("Memory", "MB");
        table.Columns[1].RightAligned();
        foreach ((string what, long bytes) in new[]
        {
            ("intermediate results, while it runs", memory.ArenaBytes),
            ("the least that these could take", memory.LeastBytes),
            ("weights", memory.WeightBytes),
            ("weights packed for kernels", memory.PackedBytes),
        })
        {
            table.AddRow(what, (bytes / 1e6).ToString("F2", CultureInfo.InvariantCulture));
        }

        return table;
    }
}
