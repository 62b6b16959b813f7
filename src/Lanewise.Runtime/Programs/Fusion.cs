namespace Lanewise.Runtime.Programs;

/// <summary>What the optimiser does, by the names with which a host switches it off; in the order of the pipeline.</summary>
public enum Fusion
{
    Constants,
    Common,
    BatchNorm,
    Scale,
    Pad,
    Chain,
    Addend,
    Band,
    View,
    InPlace,
}
