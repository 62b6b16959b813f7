namespace Lanewise;

/// <summary>A model that cannot be used: malformed, truncated, or made of what Lanewise does not know.</summary>
/// <remarks>The message names the file, the node, layer or weight, and what is wrong with it.</remarks>
public sealed class ModelFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The file at fault, or the source's name.</param>
    /// <param name="subject">The node, layer or weight at fault, such as <c>node 'conv1'</c>; null if it is the file as a whole.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ModelFormatException(string file, string? subject, string problem, Exception? inner = null)
        : base(subject is null ? $"{file}: {problem}" : $"{file}: {subject}: {problem}", inner)
    {
        File = file;
        Subject = subject;
        Problem = problem;
    }

    /// <summary>The file at fault, or the source's name.</summary>
    public string File { get; }

    /// <summary>The node, layer or weight at fault; null if it is the file as a whole.</summary>
    public string? Subject { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }
}
