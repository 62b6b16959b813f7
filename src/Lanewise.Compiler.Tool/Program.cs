using System.CommandLine;
using System.Reflection;
using System.Runtime.Loader;
using Lanewise.Compiler;
using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

var assembly = new Argument<FileInfo>("assembly") { Description = "The assembly whose [WasmExport] methods become the module." };
var output = new Option<FileInfo>("--output", "-o") { Description = "The module to write.", Required = true };
var vector = new Option<string?>("--vector") { Description = "The full name of the vector type that closes generic exports." };
var features = new Option<string[]>("--feature") { Description = $"What the module may use beyond WebAssembly 1.0: {string.Join(", ", FeatureNames.All.Skip(1))}.", AllowMultipleArgumentsPerToken = true };
var names = new Option<bool>("--names") { Description = "Write function names, for profilers." };
var sharedMemory = new Option<bool>("--shared-memory") { Description = "Import a shared memory." };
var verify = new Option<bool>("--verify") { Description = "Check the representation after every pass." };
var print = new Option<FileInfo?>("--print") { Description = "Also write the final representation of each function as text." };

var command = new RootCommand("Compiles C# in the Lanewise dialect to a WebAssembly module.") { assembly, output, vector, features, names, sharedMemory, verify, print };
command.SetAction(arguments =>
{
    FileInfo file = arguments.GetRequiredValue(assembly);
    if (!file.Exists)
    {
        Console.Error.WriteLine($"lanewise: error: there is no assembly '{file.FullName}'");
        return 1;
    }

    Assembly loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(file.FullName);
    AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        string path = Path.Combine(file.DirectoryName!, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    };

    Type? vectorType = null;
    if (arguments.GetValue(vector) is { } vectorName
        && (vectorType = loaded.GetReferencedAssemblies().Select(Assembly.Load).Prepend(loaded).Select(candidate => candidate.GetType(vectorName)).FirstOrDefault(type => type is not null)) is null)
    {
        Console.Error.WriteLine($"lanewise: error: there is no type '{vectorName}' in '{file.Name}' or what it references");
        return 1;
    }

    var chosen = Features.None;
    foreach (string name in arguments.GetValue(features) ?? [])
    {
        if (!FeatureNames.TryParse(name, out Features feature))
        {
            Console.Error.WriteLine($"lanewise: error: there is no feature '{name}', only {string.Join(", ", FeatureNames.All.Skip(1))}");
            return 1;
        }

        chosen |= feature;
    }

    Compilation compilation = WasmCompiler.Compile(loaded, new CompilerOptions
    {
        Features = chosen,
        VectorType = vectorType,
        Names = arguments.GetValue(names),
        SharedMemory = arguments.GetValue(sharedMemory),
        Verify = arguments.GetValue(verify),
    });
    foreach (Diagnostic diagnostic in compilation.Diagnostics)
    {
        Console.Error.WriteLine(diagnostic);
    }

    if (arguments.GetValue(print) is { } text)
    {
        File.WriteAllLines(text.FullName, compilation.Functions.Select(Printer.Print));
    }

    if (compilation.Module is null)
    {
        return 1;
    }

    Directory.CreateDirectory(arguments.GetRequiredValue(output).DirectoryName!);
    File.WriteAllBytes(arguments.GetRequiredValue(output).FullName, compilation.Module);
    return 0;
});
return command.Parse(args).Invoke();
