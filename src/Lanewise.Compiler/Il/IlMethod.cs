using System.Reflection;
using System.Reflection.Emit;

namespace Lanewise.Compiler.Il;

/// <summary>A method with closed generics: its body, and its tokens resolved in its own context.</summary>
public sealed class IlMethod
{
    private readonly Module _module;
    private readonly Type[] _typeArguments;
    private readonly Type[] _methodArguments;

    public IlMethod(MethodBase method, MethodBody body)
    {
        Method = method;
        Body = body;
        _module = method.Module;
        _typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : [];
        _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        Instructions = IlReader.Read(body.GetILAsByteArray()!);
    }

    public MethodBase Method { get; }
    public MethodBody Body { get; }
    public List<IlInstruction> Instructions { get; }

    public Type ReturnType => ReturnTypeOf(Method);

    public static Type ReturnTypeOf(MethodBase method) => method is MethodInfo info ? info.ReturnType : typeof(void);

    public MethodBase ResolveMethod(int token) => _module.ResolveMethod(token, _typeArguments, _methodArguments)!;

    public FieldInfo ResolveField(int token) => _module.ResolveField(token, _typeArguments, _methodArguments)!;

    public Type ResolveType(int token) => _module.ResolveType(token, _typeArguments, _methodArguments);

    public MemberInfo ResolveMember(int token) => _module.ResolveMember(token, _typeArguments, _methodArguments)!;

    /// <summary>The parameters and result of a calli.</summary>
    public (Type[] Parameters, Type Result) ResolveSignature(int token) =>
        CallSiteSignature.Parse(_module.ResolveSignature(token), ResolveType, _typeArguments, _methodArguments);

    /// <summary>The offsets at which a basic block begins.</summary>
    public SortedSet<int> Leaders()
    {
        var leaders = new SortedSet<int> { 0 };
        foreach (IlInstruction instruction in Instructions)
        {
            switch (instruction.OpCode.FlowControl)
            {
                case FlowControl.Branch or FlowControl.Cond_Branch when instruction.Targets is not null:
                    leaders.UnionWith(instruction.Targets);
                    leaders.Add(instruction.End);
                    break;
                case FlowControl.Branch or FlowControl.Cond_Branch:
                    leaders.Add(instruction.Target);
                    leaders.Add(instruction.End);
                    break;
                case FlowControl.Return or FlowControl.Throw:
                    leaders.Add(instruction.End);
                    break;
            }
        }

        return leaders;
    }
}
