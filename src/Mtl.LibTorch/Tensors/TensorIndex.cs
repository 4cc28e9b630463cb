namespace TorchSharp;

public static partial class torch
{
    /// <summary>What to take of one dimension: a place, a stretch, everything, or what a tensor says.</summary>
    public readonly struct TensorIndex
    {
        internal enum IndexKind
        {
            None,
            Single,
            Bool,
            Ellipsis,
            Slice,
            Tensor,
        }

        private TensorIndex(IndexKind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Mask = tensor;
        }

        internal IndexKind Kind { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? Mask { get; }

        /// <summary>As many whole dimensions as are not spoken of.</summary>
        public static readonly TensorIndex Ellipsis = new(IndexKind.Ellipsis);

        /// <summary>A new dimension of size one.</summary>
        public static readonly TensorIndex None = new(IndexKind.None);

        /// <inheritdoc cref="None"/>
        public static readonly TensorIndex Null = new(IndexKind.None);

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = new(IndexKind.Slice);

        /// <summary>A stretch of a dimension, or every so many places of it.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new(IndexKind.Slice, start, stop, step);

        /// <summary>A stretch of a dimension.</summary>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        /// <summary>A stretch of a dimension.</summary>
        public static TensorIndex Slice(Range range) =>
            Slice(Place(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Place(range.End));

        /// <summary>A new dimension of size one or zero.</summary>
        public static TensorIndex Bool(bool value) => new(IndexKind.Bool, value ? 1 : 0);

        /// <summary>One place of a dimension; null is a new dimension of size one.</summary>
        public static TensorIndex Single(long? index) => index is null ? None : new(IndexKind.Single, index);

        /// <summary>The places that a tensor of indices names, or where a mask is true.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(IndexKind.Tensor, tensor: tensor);

        /// <summary>One place of a dimension.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>A stretch of a dimension.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>A stretch of a dimension.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>One place of a dimension, counted from its end if wanted.</summary>
        public static implicit operator TensorIndex(Index index) => Single(Place(index));

        private static long Place(Index index) => index.IsFromEnd ? -(long)index.Value : index.Value;
    }
}
