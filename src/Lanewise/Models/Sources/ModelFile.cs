namespace Lanewise;

/// <summary>One open file of a model.</summary>
/// <param name="Name">How errors call the file.</param>
/// <param name="Content">Its bytes, from the first; whoever opened the file disposes of the stream.</param>
/// <param name="Length">How many bytes there are, where that is known.</param>
public readonly record struct ModelFile(string Name, Stream Content, long? Length);
