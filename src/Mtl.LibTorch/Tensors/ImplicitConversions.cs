namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A number as a tensor without dimensions.</summary>
        public static implicit operator Tensor(float value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(double value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(long value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(int value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(short value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(byte value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(sbyte value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float)"/>
        public static implicit operator Tensor(bool value) => tensor(value);

        /// <summary>A copy of an array as a tensor.</summary>
        public static implicit operator Tensor(float[] value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float[])"/>
        public static implicit operator Tensor(double[] value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float[])"/>
        public static implicit operator Tensor(long[] value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float[])"/>
        public static implicit operator Tensor(int[] value) => tensor(value);

        /// <inheritdoc cref="op_Implicit(float[])"/>
        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>A scalar as a tensor without dimensions.</summary>
        public static implicit operator Tensor(Scalar scalar) => scalar.Type switch
        {
            ScalarType.Float64 => tensor(scalar.ToDouble()),
            ScalarType.Bool => tensor(scalar.ToBoolean()),
            _ => tensor(scalar.ToInt64()),
        };

        /// <summary>The only element.</summary>
        public static explicit operator float(Tensor value) => value.ToSingle();

        /// <summary>The only element.</summary>
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>The only element.</summary>
        public static explicit operator long(Tensor value) => value.ToInt64();

        /// <summary>The only element.</summary>
        public static explicit operator int(Tensor value) => value.ToInt32();

        /// <summary>The only element.</summary>
        public static explicit operator bool(Tensor value) => value.ToBoolean();
    }
}
