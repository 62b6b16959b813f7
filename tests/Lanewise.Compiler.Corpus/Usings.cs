global using System.Diagnostics.CodeAnalysis;
global using System.Numerics;
global using System.Runtime.CompilerServices;
global using System.Runtime.InteropServices;
global using Lanewise.Dialect;

// The corpus is written to be awkward: what a person would simplify is what is being tested.
[assembly: SuppressMessage("Style", "IDE0059:Unnecessary assignment of a value")]
[module: SkipLocalsInit]
