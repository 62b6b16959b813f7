namespace Lanewise.Models;

/// <summary>After which step each slot of a loop can be cleared: the last that reads it, be it deep inside an inner loop.</summary>
internal static class Lifetimes
{
    public static void Set(Step[] steps, HashSet<int> kept)
    {
        var last = new Dictionary<int, int>();
        for (int i = 0; i < steps.Length; i++)
        {
            foreach (int slot in Touched(steps[i], 0))
            {
                last[slot] = i;
            }
        }

        foreach (IGrouping<int, int> group in last.Where(pair => !kept.Contains(pair.Key)).GroupBy(pair => pair.Value, pair => pair.Key))
        {
            steps[group.Key].Released = [.. group];
        }
    }

    /// <summary>The slots, of the loop that is so many levels further out, that a step reads or writes.</summary>
    private static IEnumerable<int> Touched(Step step, int levels)
    {
        if (step.Loop is LoopPlan loop)
        {
            return loop.Steps.SelectMany(inner => Touched(inner, levels + 1));
        }

        IEnumerable<int> read = step.Inputs.Concat(step.Controls.SelectMany(control => control))
            .Where(slot => slot.Up == levels)
            .Select(slot => slot.Index);
        return step.OutputUp == levels ? read.Concat(Enumerable.Range(step.Output, step.OutputCount)) : read;
    }
}
