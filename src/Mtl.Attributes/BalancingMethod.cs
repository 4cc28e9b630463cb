namespace Mtl;

/// <summary>
/// The methods that balance tasks. L is the loss of a task, g its gradient with respect to the shared parameters, p its preference (the
/// <c>Weight</c> of its head, 1 by default), and T the number of tasks with a label in the batch. All sums and products are over these
/// tasks.
/// </summary>
/// <remarks>
/// The methods up to <see cref="Famo"/> weight losses: the formula is the objective, and a step has one backward pass. The methods from
/// <see cref="GradNorm"/> on balance gradients: the formula is the direction of the shared parameters, and a step has one backward pass
/// for each task. Task-specific parameters then receive the gradient of p·L, unless the method weights them too. The class that
/// implements a method has its name with the suffix <c>Balancing</c>, and documents the details.
/// </remarks>
public enum BalancingMethod
{
    /// <summary><c>Σ p·L</c>, as without the attribute.</summary>
    Equal,

    /// <summary>
    /// <c>Σ p·(exp(−s)·L/2 + s/2)</c> with a learned s for every task, the logarithm of a variance, 0 at first (Kendall, Gal and Cipolla
    /// 2018).
    /// </summary>
    Uncertainty,

    /// <summary>
    /// <c>Σ p·w·L</c> with <c>w = T·softmax(r/Temperature)</c>, where r is the mean loss of the last epoch divided by that of the epoch
    /// before; w is 1 in the first two epochs (Liu, Johns and Davison 2019).
    /// </summary>
    DynamicWeightAverage,

    /// <summary><c>Σ p·w·L</c> with <c>w = T·softmax(z)</c>, where z is drawn from N(0, 1) in every step (Lin et al. 2022).</summary>
    RandomLossWeighting,

    /// <summary><c>(Π L^p)^(1/Σp)</c>, the geometric mean of the losses, which must be positive (Chennupati et al. 2019).</summary>
    GeometricLoss,

    /// <summary><c>Σ p·(exp(s)·L − s)</c> with a learned s for every task, 0 at first (Liu et al. 2021).</summary>
    ImtlL,

    /// <summary><c>μ·log Σ exp(w·L/μ)</c> with <c>w = p/Σp</c> and μ the <c>Temperature</c>: a smooth maximum (Lin et al. 2024).</summary>
    SmoothTchebycheff,

    /// <summary>
    /// <c>c·Σ z·log(L + 1e-8)</c> with <c>z = softmax(ξ)</c> and <c>c = 1/Σ(z/(L + 1e-8))</c>. ξ is learned from the change of each loss in
    /// a training step (Liu et al. 2023), so the losses are computed a second time after every step. Preferences are ignored.
    /// </summary>
    Famo,

    /// <summary>
    /// <c>Σ w·g</c> with <c>w = T·softmax(s)</c>. s is learned so that the norms of w·g become proportional to <c>r^Alpha</c>, where r is
    /// the loss of a task relative to its first loss, divided by the mean of this ratio over the tasks (Chen et al. 2018). The norms are
    /// those of the last shared weight matrix. Weights the task-specific parameters too. Preferences are ignored.
    /// </summary>
    GradNorm,

    /// <summary>
    /// <c>Σ p·g′</c>, where g′ is g after gradient projection: every component that conflicts with another task's gradient is removed (Yu
    /// et al. 2020).
    /// </summary>
    PCGrad,

    /// <summary>
    /// <c>Σ p·g′</c>, where g′ is g rotated towards the other gradients until its cosines with them reach their moving averages (Wang et
    /// al. 2021).
    /// </summary>
    GradVac,

    /// <summary>
    /// <c>Σ w·g</c> with the w on the simplex for which its norm is smallest (Désidéri 2012; Sener and Koltun 2018). Preferences are
    /// ignored.
    /// </summary>
    Mgda,

    /// <summary>
    /// <c>g0 + C·‖g0‖·gw/‖gw‖</c>, where g0 is the mean of the gradients, weighted by p, and <c>gw = Σ w·g</c> with the w on the simplex
    /// that minimizes <c>gw·g0 + C·‖g0‖·‖gw‖</c> (Liu et al. 2021).
    /// </summary>
    CAGrad,

    /// <summary>
    /// <c>Σ w·g</c> with <c>Σw = 1</c> and the same projection on every direction <c>g/‖g‖</c> (Liu et al. 2021). Preferences are ignored.
    /// </summary>
    ImtlG,

    /// <summary>
    /// <c>Σ w·g</c> with <c>(GGᵀ/‖GGᵀ‖)·w = p/w</c>, the Nash bargaining solution, scaled down to norm 1 if it is longer (Navon et al.
    /// 2022). Weights the task-specific parameters too.
    /// </summary>
    NashMtl,

    /// <summary>
    /// The mean of the gradients, weighted by p, after all their principal components are scaled to the length of the shortest (Senushkin
    /// et al. 2023).
    /// </summary>
    AlignedMtl,

    /// <summary><c>Σ w·g</c> with <c>GGᵀ·w = p·w^(−1/Alpha)</c> (Ban and Ji 2024). Weights the task-specific parameters too.</summary>
    FairGrad,

    /// <summary>
    /// The mean of the gradients, weighted by p, after each is projected onto the dual cone of the gradients: the directions that increase
    /// no loss to first order (Quinton and Rey 2024).
    /// </summary>
    UPGrad,

    /// <summary>
    /// The mean of the gradients, weighted by p, projected onto the dual cone of the gradients: the directions that increase no loss to
    /// first order (Lopez-Paz and Ranzato 2017).
    /// </summary>
    DualProj,

    /// <summary>
    /// The direction with the same positive cosine to every gradient; its length is the sum of the projections of the gradients on it (Liu,
    /// Chu and Thuerey 2025). Preferences are ignored.
    /// </summary>
    ConFig,

    /// <summary>
    /// The mean of the <c>Selected</c> gradients with the lowest scores. The score of g is the sum of its squared distances
    /// <c>‖g − g′‖²</c> to the <c>T − Outliers − 2</c> closest other gradients (Blanchard et al. 2017). Preferences are ignored.
    /// </summary>
    Krum,
}
