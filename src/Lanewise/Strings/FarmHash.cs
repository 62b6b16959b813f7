using System.Buffers.Binary;
using System.Numerics;

namespace Lanewise;

/// <summary>
/// Fingerprint64 of FarmHash (Pike 2014), the hash that TensorFlow puts strings into buckets by. All arithmetic is modulo 2^64.
/// </summary>
internal static class FarmHash
{
    private const ulong K0 = 0xc3a5c85c97cb3127;
    private const ulong K1 = 0xb492b66fbe98f273;
    private const ulong K2 = 0x9ae16a3b2f90404f;
    private const int Block = 64;
    private const ulong Seed = 81;

    public static ulong Fingerprint64(ReadOnlySpan<byte> text) => text.Length switch
    {
        <= 16 => UpTo16(text),
        <= 32 => UpTo32(text),
        <= Block => UpTo64(text),
        _ => Long(text),
    };

    private static ulong UpTo16(ReadOnlySpan<byte> text)
    {
        int length = text.Length;
        ulong mul = K2 + ((ulong)length * 2);
        if (length >= 8)
        {
            ulong a = Word(text, 0) + K2;
            ulong b = Word(text, length - 8);
            return Mix((Rotate(b, 37) * mul) + a, (Rotate(a, 25) + b) * mul, mul);
        }

        if (length >= 4)
        {
            return Mix((ulong)length + ((ulong)Half(text, 0) << 3), Half(text, length - 4), mul);
        }

        if (length == 0)
        {
            return K2;
        }

        uint y = text[0] + ((uint)text[length >> 1] << 8);
        uint z = (uint)length + ((uint)text[length - 1] << 2);
        return Fold((y * K2) ^ (z * K0)) * K2;
    }

    private static ulong UpTo32(ReadOnlySpan<byte> text)
    {
        int length = text.Length;
        ulong mul = K2 + ((ulong)length * 2);
        ulong a = Word(text, 0) * K1;
        ulong b = Word(text, 8);
        ulong c = Word(text, length - 8) * mul;
        ulong d = Word(text, length - 16) * K2;
        return Mix(Rotate(a + b, 43) + Rotate(c, 30) + d, a + Rotate(b + K2, 18) + c, mul);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> text)
    {
        int length = text.Length;
        ulong mul = K2 + ((ulong)length * 2);
        ulong a = Word(text, 0) * K2;
        ulong b = Word(text, 8);
        ulong c = Word(text, length - 8) * mul;
        ulong d = Word(text, length - 16) * K2;
        ulong y = Rotate(a + b, 43) + Rotate(c, 30) + d;
        ulong z = Mix(y, a + Rotate(b + K2, 18) + c, mul);
        ulong e = Word(text, 16) * mul;
        ulong f = Word(text, 24);
        ulong g = (y + Word(text, length - 32)) * mul;
        ulong h = (z + Word(text, length - 24)) * mul;
        return Mix(Rotate(e + f, 43) + Rotate(g, 30) + h, e + Rotate(f + a, 18) + g, mul);
    }

    private static ulong Long(ReadOnlySpan<byte> text)
    {
        State state = default;
        state.X = unchecked(Seed * K2);
        state.Y = unchecked((Seed * K1) + 113);
        state.Z = Fold((state.Y * K2) + 113) * K2;
        state.X += Word(text, 0);

        // 1 to 64 bytes remain for the last round, which looks at 64
        int end = (text.Length - 1) / Block * Block;
        for (int at = 0; at < end; at += Block)
        {
            state.Round(text[at..], K1, 1);
        }

        int rest = (text.Length - 1) % Block;
        ulong mul = K1 + ((state.Z & 0xff) << 1);
        state.W0 += (ulong)rest;
        state.V0 += state.W0;
        state.W0 += state.V0;
        state.Round(text[(end + rest - (Block - 1))..], mul, 9);
        return Mix(Mix(state.V0, state.W0, mul) + (Fold(state.Y) * K0) + state.Z, Mix(state.V1, state.W1, mul) + state.X, mul);
    }

    private struct State
    {
        public ulong X;
        public ulong Y;
        public ulong Z;
        public ulong V0;
        public ulong V1;
        public ulong W0;
        public ulong W1;

        public void Round(ReadOnlySpan<byte> block, ulong mul, ulong weight)
        {
            X = Rotate(X + Y + V0 + Word(block, 8), 37) * mul;
            Y = Rotate(Y + V1 + Word(block, 48), 42) * mul;
            X ^= W1 * weight;
            Y += (V0 * weight) + Word(block, 40);
            Z = Rotate(Z + W0, 33) * mul;
            (V0, V1) = Weak(block, V1 * mul, X + W0);
            (W0, W1) = Weak(block[32..], Z + W1, Y + Word(block, 16));
            (Z, X) = (X, Z);
        }
    }

    private static (ulong First, ulong Second) Weak(ReadOnlySpan<byte> text, ulong a, ulong b)
    {
        a += Word(text, 0);
        b = Rotate(b + a + Word(text, 24), 21);
        ulong c = a;
        a += Word(text, 8) + Word(text, 16);
        b += Rotate(a, 44);
        return (a + Word(text, 24), b + c);
    }

    private static ulong Mix(ulong u, ulong v, ulong mul)
    {
        ulong a = Fold((u ^ v) * mul);
        return Fold((v ^ a) * mul) * mul;
    }

    private static ulong Fold(ulong value) => value ^ (value >> 47);

    private static ulong Rotate(ulong value, int bits) => BitOperations.RotateRight(value, bits);

    private static ulong Word(ReadOnlySpan<byte> text, int at) => BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);

    private static uint Half(ReadOnlySpan<byte> text, int at) => BinaryPrimitives.ReadUInt32LittleEndian(text[at..]);
}
