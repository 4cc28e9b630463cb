using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Collects numbers whose count nobody knows beforehand and makes one tensor of them. Many are kept in memory of libtorch that is freed
/// while the tensor is filled, so that next to nothing is there twice: a list that grows and is copied twice needs six times the memory of
/// the tensor.
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

    private readonly long _expected;
    private readonly List<T> _chunk = [];
    private readonly Queue<torch.Tensor> _parts = [];
    private torch.Tensor? _last;
    private long _used;
    private bool _isMoved;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="expected">
    /// How many numbers will probably be added: if it is so, the memory that they are collected in is that of the tensor. 0 where nobody
    /// knows.
    /// </param>
    public TensorBuffer(long expected = 0) => _expected = expected;

    /// <summary>How many numbers were added.</summary>
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

    /// <summary>Makes room for further numbers, at most as many as are wanted; the caller fills it.</summary>
    /// <param name="wanted">How many numbers are still to come; at least 1.</param>
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

    /// <summary>Makes a tensor of all numbers. Many are moved there and not kept, so it is made once.</summary>
    /// <param name="shape">The sizes, whose product is <see cref="Count"/>.</param>
    /// <exception cref="InvalidOperationException">The numbers were moved before.</exception>
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
    /// Makes a tensor of rows of different lengths, 0 behind the end of a row. Many numbers are moved there and not kept, so it is made
    /// once.
    /// </summary>
    /// <param name="lengths">How many steps every row has.</param>
    /// <param name="steps">The steps of the longest row.</param>
    /// <param name="stepShape">The sizes of a step.</param>
    /// <returns><c>[rows, steps, stepShape…]</c>.</returns>
    /// <exception cref="InvalidOperationException">The numbers were moved before.</exception>
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
            _last = torch.empty(length, Type).DetachFromDisposeScope(); // A scope around one of the rows must not end it.
            _parts.Enqueue(_last);
            _used = 0;
        }

        var chunk = CollectionsMarshal.AsSpan(_chunk);
        int room = (int)Math.Min(chunk.Length, _last.numel() - _used);
        using (var place = _last.narrow(0, _used, room))
            chunk[..room].CopyTo(Numbers(place));
        _used += room;
        _chunk.RemoveRange(0, room);
    }

    /// <summary>The only part, which has become full with the last number, as the tensor itself.</summary>
    private torch.Tensor Last(ReadOnlySpan<long> shape)
    {
        Store();
        _last = null;
        using var all = _parts.Dequeue();
        return all.view(shape.ToArray());
    }

    private static Span<T> Numbers(torch.Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    /// <summary>Reads all numbers in their order, and frees every part when it was read.</summary>
    private struct Reader
    {
        private readonly TensorBuffer<T> _buffer;
        private long _read;

        /// <summary>Begins with the first number.</summary>
        /// <exception cref="InvalidOperationException">The numbers were moved before.</exception>
        public Reader(TensorBuffer<T> buffer)
        {
            if (buffer._isMoved)
            {
                throw new InvalidOperationException(
                    "These rows have become a tensor already, and are not kept: collect further ones in a new collection.");
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
                throw new InvalidOperationException("There are fewer numbers than the tensor has room for.");
            int length = Math.Min(source.Length, numbers.Length);
            source[..length].CopyTo(numbers);
            _read += length;
            return length;
        }
    }
}
