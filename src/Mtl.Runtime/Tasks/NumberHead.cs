using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>A task whose labels are numbers that can be standardized.</summary>
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

    /// <summary>Mean and deviation of the labels in the training data; null where labels are not standardized.</summary>
    public Standardization? Standardization { get; }

    /// <summary>Takes mean and deviation of the labels that have none yet; without standardization it does nothing.</summary>
    /// <param name="labels">The labels of the training data.</param>
    /// <exception cref="ArgumentException">
    /// The labels or their presence have another shape, are sparse, or are no labels of the task, as for
    /// <see cref="TaskHead{TLabel, TPrediction, TMetrics}.Loss"/>; or they are too far apart for a finite deviation.
    /// </exception>
    public void EnsureFitted(TaskLabels labels)
    {
        if (Standardization is not null)
            Standardization.Fit(Measure(labels));
    }

    /// <summary>Measures mean and deviation of the labels that have none yet, and changes nothing.</summary>
    /// <param name="labels">The labels of the training data.</param>
    /// <returns>What <see cref="Mtl.Standardization.Fit"/> takes over.</returns>
    /// <exception cref="ArgumentException">
    /// The labels or their presence have another shape, are sparse, or are no labels of the task, as for
    /// <see cref="TaskHead{TLabel, TPrediction, TMetrics}.Loss"/>; or they are too far apart for a finite deviation.
    /// </exception>
    /// <exception cref="InvalidOperationException">The head does not standardize.</exception>
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

    /// <summary>Turns standardized numbers, which the output layer computes, into numbers in the label's own unit.</summary>
    /// <param name="standardized">The computed numbers, <c>[batch, …RowShape]</c>.</param>
    /// <returns>The head's output, of the same shape; <c>float64</c> where labels are standardized.</returns>
    public torch.Tensor Restore(torch.Tensor standardized) => Standardization?.Restore(standardized) ?? standardized;

    /// <summary>The label that every output is compared with, <c>[batch, …RowShape]</c>.</summary>
    /// <param name="values">The labels' values.</param>
    private protected abstract torch.Tensor ForOutputs(torch.Tensor values);

    /// <inheritdoc/>
    private protected override torch.Tensor InUnit(torch.Tensor computed) => Restore(computed);

    /// <summary>Numbers as the loss compares them.</summary>
    private protected torch.Tensor Standardized(torch.Tensor numbers) => Standardization?.call(numbers) ?? numbers;
}
