using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Lanewise.Cli;

/// <summary><c>lanewise inspect model.json</c></summary>
internal static class InspectCommand
{
    /// <summary>The exit code for a model with ops that are not supported.</summary>
    public const int Unsupported = 2;

    public static Command Make(TextWriter output)
    {
        Argument<string> model = Arguments.Model();
        Command command = new("inspect", $"Tells a model's inputs, outputs, ops and sizes, and what of it is not supported (exit code {Unsupported}).") { model };
        command.SetAction((arguments, cancellation) => InspectAsync(arguments.GetRequiredValue(model), Screen.On(output), cancellation));
        return command;
    }

    private static async Task<int> InspectAsync(string location, IAnsiConsole screen, CancellationToken cancellation)
    {
        ModelReport report = await ModelReport.ReadAsync(location, cancellation);
        bool isGraph = report.Format == "graph-model";
        screen.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Format}: {report.Ops.Values.Sum()} {(isGraph ? "nodes" : "layers")}, {report.Weights} weights with {report.Parameters:N0} parameters, {report.WeightBytes / 1e6:N1} MB"));
        if (isGraph)
        {
            WriteTensors(screen, "Input", report.Inputs);
            WriteTensors(screen, "Output", report.Outputs);
        }
        else if (report.Unsupported.Count == 0)
        {
            using LayersModel model = await LayersModel.LoadAsync(location, cancellation: cancellation);
            WriteTensors(screen, "Input", model.Inputs);
            WriteTensors(screen, "Output", model.Outputs);
        }

        Table ops = Screen.Table(isGraph ? "Op" : "Layer", "Count", "");
        ops.Columns[1].RightAligned();
        foreach ((string name, int count) in report.Ops)
        {
            ops.AddRow(name.EscapeMarkup(), count.ToString(CultureInfo.InvariantCulture), report.Unsupported.Contains(name) ? "[red]not supported[/]" : "");
        }

        screen.Write(ops);
        if (report.Unsupported.Count > 0)
        {
            screen.WriteLine($"Not supported: {string.Join(", ", report.Unsupported)}");
            return Unsupported;
        }

        return 0;
    }

    private static void WriteTensors(IAnsiConsole screen, string title, IReadOnlyList<ModelTensor> tensors)
    {
        Table table = Screen.Table(title, "Type", "Shape");
        foreach (ModelTensor tensor in tensors)
        {
            string shape = tensor.Shape is { } dims ? $"[{string.Join(", ", dims.Select(dim => dim < 0 ? "any" : dim.ToString(CultureInfo.InvariantCulture)))}]" : "unknown";
            table.AddRow(tensor.Name.EscapeMarkup(), tensor.DType?.ToString().ToLowerInvariant() ?? "", shape.EscapeMarkup());
        }

        screen.Write(table);
    }
}
