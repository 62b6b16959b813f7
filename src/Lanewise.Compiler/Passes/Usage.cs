using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>How often each variable of a function is written and read, and whether its address is taken.</summary>
internal sealed class Usage
{
    private readonly Dictionary<Variable, int> _writes = [];
    private readonly Dictionary<Variable, int> _reads = [];
    private readonly HashSet<Variable> _addressTaken = [];

    public Usage(Function function)
    {
        foreach (Variable parameter in function.Parameters)
        {
            _writes[parameter] = 1;
        }

        foreach (Block block in function.Blocks)
        {
            foreach (Statement statement in block.Statements)
            {
                if (statement.Target is { } target)
                {
                    _writes[target] = Writes(target) + 1;
                }
            }
        }

        Trees.VisitFunction(function, node =>
        {
            if (node is Get get)
            {
                _reads[get.Variable] = Reads(get.Variable) + 1;
            }
            else if (node is AddressOf address)
            {
                _addressTaken.Add(address.Variable);
            }
        });
    }

    /// <summary>Statements that write the variable; the call itself counts as one for a parameter.</summary>
    public int Writes(Variable variable) => _writes.GetValueOrDefault(variable);

    public int Reads(Variable variable) => _reads.GetValueOrDefault(variable);

    public bool IsAddressTaken(Variable variable) => _addressTaken.Contains(variable);

    /// <summary>
    /// The variable has the same value wherever it can be read: one statement writes it, and C#'s definite assignment
    /// puts that statement before every read.
    /// </summary>
    public bool IsStable(Variable variable) => Writes(variable) == 1 && !IsAddressTaken(variable);
}
