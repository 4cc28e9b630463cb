using Mtl.Emitted;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The way back from the losses of a step, which balancing weighs before it begins or whose gradients it combines after it: from scalars of
/// an autograd graph, or in an emitted step from the outputs at which it has begun.
/// </summary>
/// <param name="step">The losses as numbers.</param>
internal sealed class LossBackward(StepLosses step)
{
    private readonly torch.Tensor?[] _scalars = new torch.Tensor?[step.Losses.Count];
    private readonly MeasuredLoss[] _measured = new MeasuredLoss[step.Losses.Count];

    /// <summary>Names the loss of a task as a scalar of an autograd graph.</summary>
    public void Begin(int task, torch.Tensor loss) => _scalars[task] = loss;

    /// <summary>Names the loss of a task whose way back has begun at its output.</summary>
    public void Begin(int task, MeasuredLoss loss) => _measured[task] = loss;

    /// <summary>Forgets the scalars: with their graph they would live on.</summary>
    public void Forget() => Array.Clear(_scalars);

    /// <summary>Weighs the losses where the way back has begun at the outputs and has gone no further.</summary>
    /// <param name="balancing">The method at work.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <returns>The weighted sum.</returns>
    public double Weigh(LossBalancing balancing, FlatParameters storage)
    {
        double objective = balancing.Weigh(step.Losses, step.LabelledRows);
        balancing.Learned?.AddGradient(storage);
        for (int task = 0; task < _measured.Length; task++)
            _measured[task].ScaleGradient(balancing.Weights[task]);
        return objective;
    }

    /// <summary>Goes back from the scalars.</summary>
    /// <param name="penalty">What regularisation adds to the objective, a scalar; null for nothing.</param>
    /// <param name="total">The model's own objective, a scalar.</param>
    /// <returns>What was gone back from.</returns>
    public torch.Tensor Run(torch.Tensor? penalty, torch.Tensor total)
    {
        if (step.Chosen is LossBalancing chosen)
        {
            total = chosen.Objective(Scalars(), [.. step.LabelledRows]);
            if (penalty is not null)
                total += penalty;
        }

        if (!step.IsMeasurement)
            torch.autograd.backward(total);
        return total;
    }

    /// <summary>Combines the gradients of the tasks to the direction of the step.</summary>
    /// <param name="gradients"><c>[tasks, shared numbers]</c>.</param>
    /// <param name="storage">The model's parameters.</param>
    /// <returns>The sum of the losses, each times its weight; null where no method is at work that combines gradients.</returns>
    public double? TryCombine(torch.Tensor gradients, FlatParameters storage) =>
        (step.Balancing as GradientBalancing)?.Combine(step.Losses, step.LabelledRows, gradients, storage);

    private torch.Tensor[] Scalars() => [.. _scalars.Select(scalar => scalar ?? throw new InvalidOperationException("The loss of a task was not recorded before the way back."))];
}
