using TorchSharp;

namespace Mtl.Tests;

public sealed class TensorShapeTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_right_shape_passes_with_any_number_of_rows()
    {
        TensorShape.Require(torch.zeros(0, 3), "M", "Input", 3);
        TensorShape.Require(torch.zeros(9, 3, 4), "M", "Input", [3, 4]);
        TensorShape.Require(torch.zeros(9), "M", "Input");
    }

    [Theory]
    [InlineData(9L, 4L)]
    [InlineData(3L)]
    [InlineData(9L, 3L, 1L)]
    public void Another_shape_is_refused_with_model_input_and_both_shapes(params long[] shape)
    {
        var e = Assert.Throws<ArgumentException>(() => TensorShape.Require(torch.zeros(shape), "TwoDigits", "Input", 3));
        string found = string.Join(", ", shape);
        Assert.StartsWith(
            $"TwoDigits: 'Input' must have the shape [batch, 3], but the tensor given has [{found}].", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scalar_is_refused()
        => Assert.Throws<ArgumentException>(() => TensorShape.Require(torch.tensor(1f), "M", "Input"));

    [Fact]
    public void A_model_reports_it_for_its_own_input()
    {
        using var model = new TwoTaskModel();
        var e = Assert.Throws<ArgumentException>(() => model.call(torch.zeros(2, 5)));
        Assert.Contains("TwoTaskModel: 'Input' must have the shape [batch, 3]", e.Message, StringComparison.Ordinal);
    }
}
