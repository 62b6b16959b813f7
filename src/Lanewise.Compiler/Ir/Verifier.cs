using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>Checks that a function is well formed, and names the pass that left it otherwise.</summary>
public static class Verifier
{
    public static void Verify(Function function, string pass)
    {
        var check = new Check(function, pass);
        check.Run();
    }

    private sealed class Check(Function function, string pass)
    {
        public void Run()
        {
            var blocks = new HashSet<Block>(function.Blocks);
            Require(blocks.Count == function.Blocks.Count, "a block stands twice");
            Require(function.Blocks.Count > 0, "there is no entry");
            foreach (Block block in function.Blocks)
            {
                foreach (Statement statement in block.Statements)
                {
                    VerifyStatement(statement);
                }

                foreach (Block target in block.Terminator.Targets)
                {
                    Require(blocks.Contains(target), "a jump leads to a block that was dropped");
                }

                switch (block.Terminator)
                {
                    case Branch or Switch:
                        VerifyExpression(block.Terminator.Operand!, ValueType.I32);
                        break;
                    case Return { Operand: var value }:
                        Require(value?.Type == function.Signature.Result, "a return has another type than the signature");
                        if (value is not null)
                        {
                            VerifyExpression(value, value.Type);
                        }

                        break;
                }
            }
        }

        private void VerifyStatement(Statement statement)
        {
            switch (statement)
            {
                case Set set:
                    Require(set.Target.Layout is null, "an aggregate is set like a scalar");
                    VerifyExpression(set.Value, set.Target.Type);
                    break;
                case Store store:
                    VerifyExpression(store.Address, ValueType.I32);
                    VerifyExpression(store.Value, store.MemoryType.ValueType());
                    Require(store.Offset >= 0, "a store has a negative offset");
                    break;
                case Call call:
                    Require(call.Arguments.Count == call.Signature.Parameters.Count, $"a call of {call.Method} has the wrong number of arguments");
                    for (int i = 0; i < call.Arguments.Count; i++)
                    {
                        VerifyExpression(call.Arguments[i], call.Signature.Parameters[i]);
                    }

                    Require(call.Target is null || call.Target.Type == call.Signature.Result, "a call's result has another type than its target");
                    break;
                case Effect effect:
                    VerifyOperands(effect.Opcode, effect.Operands);
                    break;
                case Copy or Clear or StackAllocate:
                    foreach (Expression operand in statement.Operands)
                    {
                        VerifyExpression(operand, ValueType.I32);
                    }

                    break;
            }
        }

        private void VerifyExpression(Expression expression, ValueType type)
        {
            Require(expression.Type == type, $"{expression.GetType().Name} is {expression.Type} where {type} is expected");
            switch (expression)
            {
                case Get get:
                    Require(get.Variable.Layout is null, "an aggregate is read like a scalar");
                    break;
                case AddressOf address:
                    Require(address.Offset >= 0 && address.Offset <= address.Variable.Size, $"an address lies outside {address.Variable}");
                    break;
                case Load load:
                    Require(load.Offset >= 0, "a load has a negative offset");
                    VerifyExpression(load.Address, ValueType.I32);
                    break;
                case Operation operation:
                    VerifyOperands(operation.Opcode, operation.Operands);
                    break;
            }
        }

        private void VerifyOperands(Opcode opcode, IReadOnlyList<Expression> operands)
        {
            if (opcode == Opcode.Select)
            {
                VerifyExpression(operands[1], operands[0].Type);
                VerifyExpression(operands[2], ValueType.I32);
                return;
            }

            IReadOnlyList<ValueType> expected = opcode.Info().Operands;
            Require(operands.Count == expected.Count, $"{opcode} has {operands.Count} operands");
            for (int i = 0; i < operands.Count; i++)
            {
                VerifyExpression(operands[i], expected[i]);
            }
        }

        private void Require(bool condition, string message)
        {
            if (!condition)
            {
                throw new InvalidOperationException($"After {pass}, in {function.Name}: {message}.\n{Printer.Print(function)}");
            }
        }
    }
}
