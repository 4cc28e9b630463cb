using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// A cross-stitch unit for one task (Misra et al., CVPR 2016): the weighted sum <c>y = Σ_s α_s·h_s</c> of the outputs of all tasks' copies
/// of a layer, with learned weights α, a row of the paper's matrix. They are part of the state of the model, with the key <c>weight</c>,
/// <c>[tasks]</c>.
/// </summary>
public sealed class CrossStitchUnit : torch.nn.Module<torch.Tensor[], torch.Tensor>
{
    private const string Key = "weight";

    private readonly int _tasks;

    /// <summary>Creates a unit. The initial weights of the other tasks' copies are equal; all weights sum to 1.</summary>
    /// <param name="tasks">The number of tasks with a copy of the layer, at least 2.</param>
    /// <param name="own">The index of the unit's task, from 0.</param>
    /// <param name="share">The initial weight of the task's own copy, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public CrossStitchUnit(int tasks, int own, double share)
        : base(nameof(CrossStitchUnit))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(own);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(own, tasks);
        if (!(share is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(share),
                FormattableString.Invariant($"The initial weight of a task's own copy of a layer must be from 0 to 1, but is {share}."));
        }

        _tasks = tasks;
        using var scope = torch.NewDisposeScope();
        var weight = torch.full(tasks, (float)((1 - share) / (tasks - 1)));
        weight[own] = torch.tensor((float)share);
        var parameter = torch.nn.Parameter(weight);
        parameter.DetachFromDisposeScope();
        register_parameter(Key, parameter);
    }

    /// <summary>The weights α, one for each copy in the order of the tasks, <c>[tasks]</c>.</summary>
    public Parameter Shares => get_parameter(Key)!;

    /// <summary>Computes the weighted sum of the copies' outputs.</summary>
    /// <param name="input">The output of each task's copy, all of the same shape.</param>
    /// <returns>The sum, of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not one tensor for each task.</exception>
    public override torch.Tensor forward(torch.Tensor[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Length != _tasks)
        {
            throw new ArgumentException(
                $"The unit combines the outputs of {_tasks} copies of a layer, but was given {input.Length} tensors.", nameof(input));
        }

        using var scope = torch.NewDisposeScope();
        var shares = Shares;
        var sum = input[0] * shares[0];
        for (int i = 1; i < input.Length; i++)
            sum += input[i] * shares[i];
        return sum.MoveToOuterDisposeScope();
    }
}
