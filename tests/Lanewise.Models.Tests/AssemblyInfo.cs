using Lanewise.Models.Tests;

// The backend that ops run on is one for the process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Sandbox))]
