namespace Lanewise.Runtime.Ops;

/// <summary>The words for padding; explicit numbers are the other choice.</summary>
public enum Padding
{
    Valid,
    Same,
}

/// <summary>How an output size that is no whole number is rounded; toward zero where nothing is said.</summary>
public enum DimRoundingMode
{
    None,
    Floor,
    Round,
    Ceil,
}
