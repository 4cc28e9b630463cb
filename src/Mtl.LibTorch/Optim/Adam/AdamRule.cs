using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The step that Adam and AdamW have in common, with what it keeps for a group from one to the next.</summary>
internal sealed class AdamRule : IDisposable
{
    private AdamRows? _rows;

    /// <summary>The rule of a group.</summary>
    public static AdamRule Of(ParamGroup group) => (AdamRule)(group.Kept ??= new AdamRule());

    /// <summary>
    /// Updates the running averages of the directions and of their squares, and moves the parameters against the quotient of the
    /// first and the root of the second; with amsgrad, of the largest second so far.
    /// </summary>
    public void Apply(Adam.Options options, Batch<Adam.State> batch, Tensor[] directions)
    {
        var (rate, (beta1, beta2)) = (options.LearningRate!.Value, options.Betas);
        var averages = batch.Select(static state => state.exp_avg);
        var squares = batch.Select(static state => state.exp_avg_sq);
        var maxima = options.amsgrad!.Value ? batch.Select(static state => state.max_exp_avg_sq!) : null;
        var steps = batch.Select(static state => ++state.step);

        // Parameters that have missed steps have factors of their own.
        var rows = maxima is null && Array.TrueForAll(steps, step => step == steps[0]) ? RowsOf(averages, squares) : null;
        Foreach.Mul_(rows?.Averages ?? averages, beta1);
        Foreach.Add_(averages, directions, 1 - beta1);
        Foreach.Mul_(rows?.Squares ?? squares, beta2);
        Foreach.Addcmul_(squares, directions, directions, 1 - beta2);
        if (maxima is not null)
            Foreach.Maximum_(maxima, squares);

        // The averages start at zero; dividing by these sums of weights takes that out.
        var roots = rows?.Roots() ?? Foreach.Sqrt(maxima ?? squares);
        Foreach.Div_(roots, Array.ConvertAll(steps[..roots.Length], step => Math.Sqrt(1 - Math.Pow(beta2, step))));
        Foreach.Add_(roots, options.eps!.Value);
        Foreach.Addcdiv_(
            batch.Parameters, averages, rows?.Denominators ?? roots,
            Array.ConvertAll(steps, step => -(rate / (1 - Math.Pow(beta1, step)))));
    }

    /// <summary>Gives the rows back.</summary>
    public void Dispose() => _rows?.Dispose();

    /// <summary>The rows of the last step, or new ones where the tensors have been replaced since.</summary>
    private AdamRows? RowsOf(Tensor[] averages, Tensor[] squares)
    {
        if (_rows is not { } rows || !rows.AreOf(averages, squares))
        {
            _rows?.Dispose();
            _rows = AdamRows.Of(averages, squares);
        }

        return _rows;
    }
}
