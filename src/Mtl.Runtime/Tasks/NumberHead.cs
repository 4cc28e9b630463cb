using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>The base of heads whose labels are numbers, which can be standardized.</summary>
/// <typeparam name="TPrediction">The type of a prediction.</typeparam>
/// <typeparam name="TMetrics">The type of the metrics.</typeparam>
public abstract class NumberHead<TPrediction, TMetrics> : TaskHead<float, TPrediction, TMetrics>
    where TMetrics : TaskMetrics
{
    private protected NumberHead(
        string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization, int outputs, ReadOnlySpan<long> rowShape,
        bool standardize)
        : base(task, inputs, hidden, normalization, outputs)
    {
        if (standardize)
        {
            Standardization = new(task, rowShape);
            register_module(nameof(Standardization), Standardization);
        }
    }

    /// <summary>Mean and deviation of the labels in the training data; null if labels are not standardized.</summary>
    public Standardization? Standardization { get; }

    /// <summary>Fits the standardization of the labels, unless it is already fitted. Without a standardization it does nothing.</summary>
    /// <param name="labels">The labels of the training data.</param>
    /// <exception cref="ArgumentException">
    /// The labels or their presence have another shape, are sparse, or are not valid labels of the task, as for
    /// <see cref="TaskHead{TLabel, TPrediction, TMetrics}.Loss"/>; or they are too far apart for a finite deviation.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void EnsureFitted(TaskLabels labels)
    {
        if (Standardization is not null)
            Standardization.Fit(Measure(labels));
    }

    /// <summary>Computes mean and deviation of the labels that are not fitted, without changing the standardization.</summary>
    /// <param name="labels">The labels of the training data.</param>
    /// <returns>The result, for <see cref="Mtl.Standardization.Fit"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The labels or their presence have another shape, are sparse, or are not valid labels of the task, as for
    /// <see cref="TaskHead{TLabel, TPrediction, TMetrics}.Loss"/>; or they are too far apart for a finite deviation.
    /// </exception>
    /// <exception cref="InvalidOperationException">The head does not standardize its labels.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StandardizationFit Measure(TaskLabels labels)
    {
        if (Standardization is null)
            throw new InvalidOperationException($"{TaskName} does not standardize its labels.");
        TensorShape.RequireDense(TaskName, ("labels", labels.Values), ("presence of labels", labels.Present));
        RequireLabels(labels);
        using var scope = torch.NewDisposeScope();
        var numbers = labels.Values.to(torch.ScalarType.Float64).masked_fill(labels.Present.eq(0), double.NaN);
        return Standardization.Measure(ForOutputs(numbers));
    }

    /// <summary>Converts the standardized numbers of the output layer to the unit of the labels.</summary>
    /// <param name="standardized">The computed numbers, <c>[batch, …RowShape]</c>.</param>
    /// <returns>The head's output, of the same shape; <c>float64</c> if labels are standardized.</returns>
    public torch.Tensor Destandardize(torch.Tensor standardized) => Standardization?.Destandardize(standardized) ?? standardized;

    /// <summary>Checks that predictions have the unit of the labels: that a training had a label, if labels are standardized.</summary>
    /// <exception cref="InvalidOperationException">No training had a label of the task.</exception>
    private protected void RequireUnit()
    {
        if (Standardization is { IsFitted: false })
        {
            throw new InvalidOperationException(
                $"{TaskName} has no mean and deviation yet, because no training data had a label of it, so its predictions would not be in "
                + "the unit of the labels. Train the model on rows with labels of the task, or remove the task or its [Standardize].");
        }
    }

    /// <summary>The label of every output, <c>[batch, …RowShape]</c>.</summary>
    /// <param name="values">The labels' values.</param>
    private protected abstract torch.Tensor ForOutputs(torch.Tensor values);

    /// <inheritdoc/>
    private protected override torch.Tensor InUnit(torch.Tensor computed) => Destandardize(computed);

    /// <summary>The numbers that the loss compares: standardized, if labels are.</summary>
    private protected torch.Tensor Standardized(torch.Tensor numbers) => Standardization?.call(numbers) ?? numbers;
}
