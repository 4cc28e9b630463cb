using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The step that Adam and AdamW have in common, for one group of parameters.</summary>
internal sealed class AdamRule : IDisposable
{
    private AdamRows? _rows;

    /// <summary>
    /// Updates the running averages of the gradients and of their squares, and moves the parameters by the quotient of the first and
    /// the root of the second; with <paramref name="maxima"/>, of the largest second so far.
    /// </summary>
    public void Apply(
        AdamFactors factors, Tensor[] parameters, Tensor[] gradients, Tensor[] averages, Tensor[] squares, Tensor[]? maxima, long[] steps)
    {
        var (rate, beta1, beta2, epsilon) = factors;

        // Parameters that have missed steps have factors of their own.
        var rows = maxima is null && Array.TrueForAll(steps, step => step == steps[0]) ? RowsOf(averages, squares) : null;
        Foreach.Mul_(rows?.Averages ?? averages, beta1);
        Foreach.Add_(averages, gradients, 1 - beta1);
        Foreach.Mul_(rows?.Squares ?? squares, beta2);
        Foreach.Addcmul_(squares, gradients, gradients, 1 - beta2);
        if (maxima is not null)
            Foreach.Maximum_(maxima, squares);

        // The averages start at zero; dividing by these sums of weights takes that out.
        var roots = rows?.Roots() ?? Foreach.Sqrt(maxima ?? squares);
        Foreach.Div_(roots, Array.ConvertAll(steps[..roots.Length], step => Math.Sqrt(1 - Math.Pow(beta2, step))));
        Foreach.Add_(roots, epsilon);
        Foreach.Addcdiv_(
            parameters, averages, rows?.Denominators ?? roots,
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

/// <summary>The numbers of a step of Adam.</summary>
internal readonly record struct AdamFactors(double Rate, double Beta1, double Beta2, double Epsilon);
