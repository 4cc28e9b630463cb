using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The weights of LSTM and GRU: per layer and direction, of the input, of the state, and two biases.</summary>
internal sealed class RecurrentWeights(
    nn.Module owner, int gates, long inputSize, long hiddenSize, long layers, bool bias, bool bidirectional)
{
    private readonly List<string> _names = [];

    /// <summary>How many states there are: one per layer and direction.</summary>
    public long States => layers * (bidirectional ? 2 : 1);

    /// <summary>The weights in the order in which the operators take them.</summary>
    public Tensor[] All => [.. _names.Select(name => owner.get_parameter(name)!)];

    /// <summary>Draws and registers the weights; as 32-bit floats, so that a seed gives the same numbers whatever the type.</summary>
    public void Draw(Device? device, ScalarType? dtype)
    {
        var bound = hiddenSize > 0 ? 1 / Math.Sqrt(hiddenSize) : 0;
        for (var layer = 0L; layer < layers; layer++)
        {
            foreach (var suffix in bidirectional ? ["", "_reverse"] : new[] { "" })
            {
                var inputs = layer == 0 ? inputSize : hiddenSize * (bidirectional ? 2 : 1);
                Register($"weight_ih_l{layer}{suffix}", [gates * hiddenSize, inputs]);
                Register($"weight_hh_l{layer}{suffix}", [gates * hiddenSize, hiddenSize]);
                if (!bias)
                    continue;
                Register($"bias_ih_l{layer}{suffix}", [gates * hiddenSize]);
                Register($"bias_hh_l{layer}{suffix}", [gates * hiddenSize]);
            }
        }

        void Register(string name, long[] shape)
        {
            var drawn = empty(shape, ScalarType.Float32).uniform_(-bound, bound);
            var placed = drawn.to(dtype ?? get_default_dtype(), device ?? get_default_device());
            var weight = new Parameter(placed);
            drawn.Dispose();
            weight.DetachFromDisposeScope();
            owner.register_parameter(name, weight);
            _names.Add(name);
        }
    }

    /// <summary>A state of zeros for a batch.</summary>
    public Tensor Zeros(Tensor input, bool batchFirst) =>
        zeros(States, input.size(batchFirst ? 0 : 1), hiddenSize, input.dtype, input.device);
}
