namespace Lanewise.Models;

/// <summary>Runs plans. One executor serves one run of a model.</summary>
internal sealed class Executor(HashTables tables, CancellationToken cancellation)
{
    /// <summary>The tables that the model's runs share.</summary>
    public HashTables Tables => tables;

    /// <summary>Runs a plan. The values of the outputs are the caller's to release; null is one on a branch not taken.</summary>
    public GraphValue?[] Run(ExecutionPlan plan, ReadOnlySpan<GraphValue?> inputs)
    {
        var frame = new Frame(plan.Root, null);
        foreach ((int slot, GraphValue value) in plan.Weights)
        {
            frame.Slots[slot] = value;
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            if (plan.Inputs[i].Index >= 0)
            {
                frame.Slots[plan.Inputs[i].Index] = inputs[i]?.Hold();
            }
        }

        RunSteps(frame, new OpCall(this));
        GraphValue?[] outputs = Array.ConvertAll(plan.Outputs, slot => frame.Read(slot)?.Hold());
        frame.Clear();
        return outputs;
    }

    /// <summary>Calls a function.</summary>
    public GraphValue?[] Run(GraphFunction function, GraphValue?[] arguments)
    {
        cancellation.ThrowIfCancellationRequested();
        return arguments.Length == function.ArgumentCount
            ? Run(function.Plan!, arguments)
            : throw new ArgumentException($"the function '{function.Name}' has {function.ArgumentCount} arguments, but {arguments.Length} were given");
    }

    private void RunLoop(LoopPlan loop, Frame outer, OpCall call)
    {
        var frame = new Frame(loop, outer);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            RunSteps(frame, call);
        }
        while (frame.Advance());
    }

    private void RunSteps(Frame frame, OpCall call)
    {
        foreach (Step step in frame.Plan.Steps)
        {
            if (step.Kind == StepKind.Loop)
            {
                RunLoop(step.Loop!, frame, call);
            }
            else
            {
                try
                {
                    RunStep(step, frame, call);
                }
                catch (Exception error) when (error is not (ModelExecutionException or OperationCanceledException))
                {
                    throw new ModelExecutionException(step.Node!.Title, error);
                }
            }

            foreach (int slot in step.Released)
            {
                frame.Release(slot);
            }
        }
    }

    private static void RunStep(Step step, Frame frame, OpCall call)
    {
        bool isLive = call.Begin(step, frame);
        foreach (Slot[] control in step.Controls)
        {
            isLive &= Array.Exists(control, slot => frame.Read(slot) is not null);
        }

        if (step.Kind switch
        {
            StepKind.Merge => true,
            StepKind.EnterOnce => isLive && frame.IsFirstIteration,
            _ => isLive,
        })
        {
            step.Kernel!(call);
        }
    }
}
