using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.Emitted;

/// <summary>A loss of one label per row.</summary>
internal abstract class RowLossStep(StepValue output) : LossStep(output)
{
    /// <inheritdoc/>
    protected override double Run(torch.Tensor values, torch.Tensor present, double weight, double count)
    {
        var outputs = Output.Buffer.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        var labels = new RowLabels(values);
        var exists = TensorSpans.Floats(present);
        double sum = 0;
        for (int row = 0; row < exists.Length; row++)
        {
            if (exists[row] == 0)
            {
                gradients[row].Clear();
                continue;
            }

            sum += exists[row] * Row(outputs[row], labels, row, gradients[row]);
            TensorPrimitives.Multiply(gradients[row], (float)(weight * exists[row] / count), gradients[row]);
        }

        return sum / count;
    }

    /// <summary>The loss of a row and its gradient.</summary>
    /// <param name="output">The output of the row.</param>
    /// <param name="labels">The labels of all rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="gradient">Receives the derivative with respect to every output.</param>
    protected abstract float Row(ReadOnlySpan<float> output, RowLabels labels, int row, Span<float> gradient);
}

/// <summary>Labels of any kind by row: class indices and ranks as integers, all others as numbers.</summary>
internal readonly ref struct RowLabels
{
    private readonly ReadOnlySpan<long> _indices;
    private readonly ReadOnlySpan<float> _numbers;
    private readonly int _width;

    public RowLabels(torch.Tensor values)
    {
        if (values.dtype == torch.ScalarType.Int64)
            _indices = TensorSpans.Longs(values);
        else
            _numbers = TensorSpans.Floats(values);
        _width = values.dim() == 1 ? 1 : (int)values.size(1);
    }

    public int Index(int row) => (int)_indices[row];

    public ReadOnlySpan<float> Numbers(int row) => _numbers.Slice(row * _width, _width);
}
