namespace Lanewise;

/// <summary>Runtime's exports for recorded programs; <c>src/Lanewise.Runtime/Exports.cs</c> tells what each reads and answers.</summary>
public enum ProgramCall
{
    /// <summary>Begins to write calls down.</summary>
    Record,

    /// <summary>Asks whether a tensor depends on the recording's inputs.</summary>
    Depends,

    /// <summary>Ends a recording of which no program is wanted.</summary>
    Discard,

    /// <summary>Ends a recording and builds its program.</summary>
    Compile,

    /// <summary>Runs a program.</summary>
    Replay,

    /// <summary>Tells what became of the recorded ops.</summary>
    Explain,

    /// <summary>Tells how many bytes of weights a program holds.</summary>
    Weights,

    /// <summary>Lets a program keep weights in packed form only.</summary>
    Shed,

    /// <summary>Frees a program.</summary>
    Drop,
}
