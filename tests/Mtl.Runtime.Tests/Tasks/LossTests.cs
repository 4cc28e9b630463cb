using TorchSharp;

namespace Mtl.Tests;

public sealed class LossTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly ClassHead<Color> _class = new("Kind", inputs: 2);
    private readonly BinaryHead _binary = new("Likes", inputs: 2);
    private readonly RegressionHead _regression = new("Price", inputs: 2);

    public void Dispose()
    {
        _class.Dispose();
        _binary.Dispose();
        _regression.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Cross_entropy_is_the_mean_of_minus_log_softmax_over_labeled_rows()
    {
        var logits = Tensors.Matrix(3, 1, 2, 3, 0, 0, 0, 9, 9, 9);
        var loss = _class.Loss(logits, Tensors.Colors(Color.Green, Color.Red, null));

        double first = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)) - 2;
        Assert.Equal((first + Math.Log(3)) / 2, loss.item<float>(), 1e-6);
    }

    [Fact]
    public void Binary_cross_entropy_is_the_mean_over_labeled_rows()
    {
        var loss = _binary.Loss(Tensors.Vector(0.5f, -1, 7), Tensors.BinaryLabels(true, false, null));

        double expected = (Math.Log(1 + Math.Exp(-0.5)) + Math.Log(1 + Math.Exp(-1))) / 2;
        Assert.Equal(expected, loss.item<float>(), 1e-6);
    }

    [Fact]
    public void Squared_error_is_the_mean_over_labeled_rows()
    {
        var loss = _regression.Loss(Tensors.Vector(1, 2, 100), Tensors.Numbers(3, 2.5f, null));

        Assert.Equal((4 + 0.25) / 2, loss.item<float>(), 1e-6);
    }

    [Fact]
    public void A_missing_label_contributes_exactly_zero_gradient()
    {
        var colors = Tensors.Colors(Color.Red, null, Color.Green);
        AssertGradient(_class.Loss, Tensors.Matrix(3, 1, 2, 3, 4, 5, 6, 1, 1, 1), colors, [3, 4, 5]);
        AssertGradient(_binary.Loss, Tensors.Vector(1, 2, 3), Tensors.BinaryLabels(true, null, false), [1]);
        AssertGradient(_regression.Loss, Tensors.Vector(1, 2, 3), Tensors.Numbers(0, null, 5), [1]);
    }

    [Fact]
    public void Without_any_label_loss_and_gradient_are_exactly_zero()
    {
        AssertGradient(_class.Loss, Tensors.Matrix(3, 1, 2, 3), Tensors.Colors([null]), [0, 1, 2]);
        AssertGradient(_binary.Loss, Tensors.Vector(1, 2), Tensors.BinaryLabels(null, null), [0, 1]);
        AssertGradient(_regression.Loss, Tensors.Vector(1, 2), Tensors.Numbers(null, null), [0, 1]);
        Assert.Equal(0, _regression.Loss(Tensors.Vector(1, 2), Tensors.Numbers(null, null)).item<float>());
    }

    [Fact]
    public void The_gradient_of_a_labeled_row_is_that_of_the_formula()
    {
        var output = Tensors.Vector(1, 2, 3).requires_grad_();
        torch.autograd.backward(_regression.Loss(output, Tensors.Numbers(0, null, 5)));

        Assert.Equal([1f, 0f, -2f], output.grad!.Read()); // 2(ŷ − y) / 2 rows
    }

    [Fact]
    public void An_output_of_the_wrong_shape_is_refused_by_the_task_s_name()
    {
        var e = Assert.Throws<ArgumentException>(() => _regression.Loss(Tensors.Matrix(1, 1, 2), Tensors.Numbers(1, 2)));
        Assert.Contains("Price", e.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 1]", e.Message, StringComparison.Ordinal);

        e = Assert.Throws<ArgumentException>(() => _binary.Loss(Tensors.Vector(1), Tensors.BinaryLabels(true, false)));
        Assert.Contains("1 rows, but there are labels for 2", e.Message, StringComparison.Ordinal);

        var column = new TaskLabels(Tensors.Matrix(1, 1, 2), torch.ones(2)); // Would be broadcast to [2, 2].
        e = Assert.Throws<ArgumentException>(() => _regression.Loss(Tensors.Vector(1, 2), column));
        Assert.Contains(
            "Price: 'labels' must have the shape [batch], but the tensor given has [2, 1]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_leaves_nothing_but_itself_behind()
    {
        using var output = Tensors.Vector(1, 2, 3).DetachFromDisposeScope();
        var labels = Tensors.Numbers(1, 2, null);
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        using var loss = _regression.Loss(output, labels);

        Assert.Equal(before + 1, torch.Tensor.TotalCount);
    }

    private static void AssertGradient(
        Func<torch.Tensor, TaskLabels, torch.Tensor> loss, torch.Tensor output, TaskLabels labels, int[] zeros)
    {
        output.requires_grad_();
        torch.autograd.backward(loss(output, labels));
        float[] gradient = output.grad!.Read();
        Assert.Equal(zeros, Enumerable.Range(0, gradient.Length).Where(i => gradient[i] == 0));
    }
}
