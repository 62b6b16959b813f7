using Xunit.Sdk;
using Xunit.v3;

// the current backend is the process's
[assembly: Parallelization(Mode = ParallelMode.None)]
