using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>How parameters lie and are found: as contiguous ranges, in an order, at an address.</summary>
public sealed class ContiguousRangesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly Linear[] _layers = [torch.nn.Linear(2, 3), torch.nn.Linear(3, 2), torch.nn.Linear(2, 1)];
    private readonly Parts _model;
    private readonly FlatParameters _flat;

    public ContiguousRangesTests()
    {
        _model = new(_layers);
        _flat = new(_model);
        _flat.AttachGradients();
    }

    public void Dispose()
    {
        _flat.Dispose();
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Neighbors_are_one_range_and_a_gap_makes_two()
    {
        Assert.Equal([20], Lengths(_model.parameters()));
        Assert.Equal([9, 3], Lengths([.. _layers[2].parameters(), .. _layers[0].parameters()])); // In the order in which they lie.
        Assert.Equal([6, 6], Lengths([_layers[0].weight!, _layers[1].weight!]));
        Assert.Empty(Lengths([]));
    }

    [Fact]
    public void A_range_is_a_view_of_numbers_and_gradients_and_the_same_when_asked_again()
    {
        using var noGrad = torch.no_grad();
        var segments = Assert.Single(_flat.Segments(_layers[1].parameters()));
        var range = _flat.Range(segments);
        range.Parameter.fill_(4);
        range.Parameter.grad!.fill_(5);
        Assert.All(_layers[1].parameters(), parameter => Assert.Equal(4, parameter.min().item<float>()));
        Assert.All(_layers[1].parameters(), parameter => Assert.Equal(5, parameter.grad!.min().item<float>()));
        Assert.Equal(5 * 8, _flat.Gradients!.sum().item<float>());
        Assert.Same(range, _flat.Range(segments));
        range.HasGradient = false;
        Assert.Null(range.Parameter.grad);
        range.HasGradient = true;
        Assert.Equal(5, range.Parameter.grad!.min().item<float>());
    }

    [Fact]
    public void Parameters_of_one_type_and_device_can_lie_together()
    {
        var plain = torch.nn.Parameter(torch.ones(2, 3));
        Assert.True(ParameterOrder.CanLieTogether([plain]));
        Assert.True(ParameterOrder.CanLieTogether([plain, torch.nn.Parameter(torch.ones(4))]));
        Assert.False(ParameterOrder.CanLieTogether([]));
        Assert.False(ParameterOrder.CanLieTogether([plain, torch.nn.Parameter(torch.ones(2, torch.float64))]));
        Assert.False(ParameterOrder.CanLieTogether([plain, torch.nn.Parameter(torch.ones(2, 3).t())]));
    }

    [Fact]
    public void Layers_without_biases_lie_side_by_side_too()
    {
        using var first = torch.nn.Linear(2, 2, hasBias: false);
        using var second = torch.nn.Linear(2, 2);
        using var model = new Parts(second, first);
        var (all, shared) = new ParameterOrder(model, [], [[first, second]]).Find();
        Assert.Equal([first.weight!, second.weight!, second.bias!], all, ReferenceEqualityComparer.Instance);
        Assert.Equal(0, shared);
    }

    [Fact]
    public void A_tensor_is_at_its_place_when_memory_and_type_are_the_same()
    {
        var place = torch.ones(6);
        Assert.True(TensorMemory.IsAt(place.view(2, 3), place));
        Assert.False(TensorMemory.IsAt(place.narrow(0, 1, 5), place));
        Assert.False(TensorMemory.IsAt(place.clone(), place));
        Assert.False(TensorMemory.IsAt(torch.ones(6, torch.float64), place));
    }

    [Fact]
    public void Setting_to_zero_leaves_no_second_object()
    {
        var tensor = torch.ones(3);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        tensor.SetToZero();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal([0, 0, 0], tensor.Read());
    }

    private long[] Lengths(IEnumerable<Parameter> parameters) =>
        [.. _flat.Segments(parameters).Select(segments => segments.Sum(segment => segment.Count))];
}
