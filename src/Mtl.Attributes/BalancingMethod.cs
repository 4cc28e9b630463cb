namespace Mtl;

/// <summary>
/// How the losses of the tasks become one step. L is the loss of a task, g its gradient with respect to the shared parameters, T the number of
/// tasks that have a label in the batch, and all sums and products are over them.
/// </summary>
/// <remarks>
/// Methods up to <see cref="Famo"/> weigh losses and need one backward pass. The others look at the gradient of every task by itself; heads
/// then learn from their own task's gradient as it is, except where the method says that it weighs them too. The <c>Weight</c> of a head is
/// its preference p, 1 by default.
/// </remarks>
public enum BalancingMethod
{
    /// <summary><c>Σ p·L</c>, as without the attribute.</summary>
    Equal,

    /// <summary><c>Σ p·(exp(−s)·L/2 + s/2)</c>, where s, the logarithm of a variance, is learned and begins at 0 (Kendall, Gal and Cipolla 2018).</summary>
    Uncertainty,

    /// <summary>
    /// <c>Σ p·w·L</c> with <c>w = T·softmax(r/Temperature)</c>, where r is the mean loss of the last epoch over that of the one before; 1 for the
    /// first two epochs (Liu, Johns and Davison 2019).
    /// </summary>
    DynamicWeightAverage,

    /// <summary><c>Σ p·w·L</c> with <c>w = T·softmax(z)</c>, where z is drawn from N(0, 1) in every step (Lin et al. 2022).</summary>
    RandomLossWeighting,

    /// <summary><c>(Π L^p)^(1/Σp)</c>, the geometric mean of the losses, which must be positive (Chennupati et al. 2019).</summary>
    GeometricLoss,

    /// <summary><c>Σ p·(exp(s)·L − s)</c>, where s is learned and begins at 0 (Liu et al. 2021).</summary>
    ImtlL,

    /// <summary><c>μ·log Σ exp(w·L/μ)</c> with <c>w = p/Σp</c> and μ the <c>Temperature</c>: a smooth maximum (Lin et al. 2024).</summary>
    SmoothTchebycheff,

    /// <summary>
    /// <c>c·Σ softmax(ξ)·log(L + 1e-8)</c> with <c>c = 1/Σ softmax(ξ)/(L + 1e-8)</c>, where ξ follows how fast each loss falls in the step
    /// (Liu et al. 2023). The losses are computed once more after every step. Preferences are ignored.
    /// </summary>
    Famo,

    /// <summary>
    /// <c>Σ w·L</c> with <c>w = T·softmax(s)</c>, where s is learned so that the norms of w·g are in proportion to <c>r^Alpha</c>, r being how much of a
    /// task's first loss is left, compared with the mean (Chen et al. 2018). The norms are those of the last shared weight matrix. Weighs the heads too;
    /// preferences are ignored.
    /// </summary>
    GradNorm,

    /// <summary>The sum of the gradients p·g, each without its part that opposes another (Yu et al. 2020).</summary>
    PCGrad,

    /// <summary>The sum of the gradients p·g, each turned towards the others as far as a moving average of their cosines asks for (Wang et al. 2021).</summary>
    GradVac,

    /// <summary>The shortest vector of the form <c>Σ w·g</c>, w on the simplex (Désidéri 2012; Sener and Koltun 2018). Preferences are ignored.</summary>
    Mgda,

    /// <summary>
    /// <c>g0 + C·‖g0‖·gw/‖gw‖</c>, where g0 is the mean of the gradients, weighted by p, and gw the worst of the mixtures of gradients (Liu et al. 2021).
    /// </summary>
    CAGrad,

    /// <summary><c>Σ w·g</c> with <c>Σw = 1</c> and the same projection on every task's direction (Liu et al. 2021). Preferences are ignored.</summary>
    ImtlG,

    /// <summary>
    /// <c>Σ w·g</c> with <c>(GGᵀ/‖GGᵀ‖)·w = p/w</c>, the bargaining solution of Nash; no longer than 1 (Navon et al. 2022). Weighs the heads too.
    /// </summary>
    NashMtl,

    /// <summary>The mean of the gradients, weighted by p, after their principal components were made equally long (Senushkin et al. 2023).</summary>
    AlignedMtl,

    /// <summary><c>Σ w·g</c> with <c>GGᵀ·w = p·w^(−1/Alpha)</c> (Ban and Ji 2024). Weighs the heads too.</summary>
    FairGrad,

    /// <summary>
    /// The mean, weighted by p, of the gradients, each projected onto the cone of the directions that increase no loss to first order
    /// (Quinton and Rey 2024).
    /// </summary>
    UPGrad,

    /// <summary>The mean of the gradients, weighted by p, projected onto the cone of the directions that increase no loss to first order (Lopez-Paz and Ranzato 2017).</summary>
    DualProj,

    /// <summary>
    /// The direction with the same positive cosine to every task's gradient, as long as the gradients' projections on it are together
    /// (Liu, Chu and Thuerey 2025). Preferences are ignored.
    /// </summary>
    ConFig,
}
