namespace Lanewise;

/// <summary>The variables that live, in the order in which they were made. No two have one name.</summary>
internal static class VariableRegistry
{
    private static readonly Lock s_gate = new();
    private static readonly OrderedDictionary<string, Variable> s_variables = [];
    private static int s_number;

    public static Variable[] All
    {
        get
        {
            lock (s_gate)
            {
                return [.. s_variables.Values];
            }
        }
    }

    public static string NewName() => $"variable_{Interlocked.Increment(ref s_number)}";

    /// <summary>False if another variable has the name.</summary>
    public static bool TryAdd(Variable variable)
    {
        lock (s_gate)
        {
            return s_variables.TryAdd(variable.Name, variable);
        }
    }

    /// <exception cref="ArgumentException">There is no such variable.</exception>
    public static Variable Get(string name)
    {
        lock (s_gate)
        {
            return s_variables.TryGetValue(name, out Variable? variable) ? variable : throw new ArgumentException($"there is no variable '{name}'", nameof(name));
        }
    }

    public static void Remove(Variable variable)
    {
        lock (s_gate)
        {
            if (s_variables.TryGetValue(variable.Name, out Variable? known) && known == variable)
            {
                s_variables.Remove(variable.Name);
            }
        }
    }
}
