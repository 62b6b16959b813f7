using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>Finds the variables whose every access through an address hits exactly one of their scalars, or whole runs of them.</summary>
internal sealed class PlaceAccesses
{
    private readonly HashSet<Variable> _seen = [];
    private readonly HashSet<Variable> _inMemory = [];

    public PlaceAccesses(Function function)
    {
        foreach (Block block in function.Blocks)
        {
            foreach (Statement statement in block.Statements)
            {
                switch (statement)
                {
                    case Store store:
                        Access(store.Address, store.Offset, store.MemoryType);
                        VisitValue(store.Value);
                        break;
                    case Clear clear:
                        AccessAll(clear.Destination, clear.Layout);
                        break;
                    case Copy copy:
                        AccessAll(copy.Destination, copy.Layout);
                        AccessAll(copy.Source, copy.Layout);
                        break;
                    default:
                        foreach (Expression operand in statement.Operands)
                        {
                            VisitValue(operand);
                        }

                        break;
                }
            }

            if (block.Terminator.Operand is { } condition)
            {
                VisitValue(condition);
            }
        }
    }

    public IEnumerable<Variable> Replaceable => _seen.Where(variable => !_inMemory.Contains(variable)).OrderBy(variable => variable.Id);

    private void VisitValue(Expression expression)
    {
        switch (expression)
        {
            case AddressOf address:
                _seen.Add(address.Variable);
                _inMemory.Add(address.Variable);
                break;
            case Load { Address: AddressOf place } load:
                MemoryType type = ScalarReplacement.MemoryTypeOf(load);
                Access(place, load.Offset, type.LoadOpcode() == load.Opcode ? type : null);
                break;
            default:
                foreach (Expression operand in expression.Operands)
                {
                    VisitValue(operand);
                }

                break;
        }
    }

    private void Access(Expression address, int offset, MemoryType? type)
    {
        if (address is not AddressOf place)
        {
            VisitValue(address);
            return;
        }

        _seen.Add(place.Variable);
        if (type is not { } accessed || !Fits(place.Variable, place.Offset + offset, accessed))
        {
            _inMemory.Add(place.Variable);
        }
    }

    private void AccessAll(Expression address, Layout layout)
    {
        if (address is not AddressOf place)
        {
            VisitValue(address);
            return;
        }

        _seen.Add(place.Variable);
        int count = LeavesOf(place.Variable).Count(leaf => leaf.Offset >= place.Offset && leaf.Offset < place.Offset + layout.Size);
        if (layout.Opaque || count != layout.Leaves.Count || !layout.Leaves.All(leaf => Fits(place.Variable, place.Offset + leaf.Offset, leaf.Type)))
        {
            _inMemory.Add(place.Variable);
        }
    }

    private static bool Fits(Variable variable, int offset, MemoryType type) =>
        variable.Layout is not { Opaque: true }
        && LeavesOf(variable).Any(leaf => leaf.Offset == offset && Build.Reinterpret(type, leaf.Type, Constant.Zero(leaf.Type.ValueType())) is not null
            && Build.Reinterpret(leaf.Type, type, Constant.Zero(type.ValueType())) is not null);

    private static IReadOnlyList<Leaf> LeavesOf(Variable variable) => variable.Layout?.Leaves ?? [new Leaf(0, variable.MemoryType)];
}
