using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>A loss whose derivative only libtorch knows: a graph of the loss alone is recorded.</summary>
internal sealed class AutogradLossOp(StepValue output, ReadOnlySpan<long> rowShape, Func<torch.Tensor, TaskLabels, torch.Tensor> loss) : LossOp(output)
{
    private readonly long[] _rowShape = rowShape.ToArray();

    /// <summary>Indices stay indices, and long numbers long.</summary>
    internal override torch.ScalarType LabelType(torch.Tensor values) =>
        values.dtype is torch.ScalarType.Int64 or torch.ScalarType.Float64 ? values.dtype : torch.ScalarType.Float32;

    /// <inheritdoc/>
    protected override double Run(torch.Tensor values, torch.Tensor present, double weight, double count)
    {
        using var scope = torch.NewDisposeScope();
        using var withGradients = torch.enable_grad();
        var output = Output.Values.detach().clone().reshape([Output.Values.shape[0], .. _rowShape]).requires_grad_();
        var value = loss(output, new TaskLabels(values, present));
        (weight * value).backward();
        Output.Gradients!.copy_(output.grad!.reshape(Output.Values.shape));
        return TensorValues.Scalar(value);
    }
}
