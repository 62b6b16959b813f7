namespace Lanewise.Tests;

/// <summary>All rows of this assembly by name.</summary>
public static class RowTable
{
    private static readonly Dictionary<string, Row> Rows = typeof(RowTable).Assembly.GetTypes()
        .Where(static type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IRowSource)))
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .SelectMany(static type => ((IRowSource)Activator.CreateInstance(type)!).Rows())
        .Where(static row => row.Name.StartsWith(Environment.GetEnvironmentVariable("LANEWISE_ROWS") ?? "", StringComparison.Ordinal))
        .ToDictionary(static row => row.Name);

    public static IEnumerable<string> Names => Rows.Keys;

    public static void Run(string name, IHost host)
    {
        CaseRunner runner = new(host);
        foreach (Case test in Rows[name].Cases())
        {
            runner.Run(test);
        }
    }
}
