namespace Lanewise;

/// <summary>An op or a layer of a model refused what reached it. Every tensor of the caller is intact.</summary>
public sealed class ModelExecutionException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="subject">The node or layer, such as <c>node 'conv1' (Conv2D)</c>.</param>
    /// <param name="inner">What the op said.</param>
    public ModelExecutionException(string subject, Exception inner)
        : base($"{subject}: {inner.Message}", inner)
    {
        Subject = subject;
    }

    /// <summary>The node or layer.</summary>
    public string Subject { get; }
}
