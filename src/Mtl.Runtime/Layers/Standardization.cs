using TorchSharp;
using static TorchSharp.torch;

namespace Mtl;

/// <summary>
/// Brings every number to mean 0 and deviation 1, <c>(x − mean) / deviation</c>, with the mean and the deviation of the training data.
/// They are buffers: saved, loaded and moved with the model, and not trained.
/// </summary>
/// <remarks>
/// <para>
/// Every number is fitted once, by the first training that has values of it, and then stays as it is: the weights belong to it. Until then
/// nothing changes it.
/// </para>
/// <para>
/// NaN, a missing number, does not count and stays NaN. A number that is the same in all rows has deviation 1, so that it becomes 0.
/// </para>
/// <para>
/// Mean and deviation are <c>float64</c>, whatever the element type of the model, and so is what is computed with them: of numbers with a
/// large common offset, times for one, nothing would be left otherwise.
/// </para>
/// </remarks>
public sealed class Standardization : nn.Module<Tensor, Tensor>
{
    // TorchSharp moves buffers that no field holds, and wants no property of a buffer's name.
    private const string MeanBuffer = "mean";
    private const string DeviationBuffer = "deviation";
    private const string RowsBuffer = "rows";
    private const string CountsBuffer = "counts";

    private readonly long[] _shape;
    private readonly (int Start, int Count)[] _stretches;
    private ScalarType _elementType = get_default_dtype();

    /// <summary>Makes a standardization that is not fitted yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">The sizes of what it reads, without the batch dimension; none for one number per row.</param>
    /// <param name="columns">The places along the first size that are standardized, the others pass unchanged; all where none are given.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, or columns are given where there is no size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a range exceeds the first size.</exception>
    public Standardization(string name, ReadOnlySpan<long> shape, params Range[] columns)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        _shape = shape.ToArray();
        _stretches = StretchesOf(name, shape, columns);
        register_buffer(MeanBuffer, zeros(shape, ScalarType.Float64).DetachFromDisposeScope());
        register_buffer(DeviationBuffer, ones(shape, ScalarType.Float64).DetachFromDisposeScope());
        register_buffer(RowsBuffer, tensor(0L).DetachFromDisposeScope());
        register_buffer(CountsBuffer, zeros(shape, ScalarType.Int64).DetachFromDisposeScope());
    }

    /// <summary>The mean that is subtracted, <c>float64</c>; 0 where nothing is standardized.</summary>
    public Tensor Mean => Living(MeanBuffer);

    /// <summary>The deviation that is divided by, <c>float64</c>; 1 where nothing is standardized.</summary>
    public Tensor Deviation => Living(DeviationBuffer);

    /// <summary>How many values mean and deviation are those of, <c>int64</c>; 0 where none was seen yet.</summary>
    public Tensor Counts => Living(CountsBuffer);

    /// <summary>Whether it has seen training data. Numbers that had no value there are fitted by the next training.</summary>
    public bool IsFitted => Rows.item<long>() > 0;

    /// <summary>Which numbers are standardized, laid out as a vector; the others pass unchanged.</summary>
    internal ReadOnlySpan<(int Start, int Count)> Stretches => _stretches;

    private Tensor Rows => Living(RowsBuffer);

    /// <exception cref="ObjectDisposedException">It, or the model that it belongs to, was disposed of.</exception>
    private Tensor Living(string buffer) =>
        get_buffer(buffer) is { IsInvalid: false } living ? living : throw new ObjectDisposedException(GetName());

    /// <summary>Computes mean and deviation of every number that has none yet.</summary>
    /// <param name="values">The training data, <c>[rows, …shape]</c>; NaN is missing.</param>
    /// <exception cref="ArgumentException">
    /// The values have another shape, are sparse, hold an infinite number, or lie too far apart for a finite deviation.
    /// </exception>
    public void EnsureFitted(Tensor values) => Fit(Measure(values));

    /// <summary>Measures what is not fitted yet, and changes nothing.</summary>
    /// <param name="values">The training data, <c>[rows, …shape]</c>; NaN is missing.</param>
    /// <returns>What <see cref="Fit"/> takes over.</returns>
    /// <exception cref="ArgumentException">As for <see cref="EnsureFitted"/>.</exception>
    public StandardizationFit Measure(Tensor values)
    {
        TensorShape.RequireDense(nameof(Standardization), (GetName(), values));
        TensorShape.Require(values, nameof(Standardization), GetName(), _shape);
        return StandardizationFit.Of(this, values.shape[0], Missing(), (start, count) => values.narrow(0, start, count));
    }

    /// <summary>Measures what is not fitted yet in the real steps of sequences, and changes nothing.</summary>
    /// <param name="values">The training data, padded, <c>[rows, steps, …shape]</c>; NaN is missing.</param>
    /// <param name="lengths">The number of real steps of every row, <c>int64 [rows]</c>.</param>
    /// <returns>What <see cref="Fit"/> takes over.</returns>
    /// <exception cref="ArgumentException">The values have another shape.</exception>
    public StandardizationFit Measure(Tensor values, Tensor lengths)
    {
        TensorShape.RequireDense(nameof(Standardization), (GetName(), values), ($"lengths of {GetName()}", lengths));
        long steps = values.shape.ElementAtOrDefault(1);
        TensorShape.Require(values, nameof(Standardization), GetName(), [steps, .. _shape]);
        TensorShape.RequireSequence(values, lengths, nameof(Standardization), GetName(), (int)steps, _shape);
        return StandardizationFit.Of(this, values.shape[0], Missing(), RealSteps, steps);

        Tensor RealSteps(long start, long count) => Sequences.RealSteps(values.narrow(0, start, count), lengths.narrow(0, start, count));
    }

    /// <summary>Takes over what was measured: all of it, or nothing where one of the measurements before has failed.</summary>
    /// <param name="measured">What the <see cref="Measure(Tensor)"/> of several has returned.</param>
    public static void Fit(params StandardizationFit[] measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        foreach (var fit in measured)
            fit.Apply();
    }

    /// <summary>
    /// Requires that training data was seen: without mean and deviation a model would read raw numbers and nobody would notice.
    /// </summary>
    /// <param name="name">What is standardized, for the message.</param>
    /// <exception cref="InvalidOperationException">Nothing was fitted yet.</exception>
    public void RequireFitted(string name)
    {
        if (!IsFitted)
            throw new InvalidOperationException($"{name} has no mean and deviation yet. Call the model's EnsureFitted with the training data before the first step; Fit does it by itself.");
    }

    /// <summary>Standardizes.</summary>
    /// <param name="input"><c>[batch, …shape]</c>.</param>
    /// <returns>
    /// A new tensor of the same shape, in the element type that the module was converted to last, <c>float32</c> at first.
    /// </returns>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        RequireShape(input, nameof(input));
        using var scope = NewDisposeScope();
        return ((input.to(ScalarType.Float64) - Mean) / Deviation).to(_elementType).MoveToOuterDisposeScope();
    }

    /// <summary>Undoes the standardization: <c>x · deviation + mean</c>.</summary>
    /// <param name="standardized"><c>[batch, …shape]</c>.</param>
    /// <returns>A new tensor of the same shape, <c>float64</c>.</returns>
    /// <exception cref="ArgumentException">The numbers have another shape.</exception>
    public Tensor Destandardize(Tensor standardized)
    {
        RequireShape(standardized, nameof(standardized));
        using var scope = NewDisposeScope();
        return ((standardized.to(ScalarType.Float64) * Deviation) + Mean).MoveToOuterDisposeScope();
    }

    /// <summary>Takes over mean and deviation of the numbers that had none.</summary>
    /// <param name="places">Their places in the shape, laid out as a vector.</param>
    /// <param name="means">Their means.</param>
    /// <param name="deviations">Their deviations.</param>
    /// <param name="counts">How many values these are those of.</param>
    /// <param name="rows">How many rows the training data had.</param>
    internal void Store(long[] places, double[] means, double[] deviations, long[] counts, long rows)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (rows > 0 && !IsFitted)
            Rows.fill_(rows);
        var device = Mean.device;
        var index = tensor(places, device: device);
        Mean.view(-1).index_copy_(0, index, tensor(means, device: device));
        Deviation.view(-1).index_copy_(0, index, tensor(deviations, device: device));
        Counts.view(-1).index_copy_(0, index, tensor(counts, device: device));
    }

    /// <summary>For state that was saved before every number was counted by itself: all were fitted together.</summary>
    internal void CountRows()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Counts.fill_(Rows.item<long>());
    }

    /// <summary>Does nothing: the constructor has registered the buffers, and there is nothing else.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>Mean and deviation move to another device, but stay what they are in a model of another element type.</summary>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        _elementType = dtype ?? _elementType;
        if (device is not null)
            base._toEpilog(null, device, non_blocking);
    }

    /// <summary>The numbers that are standardized, but not fitted yet: their places in the shape, laid out as a vector.</summary>
    private long[] Missing()
    {
        long[] counts = TensorValues.Read<long>(Counts);
        var standardized = _stretches.SelectMany(stretch => Enumerable.Range(stretch.Start, stretch.Count));
        return [.. standardized.Where(place => counts[place] == 0).Select(place => (long)place)];
    }

    /// <summary>
    /// Requires the last sizes, one by one: broadcasting would make several numbers of one. More sizes may be in front of them, those of
    /// steps.
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

    private static (int Start, int Count)[] StretchesOf(string name, ReadOnlySpan<long> shape, Range[] columns)
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
