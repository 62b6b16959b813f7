namespace Lanewise.Tests;

/// <summary>A named set of cases, run on each host as one test. The cases are made anew for each run.</summary>
public sealed record Row(string Name, Func<IEnumerable<Case>> Cases);

/// <summary>
/// Rows of one family of ops. To add some, add a file in Rows with a public class that implements this and has no constructor
/// parameters: it is found by reflection, and every row runs on every host, natively and in WebAssembly.
/// </summary>
public interface IRowSource
{
    IEnumerable<Row> Rows();
}
