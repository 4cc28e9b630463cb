using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Collects numbers whose count nobody knows beforehand and makes one tensor of them. Many are kept in memory of libtorch that is freed while the tensor
/// is filled, so that next to nothing is there twice: a list that grows and is copied twice needs six times the memory of the tensor.
/// </summary>
/// <typeparam name="T">The type of the numbers: <see cref="float"/>, <see cref="double"/> or <see cref="long"/>.</typeparam>
internal sealed class TensorBuffer<T>
    where T : unmanaged
{
    /// <summary>So many numbers are collected before they go to a part; few rows need no part at all.</summary>
    private const int ChunkLength = 1 << 13;

    /// <summary>A part is as long as this fraction of what there is: so there are few parts, and none is large.</summary>
    private const int Fraction = 8;

    /// <summary>A span has no more bytes than an <see cref="int"/> counts.</summary>
    private const long LargestPart = 1 << 24;

    private readonly List<T> _chunk = [];
    private readonly Queue<torch.Tensor> _parts = [];
    private torch.Tensor? _last;
    private int _used;
    private bool _isMoved;

    /// <summary>How many numbers were added.</summary>
    public long Count { get; private set; }

    private static torch.ScalarType Type { get; } =
        typeof(T) == typeof(float) ? torch.ScalarType.Float32 : typeof(T) == typeof(double) ? torch.ScalarType.Float64 : torch.ScalarType.Int64;

    /// <summary>Adds a number.</summary>
    public void Add(T number)
    {
        if (_chunk.Count == ChunkLength)
            Store();
        _chunk.Add(number);
        Count++;
    }

    /// <summary>Makes a tensor of all numbers. Many are moved there and not kept, so it is made once.</summary>
    /// <param name="shape">The sizes, whose product is <see cref="Count"/>.</param>
    /// <exception cref="InvalidOperationException">The numbers were moved before.</exception>
    public torch.Tensor ToTensor(params ReadOnlySpan<long> shape)
    {
        var tensor = torch.empty(shape, Type);
        using var all = tensor.view(-1);
        var reader = new Reader(this);
        for (long start = 0; start < Count; start += LargestPart)
        {
            using var place = all.narrow(0, start, Math.Min(LargestPart, Count - start));
            reader.Read(place);
        }

        return tensor;
    }

    /// <summary>Makes a tensor of rows of different lengths, 0 behind the end of a row. Many numbers are moved there and not kept, so it is made once.</summary>
    /// <param name="lengths">How many steps every row has.</param>
    /// <param name="steps">The steps of the longest row.</param>
    /// <param name="stepShape">The sizes of a step.</param>
    /// <returns><c>[rows, steps, stepShape…]</c>.</returns>
    /// <exception cref="InvalidOperationException">The numbers were moved before.</exception>
    public torch.Tensor ToPaddedTensor(IReadOnlyList<long> lengths, long steps, ReadOnlySpan<long> stepShape)
    {
        var tensor = torch.empty([lengths.Count, steps, .. stepShape], Type);
        var reader = new Reader(this);
        for (int row = 0; row < lengths.Count; row++)
        {
            using var scope = torch.NewDisposeScope();
            var place = tensor.select(0, row);
            reader.Read(place.narrow(0, 0, lengths[row]));
            place.narrow(0, lengths[row], steps - lengths[row]).zero_();
        }

        return tensor;
    }

    /// <summary>Moves the chunk to the last part.</summary>
    private void Store()
    {
        if (_last is null || _used == _last.numel())
        {
            long chunks = Math.Clamp(Count / ChunkLength / Fraction, 1, LargestPart / ChunkLength);
            _last = torch.empty(chunks * ChunkLength, Type).DetachFromDisposeScope(); // A scope around one of the rows must not end it.
            _parts.Enqueue(_last);
            _used = 0;
        }

        CollectionsMarshal.AsSpan(_chunk).CopyTo(Numbers(_last)[_used..]);
        _used += ChunkLength;
        _chunk.Clear();
    }

    private static Span<T> Numbers(torch.Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    /// <summary>Reads all numbers in their order, and frees every part when it was read.</summary>
    private struct Reader
    {
        private readonly TensorBuffer<T> _buffer;
        private int _read;

        /// <summary>Begins with the first number.</summary>
        /// <exception cref="InvalidOperationException">The numbers were moved before.</exception>
        public Reader(TensorBuffer<T> buffer)
        {
            if (buffer._isMoved)
                throw new InvalidOperationException("These rows have become a tensor already, and are not kept: collect further ones in a new collection.");
            _buffer = buffer;
            buffer._isMoved = buffer._parts.Count > 0;
        }

        /// <summary>Fills a tensor with the next numbers.</summary>
        public void Read(torch.Tensor place)
        {
            var numbers = Numbers(place);
            while (!numbers.IsEmpty)
            {
                var part = _buffer._parts.TryPeek(out var first) ? first : null;
                var source = part is null ? CollectionsMarshal.AsSpan(_buffer._chunk)
                    : ReferenceEquals(part, _buffer._last) ? Numbers(part)[.._buffer._used]
                    : Numbers(part);
                int length = Math.Min(source.Length - _read, numbers.Length);
                source.Slice(_read, length).CopyTo(numbers);
                numbers = numbers[length..];
                _read += length;
                if (part is null || _read < source.Length)
                    continue;
                _buffer._parts.Dequeue().Dispose();
                _read = 0;
            }
        }
    }
}
