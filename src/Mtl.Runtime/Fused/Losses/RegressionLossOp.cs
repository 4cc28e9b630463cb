using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The squared error d², the absolute error |d| or the Huber loss (d²/2 for |d| below δ, else δ·(|d| − δ/2)) of every predicted number,
/// where d is the difference of output and label. With a standardization, the output is standardized, and the label is standardized too.
/// </summary>
internal sealed class RegressionLossOp(
    StepValue output, Loss loss, double huberDelta, Standardization? standardization) : ColumnLossOp(output)
{
    private readonly float _delta = (float)huberDelta;

    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var buffer = scratch.Columns(3, rows);
        var numbers = buffer[..rows];
        var exists = buffer[rows..(2 * rows)];
        var losses = buffer[(2 * rows)..];
        double sum = 0;
        for (int i = 0; i < Output.Width; i++)
        {
            double mean = standardization is null ? 0 : TensorSpans.Doubles(standardization.Mean)[i];
            double deviation = standardization is null ? 1 : TensorSpans.Doubles(standardization.Deviation)[i];
            labels.CopyNumbers(i, Output.Width, numbers, mean, deviation);
            labels.CopyPresent(i, Output.Width, exists);
            Difference(columns.Output(i), numbers, exists);
            Compute(columns.Output(i), losses, columns.Slope(i));
            sum += Weigh(losses, columns.Slope(i), exists, factor);
        }

        return sum;
    }

    /// <summary><c>float64</c> labels are not rounded before they are standardized.</summary>
    internal override torch.ScalarType LabelType(torch.Tensor values) =>
        values.dtype == torch.ScalarType.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    /// <summary>Subtracts the labels from the outputs. The difference is 0 where there is no label, whose value is undefined.</summary>
    private static void Difference(Span<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> exists)
    {
        for (int row = 0; row < outputs.Length; row++)
            outputs[row] = exists[row] == 0 ? 0 : outputs[row] - labels[row];
    }

    /// <summary>
    /// Computes losses and derivatives. For NaN both are NaN, so that the training can report which loss is not finite.
    /// </summary>
    private void Compute(Span<float> differences, Span<float> losses, Span<float> slopes)
    {
        switch (loss)
        {
            case Loss.AbsoluteError:
                TensorPrimitives.Abs(differences, losses);
                for (int row = 0; row < differences.Length; row++)
                    slopes[row] = Sign(differences[row]);
                break;
            case Loss.Huber: // With c = d between −δ and δ both branches are c·(d − c/2).
                TensorPrimitives.Max(differences, -_delta, slopes);
                TensorPrimitives.Min(slopes, _delta, slopes);
                TensorPrimitives.Multiply(slopes, -0.5f, losses);
                TensorPrimitives.Add(losses, differences, losses);
                TensorPrimitives.Multiply(losses, slopes, losses);
                break;
            case Loss.SquaredError:
                TensorPrimitives.Multiply(differences, differences, losses);
                TensorPrimitives.Multiply(differences, 2, slopes);
                break;
            default:
                throw new InvalidOperationException($"The loss {loss} is none of numbers.");
        }
    }

    private static float Sign(float number) => number > 0 ? 1 : number < 0 ? -1 : number;
}
