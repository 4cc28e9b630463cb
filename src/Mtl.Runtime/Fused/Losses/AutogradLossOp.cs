using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>A loss whose gradient is computed by autograd: only the loss itself is recorded in a graph.</summary>
internal sealed class AutogradLossOp(
    StepValue output, ReadOnlySpan<long> rowShape, Func<torch.Tensor, TaskLabels, torch.Tensor> loss) : LossOp(output)
{
    private readonly long[] _rowShape = rowShape.ToArray();

    /// <summary><c>int64</c> and <c>float64</c> as they are, all other types as <c>float32</c>.</summary>
    internal override torch.ScalarType LabelType(torch.Tensor values) =>
        values.dtype is torch.ScalarType.Int64 or torch.ScalarType.Float64 ? values.dtype : torch.ScalarType.Float32;

    /// <inheritdoc/>
    private protected override double Run(LossLabels labels, double weight, double count)
    {
        using var scope = torch.NewDisposeScope();
        using var withGradients = torch.enable_grad();
        var output = Output.Values.detach().clone().reshape([Output.Values.shape[0], .. _rowShape]).requires_grad_();
        var value = loss(output, new TaskLabels(labels.Values, labels.Presence));
        (weight * value).backward();
        Output.Gradients!.copy_(output.grad!.reshape(Output.Values.shape));
        return TensorValues.Scalar(value);
    }
}
