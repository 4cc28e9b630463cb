using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl;

/// <summary>
/// Standardizes every number to mean 0 and standard deviation 1, <c>(x − mean) / deviation</c>, with the mean and the standard deviation
/// of the training data. They are buffers: saved, loaded and moved with the model, but not trained.
/// </summary>
/// <remarks>
/// <para>
/// Every number is fitted once, by the first training that has values of it, and never changes afterwards, because the weights depend on
/// it. Before that, its mean is 0 and its deviation 1.
/// </para>
/// <para>
/// NaN, a missing number, is not counted and remains NaN. A number that is the same in all rows has deviation 1, so that it becomes 0.
/// </para>
/// <para>
/// Mean and deviation are <c>float64</c> in models of every element type, and so is the computation. In <c>float32</c>, numbers with a
/// large common offset, for example times, would lose all their information.
/// </para>
/// </remarks>
public sealed class Standardization : nn.Module<Tensor, Tensor>
{
    // Buffers are read by name, not held in fields: TorchSharp replaces them when it moves the module. No property may have their name.
    private const string MeanBuffer = "mean";
    private const string DeviationBuffer = "deviation";
    private const string RowsBuffer = "rows";
    private const string CountsBuffer = "counts";

    private readonly long[] _shape;
    private readonly (int Start, int Count)[] _ranges;
    private ScalarType _elementType = get_default_dtype();

    /// <summary>Creates a standardization that is not fitted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The shape of the input without the batch dimension; empty for one number per row.</param>
    /// <param name="columns">The ranges along the first dimension that are standardized, the others are not changed; none for all.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or there are columns but the shape is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a range exceeds the first dimension.</exception>
    public Standardization(string name, ReadOnlySpan<long> shape, params Range[] columns)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        _shape = shape.ToArray();
        _ranges = RangesOf(name, shape, columns);
        register_buffer(MeanBuffer, zeros(shape, ScalarType.Float64).DetachFromDisposeScope());
        register_buffer(DeviationBuffer, ones(shape, ScalarType.Float64).DetachFromDisposeScope());
        register_buffer(RowsBuffer, tensor(0L).DetachFromDisposeScope());
        register_buffer(CountsBuffer, zeros(shape, ScalarType.Int64).DetachFromDisposeScope());
    }

    /// <summary>The mean that is subtracted, <c>float64</c>; 0 for numbers that are not standardized.</summary>
    public Tensor Mean => Buffer(MeanBuffer);

    /// <summary>The standard deviation by which is divided, <c>float64</c>; 1 for numbers that are not standardized.</summary>
    public Tensor Deviation => Buffer(DeviationBuffer);

    /// <summary>The number of values from which mean and deviation were computed, <c>int64</c>; 0 before there were any.</summary>
    public Tensor Counts => Buffer(CountsBuffer);

    /// <summary>
    /// Whether any number has its mean and deviation. Numbers without a value in the training data are fitted by the first training that
    /// has values of them.
    /// </summary>
    public bool IsFitted
    {
        get
        {
            using var scope = NewDisposeScope();
            return Counts.any().item<bool>();
        }
    }

    /// <summary>Whether there was training data, be it without values.</summary>
    private bool HadData => Rows.item<long>() > 0;

    /// <summary>The ranges of a flattened row that are standardized; all other numbers are not changed.</summary>
    internal ReadOnlySpan<(int Start, int Count)> ContiguousRanges => _ranges;

    private Tensor Rows => Buffer(RowsBuffer);

    /// <exception cref="ObjectDisposedException">The module, or the model that it belongs to, was disposed.</exception>
    private Tensor Buffer(string name) =>
        get_buffer(name) is { IsInvalid: false } buffer ? buffer : throw new ObjectDisposedException(GetName());

    /// <summary>Computes mean and deviation of every number that is not fitted.</summary>
    /// <param name="values">The training data, <c>[rows, …shape]</c>; NaN is missing.</param>
    /// <exception cref="ArgumentException">
    /// The values have another shape, are sparse, are infinite, or are too far apart for a finite deviation.
    /// </exception>
    public void EnsureFitted(Tensor values) => Fit(Measure(values));

    /// <summary>Computes mean and deviation of every number that is not fitted, without changing the standardization.</summary>
    /// <param name="values">The training data, <c>[rows, …shape]</c>; NaN is missing.</param>
    /// <returns>The result, for <see cref="Fit"/>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="EnsureFitted"/>.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StandardizationFit Measure(Tensor values)
    {
        TensorShape.RequireDense(nameof(Standardization), (GetName(), values));
        TensorShape.Require(values, nameof(Standardization), GetName(), _shape);
        return StandardizationFit.Of(this, values.shape[0], Missing(), (start, count) => values.narrow(0, start, count));
    }

    /// <summary>
    /// Computes mean and deviation over the real steps of sequences for every number that is not fitted, without changing the
    /// standardization.
    /// </summary>
    /// <param name="values">The training data, padded, <c>[rows, steps, …shape]</c>; NaN is missing.</param>
    /// <param name="lengths">The number of real steps of every row, <c>int64 [rows]</c>.</param>
    /// <returns>The result, for <see cref="Fit"/>.</returns>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StandardizationFit Measure(Tensor values, Tensor lengths)
    {
        TensorShape.RequireDense(nameof(Standardization), (GetName(), values), ($"lengths of {GetName()}", lengths));
        long steps = values.shape.ElementAtOrDefault(1);
        TensorShape.Require(values, nameof(Standardization), GetName(), [steps, .. _shape]);
        TensorShape.RequireSequence(values, lengths, nameof(Standardization), GetName(), (int)steps, _shape);
        return StandardizationFit.Of(this, values.shape[0], Missing(), RealSteps, steps);

        Tensor RealSteps(long start, long count) => Sequences.RealSteps(values.narrow(0, start, count), lengths.narrow(0, start, count));
    }

    /// <summary>
    /// Sets mean and deviation of several standardizations. Compute all results first: if one of them fails, nothing is fitted.
    /// </summary>
    /// <param name="measured">The results of <see cref="Measure(Tensor)"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Fit(params StandardizationFit[] measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        foreach (var fit in measured)
            fit.Apply();
    }

    /// <summary>
    /// Checks that the training data was measured. Otherwise a model would silently read raw numbers.
    /// </summary>
    /// <param name="name">The name for the message.</param>
    /// <exception cref="InvalidOperationException">No training data was measured.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireFitted(string name)
    {
        if (!HadData)
        {
            throw new InvalidOperationException(
                $"{name} has no mean and deviation yet. Call the model's EnsureFitted with the training data before the first step; "
                + "Fit does it by itself.");
        }
    }

    /// <summary>Standardizes numbers.</summary>
    /// <param name="input"><c>[batch, …shape]</c>.</param>
    /// <returns>
    /// A new tensor of the same shape, in the element type of the last conversion of the module, initially <c>float32</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        RequireShape(input, nameof(input));
        using var scope = NewDisposeScope();
        return ((input.to(ScalarType.Float64) - Mean) / Deviation).to(_elementType).MoveToOuterDisposeScope();
    }

    /// <summary>Reverses the standardization: <c>x · deviation + mean</c>.</summary>
    /// <param name="standardized"><c>[batch, …shape]</c>.</param>
    /// <returns>A new tensor of the same shape, <c>float64</c>.</returns>
    /// <exception cref="ArgumentException">The numbers have another shape.</exception>
    public Tensor Destandardize(Tensor standardized)
    {
        RequireShape(standardized, nameof(standardized));
        using var scope = NewDisposeScope();
        return ((standardized.to(ScalarType.Float64) * Deviation) + Mean).MoveToOuterDisposeScope();
    }

    /// <summary>Sets mean and deviation of some numbers.</summary>
    /// <param name="places">Their indices in a flattened row.</param>
    /// <param name="means">Their means.</param>
    /// <param name="deviations">Their deviations.</param>
    /// <param name="counts">The number of values from which these were computed.</param>
    /// <param name="rows">The number of rows of the training data.</param>
    internal void Store(long[] places, double[] means, double[] deviations, long[] counts, long rows)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (rows > 0 && !HadData)
            Rows.fill_(rows);
        var device = Mean.device;
        var index = tensor(places, device: device);
        Mean.view(-1).index_copy_(0, index, tensor(means, device: device));
        Deviation.view(-1).index_copy_(0, index, tensor(deviations, device: device));
        Counts.view(-1).index_copy_(0, index, tensor(counts, device: device));
    }

    /// <summary>Sets all counts to the number of rows, for files of older versions, which fitted all numbers together.</summary>
    internal void CountRows()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Counts.fill_(Rows.item<long>());
    }

    /// <summary>Does nothing: the constructor registers the buffers, and there are no other components.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>Moves mean and deviation to another device, but does not convert them to another element type.</summary>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        _elementType = dtype ?? _elementType;
        if (device is not null)
            base._toEpilog(null, device, non_blocking);
    }

    /// <summary>The indices, in a flattened row, of the standardized numbers that are not fitted.</summary>
    private long[] Missing()
    {
        long[] counts = TensorValues.Read<long>(Counts);
        var standardized = _ranges.SelectMany(range => Enumerable.Range(range.Start, range.Count));
        return [.. standardized.Where(place => counts[place] == 0).Select(place => (long)place)];
    }

    /// <summary>
    /// Checks the last dimensions: broadcasting would silently expand a wrong size. Further dimensions, for example of steps, may precede
    /// them.
    /// </summary>
    private void RequireShape(Tensor numbers, string argument)
    {
        TensorShape.RequireLiving(numbers, nameof(Standardization), GetName());
        int before = (int)numbers.dim() - _shape.Length;
        bool fits = before >= 0;
        for (int i = 0; fits && i < _shape.Length; i++)
            fits = numbers.size(before + i) == _shape[i];
        if (!fits)
        {
            string expected = string.Join(", ", (string[])["batch", .. _shape.Select(size => $"{size}")]);
            string found = string.Join(", ", numbers.shape);
            throw new ArgumentException(
                $"{nameof(Standardization)}: '{GetName()}' must have the shape [{expected}], but the tensor given has [{found}].",
                argument);
        }
    }

    private static (int Start, int Count)[] RangesOf(string name, ReadOnlySpan<long> shape, Range[] columns)
    {
        long all = 1;
        foreach (long size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(shape));
            all *= size;
        }

        if (columns.Length == 0)
            return [(0, (int)all)];
        if (shape.IsEmpty)
        {
            throw new ArgumentException(
                $"{nameof(Standardization)}: '{name}' has one number per row, which has no columns to choose from; give none.",
                nameof(columns));
        }

        var (places, width) = ((int)shape[0], (int)(all / shape[0]));
        return [.. columns.Select(range => range.GetOffsetAndLength(places)).Select(range => (range.Offset * width, range.Length * width))];
    }
}
