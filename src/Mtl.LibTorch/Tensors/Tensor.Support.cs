namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all.</summary>
        None = 0,

        /// <summary>Towards zero.</summary>
        trunc = 1,

        /// <summary>Down.</summary>
        floor = 2,
    }

    public partial class Tensor
    {
        /// <summary>libtorch's name of a rounding mode.</summary>
        private static string? ModeName(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        /// <summary>The shape with one dimension as several.</summary>
        private long[] Unflattened(long dim, long[] sizes)
        {
            var own = shape;
            var place = (int)(dim < 0 ? dim + own.Length : dim);
            if (place < 0 || place >= own.Length)
                throw new ArgumentOutOfRangeException(nameof(dim), $"Dimension {dim} of a tensor with {own.Length} dimensions.");
            return [.. own[..place], .. sizes, .. own[(place + 1)..]];
        }

        /// <summary>This tensor with the type that a reduction is to be computed in.</summary>
        private Tensor Typed(ScalarType? type) => type is { } other && other != dtype ? to_type(other) : this;

        /// <summary>A result, written into the tensor that was given for it.</summary>
        private static Tensor Stored(Tensor result, Tensor? target) => target is null ? result : target.copy_(result);
    }
}
