using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.Benchmarks;

/// <summary>A network that is written by hand against TorchSharp's API, with the same libtorch and in the same process.</summary>
/// <param name="inputs">The number of input features.</param>
/// <param name="hidden">The widths of the trunk's layers.</param>
/// <param name="heads">A letter for each head: "c" for five classes, "s" for four classes, "r" for regression, "b" for binary.</param>
/// <param name="batch">The number of rows per batch.</param>
/// <param name="experts">The number of experts of a mixture with a gate for each head (Ma et al. 2018); 1 for a single trunk.</param>
internal sealed class TorchSharpByHand(long inputs, long[] hidden, string heads, long batch, int experts = 1)
{
    private readonly Linear[][] _trunks = [.. Enumerable.Range(0, experts).Select(_ => Trunk([inputs, .. hidden]))];
    private readonly Linear[] _gates = [.. heads.Where(_ => experts > 1).Select(_ => nn.Linear(inputs, experts, hasBias: false))];
    private readonly Linear[] _heads = [.. heads.Select(kind => nn.Linear(hidden[^1], Outputs(kind)))];
    private readonly Tensor _x = randn(batch, inputs);
    private readonly Tensor[] _labels = [.. heads.Select(kind => Labels(kind, batch))];

    private IEnumerable<Parameter> Shared => _trunks.SelectMany(layers => layers).SelectMany(layer => layer.parameters());

    /// <summary>A training step: forward pass, losses, backward pass, Adam.</summary>
    public Action Step()
    {
        var optimizer = optim.Adam([.. Shared, .. _gates.Concat(_heads).SelectMany(layer => layer.parameters())], 1e-3);
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            Losses().Aggregate((sum, loss) => sum + loss).backward();
            optimizer.step();
        };
    }

    /// <summary>The gradients of the tasks with respect to the shared parameters, and their Gramian.</summary>
    public Action TaskGramian() => () =>
    {
        using var scope = NewDisposeScope();
        Parameter[] shared = [.. Shared];
        var losses = Losses();
        var rows = losses.Select((loss, task) => cat([.. autograd
            .grad([loss], shared, retain_graph: task < losses.Length - 1, allow_unused: true).Select(gradient => gradient.flatten())]));
        var matrix = stack([.. rows]);
        matrix.mm(matrix.t());
    };

    private Tensor[] Losses()
    {
        var outputs = Mixtures().Select((shared, task) => _heads[task].call(shared)).ToArray();
        return [.. outputs.Select((output, task) => Loss(heads[task], output, _labels[task]))];
    }

    /// <summary>The input of every head.</summary>
    private IEnumerable<Tensor> Mixtures()
    {
        var outputs = _trunks.Select(layers => layers.Aggregate(_x, (value, layer) => F.relu(layer.call(value)))).ToArray();
        if (_gates.Length == 0)
            return Enumerable.Repeat(outputs[0], heads.Length);
        var stacked = stack(outputs, dim: 1);
        return _gates.Select(gate => einsum("be,bew->bw", F.softmax(gate.call(_x), dim: 1), stacked));
    }

    private static Tensor Loss(char kind, Tensor output, Tensor labels) => kind switch
    {
        'r' => F.mse_loss(output.squeeze(1), labels),
        'b' => F.binary_cross_entropy_with_logits(output.squeeze(1), labels),
        _ => F.cross_entropy(output, labels),
    };

    private static Linear[] Trunk(long[] widths) => [.. widths.Zip(widths.Skip(1), (from, to) => nn.Linear(from, to))];

    private static long Outputs(char kind) => kind switch { 'c' => 5, 's' => 4, _ => 1 };

    private static Tensor Labels(char kind, long batch) => kind switch
    {
        'r' => randn(batch),
        'b' => randint(0, 2, batch).to(ScalarType.Float32),
        _ => randint(0, Outputs(kind), batch),
    };
}
