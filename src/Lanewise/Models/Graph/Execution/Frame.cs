namespace Lanewise.Models;

/// <summary>The values of one iteration of a loop, or of what is outside of loops.</summary>
internal sealed class Frame(LoopPlan plan, Frame? outer)
{
    public LoopPlan Plan => plan;

    /// <summary>Null where nothing has been computed, or nothing is needed any more.</summary>
    public GraphValue?[] Slots { get; } = new GraphValue?[plan.SlotCount];

    public bool IsFirstIteration { get; private set; } = true;

    public GraphValue? Read(Slot slot) => Outer(slot.Up).Slots[slot.Index];

    public Frame Outer(int up)
    {
        Frame frame = this;
        for (; up > 0; up--)
        {
            frame = frame.Parent!;
        }

        return frame;
    }

    public void Release(int slot)
    {
        Slots[slot]?.Release();
        Slots[slot] = null;
    }

    public void Clear()
    {
        for (int i = 0; i < Slots.Length; i++)
        {
            Release(i);
        }
    }

    /// <summary>Clears the slots for the next iteration, but for what is carried over. False if nothing is: the loop has ended.</summary>
    public bool Advance()
    {
        IsFirstIteration = false;
        GraphValue?[] carried = Array.ConvertAll(plan.Carried, pair => Slots[pair.From]?.Hold());
        Clear();
        for (int i = 0; i < carried.Length; i++)
        {
            Slots[plan.Carried[i].To] = carried[i];
        }

        return Array.Exists(carried, value => value is not null);
    }

    private Frame? Parent => outer;
}
