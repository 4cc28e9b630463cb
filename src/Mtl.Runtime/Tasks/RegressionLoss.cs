using TorchSharp;

namespace Mtl;

/// <summary>The losses of predicted numbers, element by element: squared error, absolute error, Huber loss.</summary>
internal sealed class RegressionLoss
{
    private readonly Loss _loss;
    private readonly double _huberDelta;

    public RegressionLoss(string task, Loss loss, double huberDelta)
    {
        _loss = LossArguments.Resolve(task, loss, Loss.SquaredError, Loss.AbsoluteError, Loss.Huber);
        _huberDelta = LossArguments.RequireDelta(huberDelta);
    }

    /// <summary>Creates the loss for a fused step.</summary>
    public LossOp NewOp(StepValue output, Standardization? standardization) =>
        new RegressionLossOp(output, _loss, _huberDelta, standardization);

    /// <summary>Computes the loss of every element from predictions and labels of the same shape.</summary>
    public torch.Tensor Elements(torch.Tensor outputs, torch.Tensor labels) => _loss switch
    {
        Loss.AbsoluteError => torch.nn.functional.l1_loss(outputs, labels, torch.nn.Reduction.None),
        Loss.Huber => torch.nn.functional.huber_loss(outputs, labels, _huberDelta, torch.nn.Reduction.None),
        Loss.SquaredError => torch.nn.functional.mse_loss(outputs, labels, torch.nn.Reduction.None),
        _ => throw new InvalidOperationException($"The loss {_loss} is none of numbers."),
    };
}
