using System.CommandLine;

namespace Lanewise.Cli;

/// <summary>The tool's commands. What the user can mend ends as one line on the error output and the exit code 1, without a stack trace.</summary>
internal static class Tool
{
    public const int Failure = 1;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = new("Runs TensorFlow.js models, and tells what is in them and how fast they are.")
        {
            InspectCommand.Make(output),
            RunCommand.Make(output),
            ExplainCommand.Make(output, error),
            BenchCommand.Make(output, error),
            DetectCommand.Make(output),
        };
        InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("lanewise: cancelled");
            return Failure;
        }
        catch (Exception problem) when (IsTheUsers(problem))
        {
            await error.WriteLineAsync($"lanewise: {problem.Message}");
            return Failure;
        }
    }

    private static bool IsTheUsers(Exception problem) => problem
        is ModelFormatException or ModelExecutionException or KernelException or ArgumentException
        or IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException or OutOfMemoryException;
}
