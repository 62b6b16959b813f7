using Spectre.Console;

namespace Lanewise.Cli;

/// <summary>Tables and progress on a writer; in colours if that is a terminal.</summary>
internal static class Screen
{
    // in a file or a pipe nothing says how wide a line may be
    private const int WidthWithoutTerminal = 120;

    public static IAnsiConsole On(TextWriter writer)
    {
        bool isTerminal = (writer == Console.Out && !Console.IsOutputRedirected) || (writer == Console.Error && !Console.IsErrorRedirected);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }

    public static Table Table(params string[] columns) => new Table().Border(TableBorder.Simple).AddColumns(columns);
}
