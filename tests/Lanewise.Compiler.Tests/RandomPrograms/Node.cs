using System.Text;

namespace Lanewise.Compiler.Tests.RandomPrograms;

/// <summary>A piece of C#: text and lists of further pieces, so that a failing program can be made smaller by leaving pieces out.</summary>
internal sealed record Node(params object[] Parts)
{
    public IEnumerable<List<Node>> Lists => Parts.OfType<List<Node>>();

    public void Print(StringBuilder text, int indent)
    {
        foreach (object part in Parts)
        {
            if (part is string line)
            {
                text.Append(' ', indent * 4).AppendLine(line);
                continue;
            }

            foreach (Node node in (List<Node>)part)
            {
                node.Print(text, indent + 1);
            }
        }
    }

    /// <summary>Every list in the tree, outermost first.</summary>
    public IEnumerable<List<Node>> AllLists() => Lists.SelectMany(list => list.SelectMany(node => node.AllLists()).Prepend(list));
}
