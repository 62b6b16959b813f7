using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Lanewise.Compiler.Il;

/// <summary>Decodes the signature of a calli (ECMA-335 II.23.2.3), which reflection gives as bytes only.</summary>
public static class CallSiteSignature
{
    public static unsafe (Type[] Parameters, Type Result) Parse(byte[] signature, Func<int, Type> resolve, Type[] typeArguments, Type[] methodArguments)
    {
        fixed (byte* bytes = signature)
        {
            var reader = new BlobReader(bytes, signature.Length);
            var decoder = new SignatureDecoder<Type, object?>(new TypeProvider(resolve, typeArguments, methodArguments), null!, null);
            MethodSignature<Type> decoded = decoder.DecodeMethodSignature(ref reader);
            return ([.. decoded.ParameterTypes], decoded.ReturnType);
        }
    }

    private sealed class TypeProvider(Func<int, Type> resolve, Type[] typeArguments, Type[] methodArguments) : ISignatureTypeProvider<Type, object?>
    {
        public Type GetPrimitiveType(PrimitiveTypeCode code) => code switch
        {
            PrimitiveTypeCode.Void => typeof(void),
            PrimitiveTypeCode.IntPtr => typeof(nint),
            PrimitiveTypeCode.UIntPtr => typeof(nuint),
            _ => Type.GetType($"System.{code}")!,
        };

        public Type GetPointerType(Type elementType) => elementType.MakePointerType();
        public Type GetByReferenceType(Type elementType) => elementType.MakeByRefType();

        // Only the width matters to a caller, and every function pointer has the same.
        public Type GetFunctionPointerType(MethodSignature<Type> signature) => typeof(void*);
        public Type GetGenericInstantiation(Type genericType, System.Collections.Immutable.ImmutableArray<Type> arguments) => genericType.MakeGenericType([.. arguments]);
        public Type GetGenericMethodParameter(object? context, int index) => methodArguments[index];
        public Type GetGenericTypeParameter(object? context, int index) => typeArguments[index];
        public Type GetModifiedType(Type modifier, Type unmodifiedType, bool isRequired) => unmodifiedType;
        public Type GetPinnedType(Type elementType) => elementType;
        public Type GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => resolve(MetadataTokens.GetToken(handle));
        public Type GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => resolve(MetadataTokens.GetToken(handle));
        public Type GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) => resolve(MetadataTokens.GetToken(handle));
        public Type GetSZArrayType(Type elementType) => elementType.MakeArrayType();
        public Type GetArrayType(Type elementType, ArrayShape shape) => elementType.MakeArrayType(shape.Rank);
    }
}
