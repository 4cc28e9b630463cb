using System.Runtime.CompilerServices;
using System.Text.Json;
using Mtl.LibTorch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Modules;

/// <summary>Every layer begins with PyTorch's weights from the same seed, and gives PyTorch's values and gradients.</summary>
public class LayerParityTests
{
    private static readonly Dictionary<string, Func<nn.Module>> s_layers = new()
    {
        ["Linear"] = () => nn.Linear(3, 2),
        ["Linear without bias"] = () => nn.Linear(3, 2, hasBias: false),
        ["Conv1d"] = () => nn.Conv1d(2, 3, 3, stride: 2, padding: 1),
        ["Conv1d same"] = () => nn.Conv1d(2, 2, 3, Padding.Same, groups: 2),
        ["Conv1d circular"] = () => nn.Conv1d(2, 1, 3, padding: 1, padding_mode: PaddingModes.Circular),
        ["Conv2d"] = () => nn.Conv2d(2, 2, 3, padding: 1),
        ["Conv2d oblong"] = () => nn.Conv2d(1, 2, (2, 3), stride: (1, 2), dilation: (2, 1)),
        ["Conv2d reflect"] = () => nn.Conv2d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Reflect),
        ["BatchNorm1d"] = () => nn.BatchNorm1d(3),
        ["BatchNorm1d sequence"] = () => nn.BatchNorm1d(2),
        ["BatchNorm2d"] = () => nn.BatchNorm2d(2, momentum: 0.3),
        ["BatchNorm1d plain"] = () => nn.BatchNorm1d(3, affine: false, track_running_stats: false),
        ["LayerNorm"] = () => nn.LayerNorm(3),
        ["LayerNorm shape"] = () => nn.LayerNorm([2, 3]),
        ["GroupNorm"] = () => nn.GroupNorm(2, 4),
        ["PReLU"] = () => nn.PReLU(3),
        ["Dropout"] = () => nn.Dropout(0.4),
        ["Dropout1d"] = () => nn.Dropout1d(0.4),
        ["Dropout2d"] = () => nn.Dropout2d(0.4),
        ["MaxPool1d"] = () => nn.MaxPool1d(2),
        ["MaxPool2d"] = () => nn.MaxPool2d(2, stride: 1, padding: 1),
        ["AvgPool1d"] = () => nn.AvgPool1d(2, ceil_mode: true),
        ["AvgPool2d"] = () => nn.AvgPool2d((2, 3), stride: (1, 1)),
        ["AdaptiveAvgPool1d"] = () => nn.AdaptiveAvgPool1d(2),
        ["AdaptiveAvgPool2d"] = () => nn.AdaptiveAvgPool2d((1, 2)),
        ["AdaptiveMaxPool1d"] = () => nn.AdaptiveMaxPool1d(2),
        ["AdaptiveMaxPool2d"] = () => nn.AdaptiveMaxPool2d([1, 2]),
        ["Flatten"] = () => nn.Flatten(),
        ["Unflatten"] = () => nn.Unflatten(1, [2, 3]),
        ["Sequential"] = () => nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)),
        ["LSTM"] = () => nn.LSTM(2, 3),
        ["LSTM deep"] = () => nn.LSTM(2, 2, numLayers: 2, batchFirst: true, bidirectional: true),
        ["GRU"] = () => nn.GRU(2, 3, batchFirst: true),
        ["GRU deep"] = () => nn.GRU(2, 2, numLayers: 2, bias: false, bidirectional: true),
        ["MultiheadAttention"] = () => nn.MultiheadAttention(4, 2),
        ["MultiheadAttention added"] = () => nn.MultiheadAttention(4, 2, bias: false, add_bias_kv: true, add_zero_attn: true),
        ["TransformerEncoderLayer"] = () => nn.TransformerEncoderLayer(4, 2, 6, 0.2),
        ["TransformerEncoderLayer gelu"] = () => nn.TransformerEncoderLayer(4, 2, 6, 0, nn.Activations.GELU),
        ["Embedding"] = () => nn.Embedding(5, 3, padding_idx: 0),
    };

    public static TheoryData<int, string> Cases => Fixture.Titles("layers", "name");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Beginning_values_and_gradients_are_those_of_PyTorch(int place, string title)
    {
        using var scope = NewDisposeScope();
        var wanted = Fixture.Cases("layers")[place];
        var name = wanted.GetProperty("name").GetString()!;
        Assert.Contains(name, title, StringComparison.Ordinal);
        manual_seed(11);
        using var layer = s_layers[name]();
        Compare(wanted.GetProperty("begin"), layer.state_dict());

        var input = Fixture.Tensor(wanted.GetProperty("input"));
        if (input.is_floating_point())
        {
            // Drawn after the weights: layers that draw in the forward pass go on from the same place.
            input = randn(input.shape);
            Fixture.MustBeClose(wanted.GetProperty("input"), input);
            input.requires_grad = true;
        }

        var results = Called(layer, input);
        foreach (var (output, result) in wanted.GetProperty("outputs").EnumerateArray().Zip(results))
            Fixture.MustBeClose(output, result, 2e-6);
        results.Select(result => (result * arange(result.numel()).view(result.shape).cos()).sum())
            .Aggregate((a, b) => a + b).backward();
        if (wanted.GetProperty("input_gradient").ValueKind != JsonValueKind.Null)
            Fixture.MustBeClose(wanted.GetProperty("input_gradient"), input.grad!, 1e-5);
        Compare(wanted.GetProperty("gradients"), layer.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!));
        Compare(wanted.GetProperty("buffers"), layer.named_buffers().ToDictionary(b => b.name, b => b.buffer));
    }

    private static Tensor[] Called(nn.Module layer, Tensor input) => layer switch
    {
        nn.Module<Tensor, Tensor> simple => [simple.call(input)],
        TorchSharp.Modules.LSTM lstm => Tensors(lstm.call(input)),
        TorchSharp.Modules.GRU gru => Tensors(gru.call(input)),
        TorchSharp.Modules.MultiheadAttention attention => Tensors(attention.call(input, input, input)),
        _ => throw new ArgumentException("A layer of another kind.", nameof(layer)),
    };

    private static Tensor[] Tensors(ITuple tuple) => [.. Enumerable.Range(0, tuple.Length).Select(i => (Tensor)tuple[i]!)];

    private static void Compare(JsonElement wanted, Dictionary<string, Tensor> found)
    {
        Assert.Equal(wanted.EnumerateObject().Select(property => property.Name), found.Keys);
        foreach (var property in wanted.EnumerateObject())
            Fixture.MustBeClose(property.Value, found[property.Name], 1e-5);
    }
}
