return await Lanewise.Cli.Tool.RunAsync(args, Console.Out, Console.Error);
