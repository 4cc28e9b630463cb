namespace Mtl;

/// <summary>
/// What a task minimizes. ŷ is the head's output, y the label, p the probability that the head gives to the label; the loss of a
/// batch is the mean over its labeled values.
/// </summary>
/// <remarks>
/// With <see cref="HeadAttribute.ClassWeights"/> w, −log p of class k counts w_k; the mean is still over rows and not over weights, so that
/// a class with twice the weight pulls twice as hard in every batch.
/// </remarks>
public enum Loss
{
    /// <summary>
    /// The usual loss of the head's type: <see cref="SquaredError"/> for numbers, <see cref="CrossEntropy"/> for classes, answers,
    /// flags and ranks, <see cref="Poisson"/> for counts, <see cref="Pinball"/> for quantiles, and its own loss for a head of the user's
    /// own type.
    /// </summary>
    Default = 0,

    /// <summary>(ŷ − y)²: its minimum is the mean. For <c>RegressionHead</c>.</summary>
    SquaredError,

    /// <summary>|ŷ − y|: its minimum is the median, and outliers weigh no more than others. For <c>RegressionHead</c>.</summary>
    AbsoluteError,

    /// <summary>
    /// ½(ŷ − y)² where |ŷ − y| ≤ δ, else δ·(|ŷ − y| − ½δ), with δ = <see cref="HeadAttribute.HuberDelta"/>: quadratic near the
    /// label, linear far from it (Huber 1964). For <c>RegressionHead</c>.
    /// </summary>
    Huber,

    /// <summary>
    /// −log p. With <see cref="HeadAttribute.LabelSmoothing"/> ε (Szegedy et al. 2016) and class weights w it is
    /// (1 − ε)·w_y·(−log p_y) + ε/K·Σ w_k·(−log p_k) over the K classes (K = 2 for yes-or-no answers), as in PyTorch. For <c>ClassHead</c>,
    /// <c>BinaryHead</c>, <c>MultiLabelHead</c> (the mean over the flags) and, without smoothing, <c>OrdinalHead</c>.
    /// </summary>
    CrossEntropy,

    /// <summary>
    /// −w_y·(1 − p)ᵞ·log p with γ = <see cref="HeadAttribute.FocalGamma"/>: rows that are easy already hardly count
    /// (Lin et al. 2017). For <c>ClassHead</c>, <c>BinaryHead</c> and <c>MultiLabelHead</c>.
    /// </summary>
    Focal,

    /// <summary>
    /// eˢ − y·s for an output s that is the logarithm of the rate: the negative log-likelihood of a Poisson distribution without
    /// the term log y!, which no weight can change. For <c>CountHead</c>.
    /// </summary>
    Poisson,

    /// <summary>
    /// The mean of max(τ·u, (τ − 1)·u) over the quantiles τ of <see cref="HeadAttribute.Quantiles"/>, with u = y − ŷ of the quantile: its
    /// minimum is the number that a share of τ of the labels is below (Koenker and Bassett 1978). For <c>QuantileHead</c>.
    /// </summary>
    Pinball,
}
