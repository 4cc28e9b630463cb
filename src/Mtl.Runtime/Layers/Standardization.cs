using TorchSharp;
using static TorchSharp.torch;

namespace Mtl;

/// <summary>
/// Brings every number to mean 0 and deviation 1, <c>(x − mean) / deviation</c>, with the mean and the deviation of the training data.
/// They are buffers: saved, loaded and moved with the model, and not trained.
/// </summary>
/// <remarks>
/// <para>
/// It is fitted once, by the first training, and then stays as it is: the weights belong to it. Until then it changes nothing.
/// </para>
/// <para>
/// NaN, a missing number, does not count and stays NaN. A number that is the same in all rows has deviation 1, so that it becomes 0.
/// </para>
/// </remarks>
public sealed class Standardization : nn.Module<Tensor, Tensor>
{
    /// <summary>
    /// A deviation below this fraction of the mean is the rounding of equal <c>float32</c> numbers, whose own relative precision is 6e-8.
    /// </summary>
    private const double SmallestRelativeDeviation = 1e-7;

    // TorchSharp moves buffers that no field holds, and wants no property of a buffer's name.
    private const string MeanBuffer = "mean";
    private const string DeviationBuffer = "deviation";
    private const string RowsBuffer = "rows";

    private readonly Range[] _columns;

    /// <summary>Makes a standardisation that is not fitted yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The sizes of what it reads, without the batch dimension; none for one number per row.</param>
    /// <param name="columns">The places along the first size that are standardised, the others pass unchanged; all where none are given.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range exceeds the first size.</exception>
    public Standardization(string name, ReadOnlySpan<long> shape, params Range[] columns)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var range in columns)
            range.GetOffsetAndLength((int)shape[0]);
        _columns = columns;
        register_buffer(MeanBuffer, zeros(shape).DetachFromDisposeScope());
        register_buffer(DeviationBuffer, ones(shape).DetachFromDisposeScope());
        register_buffer(RowsBuffer, tensor(0L).DetachFromDisposeScope());
    }

    /// <summary>The mean that is subtracted; 0 where nothing is standardised.</summary>
    public Tensor Mean => get_buffer(MeanBuffer)!;

    /// <summary>The deviation that is divided by; 1 where nothing is standardised.</summary>
    public Tensor Deviation => get_buffer(DeviationBuffer)!;

    /// <summary>Whether mean and deviation are those of some training data.</summary>
    public bool IsFitted => get_buffer(RowsBuffer)!.item<long>() > 0;

    /// <summary>Computes mean and deviation, unless that was done before.</summary>
    /// <param name="values">The training data, <c>[rows, …shape]</c>; NaN is missing.</param>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    public void EnsureFitted(Tensor values)
    {
        TensorShape.Require(values, GetName(), "values", Mean.shape);
        if (IsFitted || values.shape[0] == 0)
            return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var numbers = values.to(ScalarType.Float64);
        var isMissing = numbers.isnan();
        var count = isMissing.logical_not().sum([0]).clamp_min(1);
        var mean = numbers.nan_to_num(0).sum([0]) / count;
        var distance = (numbers - mean).nan_to_num(0);
        var deviation = (distance.square().sum([0]) / count).sqrt();
        deviation = where(deviation > mean.abs() * SmallestRelativeDeviation, deviation, ones_like(deviation));
        Store(Mean, mean);
        Store(Deviation, deviation);
        get_buffer(RowsBuffer)!.fill_(values.shape[0]);
    }

    /// <summary>Requires mean and deviation of some training data: without them a model would train on raw numbers and nobody would notice.</summary>
    /// <param name="name">What is standardised, for the message.</param>
    /// <exception cref="InvalidOperationException">Nothing was fitted yet.</exception>
    public void RequireFitted(string name)
    {
        if (!IsFitted)
            throw new InvalidOperationException($"{name} has no mean and deviation yet. Call the model's EnsureFitted with the training data before the first step; Fit does it by itself.");
    }

    /// <summary>Standardises.</summary>
    /// <param name="input"><c>[batch, …shape]</c>.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return ((input - Mean) / Deviation).MoveToOuterDisposeScope();
    }

    /// <summary>Undoes the standardisation: <c>x · deviation + mean</c>.</summary>
    /// <param name="standardized"><c>[batch, …shape]</c>.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public Tensor Restore(Tensor standardized)
    {
        ArgumentNullException.ThrowIfNull(standardized);
        using var scope = NewDisposeScope();
        return ((standardized * Deviation) + Mean).MoveToOuterDisposeScope();
    }

    /// <summary>Does nothing: the constructor has registered the buffers, and there is nothing else.</summary>
    protected override void RegisterComponents()
    {
    }

    private void Store(Tensor buffer, Tensor computed)
    {
        if (_columns.Length == 0)
            buffer.copy_(computed);
        foreach (var range in _columns)
        {
            var (start, length) = range.GetOffsetAndLength((int)buffer.shape[0]);
            buffer.narrow(0, start, length).copy_(computed.narrow(0, start, length));
        }
    }
}
