using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The shape of a tensor.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        private readonly long[] _shape;

        /// <summary>The shape with these sizes.</summary>
        public Size(long[] shape) => _shape = (long[])shape.Clone();

        /// <summary>The shape with these sizes.</summary>
        public Size(IEnumerable<long> shape) => _shape = [.. shape];

        /// <summary>The shape with these sizes.</summary>
        public Size(int[] shape) => _shape = [.. shape];

        /// <summary>A shape of one dimension.</summary>
        public Size(long size) => _shape = [size];

        /// <summary>The shape without dimensions.</summary>
        public static readonly Size Empty = new(Array.Empty<long>());

        /// <summary>The size of a dimension.</summary>
        public long this[int idx] => _shape[idx];

        /// <summary>The size of a dimension.</summary>
        public long this[long idx] => _shape[idx];

        /// <summary>The number of dimensions.</summary>
        public int Length => _shape.Length;

        /// <summary>Whether there are no dimensions.</summary>
        public bool IsEmpty => _shape.Length == 0;

        /// <summary>Whether this is the shape of a single number.</summary>
        public bool IsScalar => _shape.Length == 0;

        /// <summary>The sizes as an array.</summary>
        public long[] Shape => _shape;

        /// <summary>An array as a shape.</summary>
        public static implicit operator Size(long[] size) => new(size);

        /// <summary>A number as a shape of one dimension.</summary>
        public static implicit operator Size(long size) => new(size);

        /// <summary>Whether the shapes are the same.</summary>
        public static bool operator ==(Size left, Size right) => left._shape.AsSpan().SequenceEqual(right._shape);

        /// <summary>Whether the shapes differ.</summary>
        public static bool operator !=(Size left, Size right) => !(left == right);

        /// <summary>One shape after the other.</summary>
        public static Size operator +(Size left, Size right) => new([.. left._shape, .. right._shape]);

        /// <summary>The number of elements of a tensor of this shape.</summary>
        public long numel() => _shape.Aggregate(1L, (product, size) => product * size);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Size other && this == other;

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var size in _shape)
                hash.Add(size);
            return hash.ToHashCode();
        }

        /// <inheritdoc/>
        public IEnumerator<long> GetEnumerator() => _shape.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
