namespace Lanewise.Models;

/// <summary>Ops on tables from keys to values.</summary>
internal static class HashTableOps
{
    public static void Register(OpTable ops)
    {
        foreach (string version in (string[])["", "V2"])
        {
            ops.Add($"HashTable{version}", new OpDefinition
            {
                InputCount = 0,
                MaxOutputs = 1,
                Bind = (_, node) =>
                {
                    DType keys = node.Attributes.RequiredDType("key_dtype");
                    DType values = node.Attributes.RequiredDType("value_dtype");
                    return call => call.Pass(0, call.Executor.Tables.GetOrAdd(node.Name, keys, values));
                },
            });
            ops.AddRaw($"LookupTableImport{version}", 3, _ => Import);
            ops.AddRaw($"InitializeTable{version}", 3, _ => Import);
            ops.Add($"LookupTableFind{version}", 3, call => call.Handle<HashTable>(0).Find(call[1], call[2]));
            ops.Add($"LookupTableSize{version}", 1, call => Tf.Scalar(call.Handle<HashTable>(0).Count));
        }
    }

    private static void Import(OpCall call)
    {
        call.Handle<HashTable>(0).Import(call[1], call[2]);
        call.Pass(0, call.Value(0));
    }
}
