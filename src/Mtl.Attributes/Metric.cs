namespace Mtl;

/// <summary>
/// The metrics that can be named in <see cref="HeadAttribute.Metrics"/>. Each corresponds to the property of the same name of the metrics
/// of the head, which describes its definition.
/// </summary>
public enum Metric
{
    /// <summary>The mean of the task's loss. For every head; lower is better.</summary>
    Loss,

    /// <summary>The share of correct predictions. For <c>BinaryHead</c>, <c>ClassHead</c> and <c>OrdinalHead</c>.</summary>
    Accuracy,

    /// <summary>The harmonic mean of precision and recall. For <c>BinaryHead</c>.</summary>
    F1,

    /// <summary>The share of correct predictions among the positive predictions. For <c>BinaryHead</c>.</summary>
    Precision,

    /// <summary>The share of correct predictions among the rows with a positive label. For <c>BinaryHead</c>.</summary>
    Recall,

    /// <summary>The area under the ROC curve. For <c>BinaryHead</c>.</summary>
    Auc,

    /// <summary>The mean of F1 over the classes, or over the flags. For <c>ClassHead</c> and <c>MultiLabelHead</c>.</summary>
    MacroF1,

    /// <summary>The mean of precision over the classes. For <c>ClassHead</c>.</summary>
    MacroPrecision,

    /// <summary>The mean of recall over the classes. For <c>ClassHead</c>.</summary>
    MacroRecall,

    /// <summary>F1 over the predictions of all flags together. For <c>MultiLabelHead</c>.</summary>
    MicroF1,

    /// <summary>The share of rows in which every flag is predicted correctly. For <c>MultiLabelHead</c>.</summary>
    SubsetAccuracy,

    /// <summary>Cohen's kappa with quadratic weights. For <c>OrdinalHead</c>.</summary>
    QuadraticWeightedKappa,

    /// <summary>The mean absolute difference of the predicted and the labeled rank. For <c>OrdinalHead</c>; lower is better.</summary>
    MeanAbsoluteRankError,

    /// <summary>The root of the mean squared error. For <c>RegressionHead</c>; lower is better.</summary>
    RootMeanSquaredError,

    /// <summary>The mean of the squared errors. For <c>RegressionHead</c>; lower is better.</summary>
    MeanSquaredError,

    /// <summary>
    /// The mean of the absolute errors. For <c>RegressionHead</c>, <c>QuantileHead</c> and <c>CountHead</c>; lower is better.
    /// </summary>
    MeanAbsoluteError,

    /// <summary>The coefficient of determination. For <c>RegressionHead</c>.</summary>
    R2,

    /// <summary>The mean Poisson deviance. For <c>CountHead</c>; lower is better.</summary>
    MeanDeviance,

    /// <summary>The mean pinball loss over the quantiles. For <c>QuantileHead</c>; lower is better.</summary>
    MeanPinballLoss,

    /// <summary>
    /// How far the share of labels in the predicted interval is from the one that its quantiles promise. For <c>QuantileHead</c> with two
    /// quantiles or more; lower is better.
    /// </summary>
    CoverageError,
}
