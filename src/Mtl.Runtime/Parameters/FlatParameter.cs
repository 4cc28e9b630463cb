using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Where one parameter lies among all.</summary>
internal sealed class FlatParameter : IDisposable
{
    private readonly FlatParameters _all;
    private readonly FlatGradient _gradient;
    private readonly List<bool> _hasGradient = [];

    /// <summary>Finds the place of a parameter.</summary>
    /// <param name="all">All parameters.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="start">Its first number.</param>
    public FlatParameter(FlatParameters all, Parameter parameter, long start)
    {
        _all = all;
        Parameter = parameter;
        Start = start;
        Count = parameter.NumberOfElements;
        Value = all.Values!.narrow(0, Start, Count).view(parameter.shape).DetachFromDisposeScope();
        _gradient = new(all, start, parameter.shape);
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Its first number.</summary>
    public long Start { get; }

    /// <summary>How many numbers it has.</summary>
    public long Count { get; }

    /// <summary>The tasks whose losses reach it; null where those of all do.</summary>
    public int[]? Tasks { get; init; }

    /// <summary>Whether a penalty reaches it in every step.</summary>
    public bool IsPenalized { get; init; }

    /// <summary>What a balancing method learns, if it is that.</summary>
    public LearnedTaskWeights? Scores { get; init; }

    /// <summary>Whether a gradient has come here since all were set to zero. One that was frozen since has none.</summary>
    /// <param name="reached">The tasks whose losses have gone back.</param>
    public bool HasGradient(BackpropagatedTasks reached) =>
        Parameter.requires_grad
        && (IsPenalized || (Scores is not null ? Scores.HasAnyGradient : Tasks is null ? reached.IsAny : reached.ContainsAny(Tasks)));

    /// <summary>The view of the flat values, in the parameter's shape.</summary>
    public torch.Tensor Value { get; }

    /// <summary>The view of the flat gradients, in the parameter's shape.</summary>
    public torch.Tensor Gradient => _gradient.Whole;

    /// <summary>Where the gradient of a slice goes, in the parameter's shape. <see cref="Add"/> says whether there is something yet.</summary>
    public torch.Tensor GradientOf(int slice) => _gradient[slice];

    /// <summary>No row of <see cref="FlatParameters.TaskGradientRows"/> has anything of this parameter yet.</summary>
    public void ForgetRows(int rows)
    {
        _hasGradient.Clear();
        for (int row = 0; row < rows; row++)
            _hasGradient.Add(false);
    }

    /// <summary>
    /// Says that a share of the gradient is added, and what the old content must be multiplied with: 0 for the first share in a row of a task,
    /// else 1.
    /// </summary>
    public float Add(int slice)
    {
        if (!_all.TaskGradientRows.Receive(Start) || _hasGradient[slice])
            return 1;
        _hasGradient[slice] = true;
        return 0;
    }

    /// <summary>The gradient of a slice, ready for additions number by number.</summary>
    public torch.Tensor Summable(int slice)
    {
        var gradient = GradientOf(slice);
        if (Add(slice) == 0)
            gradient.SetToZero();
        return gradient;
    }

    /// <summary>Fills the rows that no share was added to with 0.</summary>
    public void CompleteRows()
    {
        for (int slice = 0; slice < _hasGradient.Count; slice++)
            Summable(slice);
    }

    public void Dispose()
    {
        Value.Dispose();
        _gradient.Dispose();
    }
}
