// Native speed, measured by BenchmarkDotNet: whole networks beside ONNX Runtime, and products beside what the machine can do.
//   npm run bench -- --dotnet [--filter '*Network*'] [and whatever else BenchmarkDotNet takes]
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Lanewise;

// In this process: what is measured is warm code, and a project generated for each run would not know the repository's settings.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithWarmupCount(8).WithIterationCount(10).WithToolchain(InProcessEmitToolchain.Instance).AsDefault())
    .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "bench", "dotnet"))
    .HideColumns(Column.Error, Column.StdDev, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount, Column.Job, Column.AllocRatio);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"], config);
