namespace Mtl;

/// <summary>
/// The loss of a task. ŷ is the output of the head, y the label, p the predicted probability of the label; the loss of a batch is the mean
/// over its labeled values.
/// </summary>
/// <remarks>
/// With <see cref="HeadAttribute.ClassWeights"/> w, −log p of class k has the factor w_k. The sum is divided by the number of labeled
/// values, not by the sum of the weights as in PyTorch, so that a class with twice the weight has twice the gradient in every batch.
/// </remarks>
public enum Loss
{
    /// <summary>
    /// The default of the head: <see cref="SquaredError"/> for regression, <see cref="CrossEntropy"/> for binary labels, classes,
    /// flags and ranks, <see cref="Poisson"/> for counts, <see cref="Pinball"/> for quantiles; a custom head has
    /// its own loss.
    /// </summary>
    Default = 0,

    /// <summary>(ŷ − y)², minimized by the mean. For <c>RegressionHead</c>.</summary>
    SquaredError,

    /// <summary>
    /// |ŷ − y|, minimized by the median; the gradient of an outlier is no larger than that of other rows. For <c>RegressionHead</c>.
    /// </summary>
    AbsoluteError,

    /// <summary>
    /// ½(ŷ − y)² where |ŷ − y| ≤ δ, else δ·(|ŷ − y| − ½δ), with δ = <see cref="HeadAttribute.HuberDelta"/>: quadratic near the
    /// label, linear far from it (Huber 1964). For <c>RegressionHead</c>.
    /// </summary>
    Huber,

    /// <summary>
    /// −log p. With <see cref="HeadAttribute.LabelSmoothing"/> ε (Szegedy et al. 2016) and class weights w it is
    /// (1 − ε)·w_y·(−log p_y) + ε/K·Σ w_k·(−log p_k) over the K classes (K = 2 for binary labels), as in PyTorch. For <c>ClassHead</c>,
    /// <c>BinaryHead</c>, <c>MultiLabelHead</c> (the mean over the flags) and, without smoothing, <c>OrdinalHead</c>.
    /// </summary>
    CrossEntropy,

    /// <summary>
    /// −w_y·(1 − p)ᵞ·log p with γ = <see cref="HeadAttribute.FocalGamma"/>: reduces the loss of rows that are predicted well
    /// (Lin et al. 2017). For <c>ClassHead</c>, <c>BinaryHead</c> and <c>MultiLabelHead</c>.
    /// </summary>
    Focal,

    /// <summary>
    /// eˢ − y·s for an output s that is the logarithm of the rate: the negative log-likelihood of a Poisson distribution without
    /// the constant log y!. For <c>CountHead</c>.
    /// </summary>
    Poisson,

    /// <summary>
    /// The mean of max(τ·u, (τ − 1)·u) over the quantiles τ of <see cref="HeadAttribute.Quantiles"/>, with u = y − ŷ of the quantile: its
    /// minimum is the number that a share of τ of the labels is below (Koenker and Bassett 1978). For <c>QuantileHead</c>.
    /// </summary>
    Pinball,
}
