using System.Reflection;
using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Import;

/// <summary>
/// A value on the evaluation stack. For a struct, <paramref name="Struct"/> is its type; an aggregate's value is the
/// address of a temporary that nobody writes again, and a one-scalar struct's is the scalar.
/// </summary>
internal readonly record struct StackEntry(Expression Value, Type? Struct = null, MemberInfo? Token = null);
