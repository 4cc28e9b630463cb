using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Collects numbers whose count is not known in advance, and creates one tensor of them. Large data is stored in tensors that are freed
/// while the result is filled, so that almost nothing is in memory twice: a growing list that is copied twice needs six times the memory
/// of the result.
/// </summary>
/// <typeparam name="T">The type of the numbers: <see cref="float"/>, <see cref="double"/> or <see cref="long"/>.</typeparam>
internal sealed class TensorBuffer<T>
    where T : unmanaged
{
    /// <summary>The number of numbers that are collected before they are moved to a part; small data needs no part.</summary>
    private const int ChunkLength = 1 << 13;

    /// <summary>A new part is an eighth as long as the numbers so far, so that there are few parts, and none is large.</summary>
    private const int Fraction = 8;

    /// <summary>The largest length of a part: the length of a span in bytes must fit into an <see cref="int"/>.</summary>
    private const long LargestPart = 1 << 24;

    private readonly long _expected;
    private readonly List<T> _chunk = [];
    private readonly Queue<torch.Tensor> _parts = [];
    private torch.Tensor? _last;
    private long _used;
    private bool _isMoved;

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="expected">
    /// The expected number of numbers: if it is correct, they are collected directly in the memory of the resulting tensor. 0 if unknown.
    /// </param>
    public TensorBuffer(long expected = 0) => _expected = expected;

    /// <summary>The number of numbers that were added.</summary>
    public long Count { get; private set; }

    private static torch.ScalarType Type { get; } =
        typeof(T) == typeof(float) ? torch.ScalarType.Float32
        : typeof(T) == typeof(double) ? torch.ScalarType.Float64
        : torch.ScalarType.Int64;

    /// <summary>Adds a number.</summary>
    public void Add(T number)
    {
        if (_chunk.Count == ChunkLength)
            Store();
        _chunk.Add(number);
        Count++;
    }

    /// <summary>Adds numbers, which the caller writes to the returned span. If it is shorter than wanted, more calls are needed.</summary>
    /// <param name="wanted">The number of numbers to add; at least 1.</param>
    public Span<T> Extend(int wanted)
    {
        if (_chunk.Count == ChunkLength)
            Store();
        int begin = _chunk.Count;
        int length = Math.Min(ChunkLength - begin, wanted);
        CollectionsMarshal.SetCount(_chunk, begin + length);
        Count += length;
        return CollectionsMarshal.AsSpan(_chunk)[begin..];
    }

    /// <summary>Creates a tensor of all numbers. It can be called only once for large data, which is moved, not copied.</summary>
    /// <param name="shape">The shape; the product of its sizes is <see cref="Count"/>.</param>
    /// <exception cref="InvalidOperationException">The numbers were already moved.</exception>
    public torch.Tensor ToTensor(params ReadOnlySpan<long> shape)
    {
        var reader = new Reader(this);
        if (_last is not null && _last.numel() == Count)
            return Last(shape);
        var tensor = torch.empty(shape, Type);
        using var all = tensor.view(-1);
        for (long start = 0; start < Count; start += LargestPart)
        {
            using var place = all.narrow(0, start, Math.Min(LargestPart, Count - start));
            reader.Read(place);
        }

        return tensor;
    }

    /// <summary>
    /// Creates a tensor of rows of different lengths, padded with 0. It can be called only once for large data, which is moved, not copied.
    /// </summary>
    /// <param name="lengths">The number of steps of every row.</param>
    /// <param name="steps">The number of steps of the longest row.</param>
    /// <param name="stepShape">The shape of a step.</param>
    /// <returns><c>[rows, steps, stepShape…]</c>.</returns>
    /// <exception cref="InvalidOperationException">The numbers were already moved.</exception>
    public torch.Tensor ToPaddedTensor(IReadOnlyList<long> lengths, long steps, ReadOnlySpan<long> stepShape)
    {
        var reader = new Reader(this);
        var tensor = torch.empty([lengths.Count, steps, .. stepShape], Type);
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
            long length = _parts.Count == 0 && _expected > ChunkLength
                ? _expected
                : ChunkLength * Math.Clamp(Count / ChunkLength / Fraction, 1, LargestPart / ChunkLength);
            _last = torch.empty(length, Type).DetachFromDisposeScope(); // A scope of the caller must not dispose it.
            _parts.Enqueue(_last);
            _used = 0;
        }

        var chunk = CollectionsMarshal.AsSpan(_chunk);
        int moved = (int)Math.Min(chunk.Length, _last.numel() - _used);
        using (var place = _last.narrow(0, _used, moved))
            chunk[..moved].CopyTo(Numbers(place));
        _used += moved;
        _chunk.RemoveRange(0, moved);
    }

    /// <summary>Returns the only part as the tensor, if the expected count was correct: the last chunk fills the part exactly.</summary>
    private torch.Tensor Last(ReadOnlySpan<long> shape)
    {
        Store();
        _last = null;
        using var all = _parts.Dequeue();
        return all.view(shape.ToArray());
    }

    private static Span<T> Numbers(torch.Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    /// <summary>Reads all numbers in order, and frees every part after it was read.</summary>
    private struct Reader
    {
        private readonly TensorBuffer<T> _buffer;
        private long _read;

        /// <summary>Starts at the first number.</summary>
        /// <exception cref="InvalidOperationException">The numbers were already moved.</exception>
        public Reader(TensorBuffer<T> buffer)
        {
            if (buffer._isMoved)
            {
                throw new InvalidOperationException(
                    "These rows were already moved to a tensor. Collect further rows in a new collection.");
            }

            _buffer = buffer;
            buffer._isMoved = buffer._parts.Count > 0;
        }

        /// <summary>Fills a tensor with the next numbers.</summary>
        public void Read(torch.Tensor place)
        {
            var numbers = Numbers(place);
            while (!numbers.IsEmpty)
            {
                int length = _buffer._parts.TryPeek(out var part) ? ReadPart(part, numbers) : ReadChunk(numbers);
                numbers = numbers[length..];
            }
        }

        private int ReadPart(torch.Tensor part, Span<T> numbers)
        {
            long end = ReferenceEquals(part, _buffer._last) ? _buffer._used : part.numel();
            int length = (int)Math.Min(end - _read, numbers.Length);
            using (var source = part.narrow(0, _read, length))
                Numbers(source).CopyTo(numbers);
            _read += length;
            if (_read == end)
            {
                _buffer._parts.Dequeue().Dispose();
                _read = 0;
            }

            return length;
        }

        private int ReadChunk(Span<T> numbers)
        {
            var source = CollectionsMarshal.AsSpan(_buffer._chunk)[(int)_read..];
            if (source.IsEmpty)
                throw new InvalidOperationException("There are fewer numbers than elements in the tensor.");
            int length = Math.Min(source.Length, numbers.Length);
            source[..length].CopyTo(numbers);
            _read += length;
            return length;
        }
    }
}
