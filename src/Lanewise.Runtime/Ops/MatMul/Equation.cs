namespace Lanewise.Runtime.Ops;

/// <summary>The labels of one tensor's axes in an equation of Einstein's summation convention.</summary>
internal unsafe struct Labels
{
    public int Count;
    private fixed int _labels[Shape.MaxRank];

    public readonly int this[int axis] => _labels[axis];

    public void Add(int label) => _labels[Count++] = label;

    public readonly bool Has(int label) => AxisOf(label) >= 0;

    /// <summary>−1 if there is none.</summary>
    public readonly int AxisOf(int label)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_labels[i] == label)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>
/// An equation such as <c>bij,jk->bik</c>: one or two terms, an arrow, the term of the output. Blanks do not count; a label is
/// any one other character, at most once in a term.
/// </summary>
internal struct Equation
{
    public Labels A;
    public Labels B;
    public Labels Output;

    public static Status Read(ref Call call, in Text text, int tensors, int argument, out Equation equation)
    {
        equation = default;
        int arrows = 0;
        int terms = 1;
        int last = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (IsBlank(c))
            {
                continue;
            }

            arrows += last == '-' && c == '>' ? 1 : 0;
            terms += c == ',' && arrows == 0 ? 1 : 0;
            last = c;
        }

        if (arrows != 1)
        {
            return call.Fail(Status.EquationArrow, argument, arrows);
        }

        if (terms != tensors)
        {
            return call.Fail(Status.EquationInputs, argument, terms, tensors);
        }

        if (terms > 2)
        {
            return call.Fail(Status.EquationTooManyInputs, argument);
        }

        int term = 0;
        for (int i = 0; i < text.Length && !call.Failed; i++)
        {
            int c = text[i];
            if (c == '>')
            {
                term = 2;
            }
            else if (c == ',' && term == 0)
            {
                term = 1;
            }
            else if (c is ',' or '.')
            {
                call.Fail(Status.EquationCharacter, argument, c);
            }
            else if (c != '-' && !IsBlank(c))
            {
                Add(ref call, ref term == 0 ? ref equation.A : ref term == 1 ? ref equation.B : ref equation.Output, c, argument);
            }
        }

        for (int i = 0; i < equation.Output.Count; i++)
        {
            int label = equation.Output[i];
            if (!equation.A.Has(label) && !equation.B.Has(label))
            {
                call.Fail(Status.EquationOutput, argument, label);
            }
        }

        return call.Status;
    }

    private static bool IsBlank(int c) => c is ' ' or '\t' or '\n' or '\r';

    private static void Add(ref Call call, ref Labels labels, int label, int argument)
    {
        if (labels.Has(label))
        {
            call.Fail(Status.EquationLabel, argument, label);
        }
        else if (labels.Count == Shape.MaxRank)
        {
            call.Fail(Status.RankRange, argument, 0, Shape.MaxRank, Shape.MaxRank + 1);
        }
        else
        {
            labels.Add(label);
        }
    }
}
