using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What LSTM and GRU have in common: their options, and weights per layer and direction: of the input, of the state, and two biases.
/// </summary>
internal sealed class Recurrence
{
    private readonly nn.Module _owner;
    private readonly List<string> _names = [];
    private readonly long _hiddenSize;
    private readonly long _layers;
    private readonly bool _bias;
    private readonly bool _batchFirst;
    private readonly double _dropout;
    private readonly bool _bidirectional;

    /// <summary>Draws the weights and registers them with the owner.</summary>
    public Recurrence(
        nn.Module owner, int gates, long inputSize, long hiddenSize, long layers, bool bias, bool batchFirst, double dropout,
        bool bidirectional, Device? device, ScalarType? dtype)
    {
        (_owner, _hiddenSize, _layers, _bias) = (owner, hiddenSize, layers, bias);
        (_batchFirst, _dropout, _bidirectional) = (batchFirst, dropout, bidirectional);
        var bound = hiddenSize > 0 ? 1 / Math.Sqrt(hiddenSize) : 0;
        for (var layer = 0L; layer < layers; layer++)
        {
            var inputs = layer == 0 ? inputSize : hiddenSize * Directions;
            foreach (var suffix in bidirectional ? ["", "_reverse"] : new[] { "" })
            {
                Draw($"weight_ih_l{layer}{suffix}", [gates * hiddenSize, inputs]);
                Draw($"weight_hh_l{layer}{suffix}", [gates * hiddenSize, hiddenSize]);
                if (!bias)
                    continue;
                Draw($"bias_ih_l{layer}{suffix}", [gates * hiddenSize]);
                Draw($"bias_hh_l{layer}{suffix}", [gates * hiddenSize]);
            }
        }

        // As 32-bit floats, so that a seed gives the same numbers whatever the type.
        void Draw(string name, long[] shape)
        {
            using var drawn = empty(shape, ScalarType.Float32).uniform_(-bound, bound);
            var weight = drawn.to(dtype ?? get_default_dtype(), device ?? get_default_device()).AsParameter();
            weight.DetachFromDisposeScope();
            owner.register_parameter(name, weight);
            _names.Add(name);
        }
    }

    private long Directions => _bidirectional ? 2 : 1;

    /// <summary>A state of zeros for a batch: one per layer and direction.</summary>
    public Tensor Zeros(Tensor input) =>
        zeros(_layers * Directions, input.size(_batchFirst ? 0 : 1), _hiddenSize, input.dtype, input.device);

    /// <summary>A state of zeros for packed rows.</summary>
    public Tensor Zeros(nn.utils.rnn.PackedSequence input) =>
        zeros(_layers * Directions, input.sorted_indices.shape[0], _hiddenSize, input.data.dtype, input.data.device);

    /// <summary>The arguments of libtorch's operator, from the input and the state on.</summary>
    public Argument[] Arguments(Tensor input, Argument state) => [input, state, .. Options(), _batchFirst];

    /// <summary>The arguments of libtorch's operator for packed rows.</summary>
    public Argument[] Arguments(nn.utils.rnn.PackedSequence input, Argument state) => [input.data, input.batch_sizes, state, .. Options()];

    private Argument[] Options() =>
    [
        _names.ConvertAll(name => (Tensor)_owner.get_parameter(name)!).ToArray(), _bias, _layers, _dropout, _owner.training,
        _bidirectional,
    ];
}
