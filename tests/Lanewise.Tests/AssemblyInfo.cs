using Lanewise.Tests;

// The current backend, and what memory counts, belong to the process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: Xunit.AssemblyFixture(typeof(Sandbox))]
