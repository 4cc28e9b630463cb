using TorchSharp;

namespace Mtl;

/// <summary>The losses over predicted numbers, element by element: squared error, absolute error, Huber's loss.</summary>
internal sealed class RegressionLoss
{
    private readonly Loss _loss;
    private readonly double _huberDelta;

    public RegressionLoss(string task, Loss loss, double huberDelta)
    {
        _loss = LossArguments.Resolve(task, loss, Loss.SquaredError, Loss.AbsoluteError, Loss.Huber);
        _huberDelta = LossArguments.RequireDelta(huberDelta);
    }

    /// <summary>Loss and derivative as a part of a fused step.</summary>
    public LossOp NewStep(StepValue output, Standardization? standardization) => new RegressionLossOp(output, _loss, _huberDelta, standardization);

    /// <summary>From predictions and labels of one shape to losses of that shape.</summary>
    public torch.Tensor Elements(torch.Tensor outputs, torch.Tensor labels) => _loss switch
    {
        Loss.AbsoluteError => torch.nn.functional.l1_loss(outputs, labels, torch.nn.Reduction.None),
        Loss.Huber => torch.nn.functional.huber_loss(outputs, labels, _huberDelta, torch.nn.Reduction.None),
        Loss.SquaredError => torch.nn.functional.mse_loss(outputs, labels, torch.nn.Reduction.None),
        _ => throw new InvalidOperationException($"The loss {_loss} is none of numbers."),
    };
}
