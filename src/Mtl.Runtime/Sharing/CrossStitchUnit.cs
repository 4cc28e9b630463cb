using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// What one task takes of a layer from the copies of all tasks (Misra et al., CVPR 2016): <c>y = Σ_s α_s·h_s</c> with learned numbers α, a row of the
/// paper's matrix. They belong to the state of the model under the key <c>weight</c>, <c>[tasks]</c>.
/// </summary>
public sealed class CrossStitchUnit : torch.nn.Module<torch.Tensor[], torch.Tensor>
{
    private const string Key = "weight";

    private readonly int _tasks;

    /// <summary>Begins with one share of the task's own copy; the rest is divided among the others.</summary>
    /// <param name="tasks">How many tasks have a copy of the layer, at least 2.</param>
    /// <param name="own">Which of them the unit belongs to, from 0.</param>
    /// <param name="share">Its share, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public CrossStitchUnit(int tasks, int own, double share)
        : base(nameof(CrossStitchUnit))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(own);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(own, tasks);
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), FormattableString.Invariant($"A task takes a share from 0 to 1 of its own copy of a layer, but found {share}."));
        _tasks = tasks;
        using var scope = torch.NewDisposeScope();
        var weight = torch.full(tasks, (float)((1 - share) / (tasks - 1)));
        weight[own] = torch.tensor((float)share);
        var parameter = torch.nn.Parameter(weight);
        parameter.DetachFromDisposeScope();
        register_parameter(Key, parameter);
    }

    /// <summary>The numbers α, one for each copy in the order of the tasks, <c>[tasks]</c>.</summary>
    public Parameter Shares => get_parameter(Key)!;

    /// <summary>Adds up what the copies compute, each times its number.</summary>
    /// <param name="input">What the copy of each task computes, all of one shape.</param>
    /// <returns>The sum, in the shape of one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not one tensor for each number.</exception>
    public override torch.Tensor forward(torch.Tensor[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Length != _tasks)
            throw new ArgumentException($"The unit takes from {_tasks} copies of a layer, but was given {input.Length} tensors.", nameof(input));
        using var scope = torch.NewDisposeScope();
        var shares = Shares;
        var sum = input[0] * shares[0];
        for (int i = 1; i < input.Length; i++)
            sum += input[i] * shares[i];
        return sum.MoveToOuterDisposeScope();
    }
}
