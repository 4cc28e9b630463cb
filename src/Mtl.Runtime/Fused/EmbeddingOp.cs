using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>Looks up a learned vector for every index: <c>y = W[i]</c>. The vectors of several indices are concatenated.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddingOp : FusedOp
{
    private readonly string _name;
    private readonly Embedding _module;
    private readonly FlatParameter _weight;
    private readonly int _count;
    private readonly int _dimensions;
    private readonly long _missing;
    private readonly int _indicesPerRow;
    private long[] _read = [];
    private int _readCount;

    /// <summary>Applies an embedding to an input of indices.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="name">The layer's name, for messages.</param>
    /// <param name="indices">How many indices a row has.</param>
    /// <param name="missing">The index whose vector is not trained, or −1.</param>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="module">The layer.</param>
    public EmbeddingOp(StepMemory memory, string name, int indices, long missing, FlatParameters parameters, Embedding module)
    {
        _name = name;
        _module = module;
        _weight = parameters[Weight];
        _count = (int)_weight.Value.shape[0];
        _dimensions = (int)_weight.Value.shape[1];
        _missing = missing;
        _indicesPerRow = indices;
        Output = StepValue.New(memory, indices * _dimensions);
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    internal override bool IsCurrent => ReferenceEquals(Weight, _weight.Parameter);

    /// <summary>The registered parameter: TorchSharp's own property creates a new object at every call.</summary>
    private Parameter Weight => _module.get_parameter("weight")!;

    /// <summary>Copies the indices of the current batch.</summary>
    /// <param name="indices"><c>int64 [batch]</c> or <c>[batch, columns]</c>.</param>
    /// <param name="column">The column of a row's first index.</param>
    public void Read(torch.Tensor indices, int column = 0)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.is_contiguous())
        {
            Copy(indices, column);
            return;
        }

        using var rows = indices.contiguous();
        Copy(rows, column);
    }

    private void Copy(torch.Tensor indices, int column)
    {
        var numbers = TensorSpans.Longs(indices);
        int rows = (int)indices.size(0);
        _readCount = rows * _indicesPerRow;
        if (_read.Length < _readCount)
            _read = new long[_readCount];
        for (int row = 0; row < rows; row++)
            numbers.Slice((row * (numbers.Length / rows)) + column, _indicesPerRow).CopyTo(_read.AsSpan(row * _indicesPerRow));
    }

    private ReadOnlySpan<long> Indices => _read.AsSpan(0, _readCount);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no vector for an index.</exception>
    public override void Forward()
    {
        var indices = Indices;
        var vectors = TensorSpans.Floats(_weight.Value);
        var output = Output.Buffer.Rows.All;
        for (int i = 0; i < indices.Length; i++)
        {
            if ((ulong)indices[i] >= (ulong)_count)
                throw EmbeddingLookup.NoVector(_name, indices[i], _count);
            vectors.Slice((int)indices[i] * _dimensions, _dimensions).CopyTo(output.Slice(i * _dimensions, _dimensions));
        }
    }

    /// <summary><c>dW[i] += dy</c> for every index i except that of a missing category.</summary>
    public override void Backward()
    {
        if (!_weight.Parameter.requires_grad || !Output.CompleteGradient())
            return;
        var gradient = Output.Gradient!;
        for (int slice = 0; slice < gradient.TaskSlices; slice++)
        {
            Backward(
                gradient.Buffer.TaskSlice(slice).Rows.All,
                TensorSpans.Floats(_weight.Summable(gradient.FirstTaskSlice + slice)));
        }
    }

    private void Backward(ReadOnlySpan<float> outputGradients, Span<float> gradients)
    {
        var indices = Indices;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] == _missing)
                continue;
            var gradient = gradients.Slice((int)indices[i] * _dimensions, _dimensions);
            TensorPrimitives.Add(gradient, outputGradients.Slice(i * _dimensions, _dimensions), gradient);
        }
    }
}
