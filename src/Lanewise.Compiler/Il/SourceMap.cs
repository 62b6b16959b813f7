using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Il;

/// <summary>From IL offsets to source lines, by the portable PDB beside the assembly. Without a PDB there are no places.</summary>
public sealed class SourceMap
{
    private readonly Dictionary<Assembly, MetadataReader?> _readers = [];

    public SourceLocation? Locate(MethodBase method, int offset)
    {
        if (ReaderOf(method.Module.Assembly) is not { } reader)
        {
            return null;
        }

        MethodDebugInformation information;
        try
        {
            information = reader.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0xFF_FFFF));
        }
        catch (BadImageFormatException)
        {
            return null;
        }

        SourceLocation? best = null;
        foreach (SequencePoint point in information.GetSequencePoints())
        {
            if (point.Offset > offset && best is not null)
            {
                break;
            }

            if (!point.IsHidden)
            {
                best = new SourceLocation(reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine);
            }
        }

        return best;
    }

    private MetadataReader? ReaderOf(Assembly assembly)
    {
        if (!_readers.TryGetValue(assembly, out MetadataReader? reader))
        {
            string path = assembly.Location.Length == 0 ? "" : Path.ChangeExtension(assembly.Location, ".pdb");
            reader = File.Exists(path)
                ? MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(File.ReadAllBytes(path))).GetMetadataReader()
                : null;
            _readers[assembly] = reader;
        }

        return reader;
    }
}
