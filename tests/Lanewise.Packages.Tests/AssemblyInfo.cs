using Xunit.Sdk;
using Xunit.v3;

// the examples print to the process's console, and choose its backend
[assembly: Parallelization(Mode = ParallelMode.None)]
