using System.Globalization;
using TorchSharp;

namespace Mtl;

/// <summary>The learning rates of a run: those of all groups of parameters of all optimizers.</summary>
/// <param name="optimizers">The optimizers.</param>
/// <param name="watch">What decides which epoch is the best.</param>
/// <param name="model">The model.</param>
internal sealed class ScheduledRates(IReadOnlyList<torch.optim.Optimizer> optimizers, Watch? watch, ModelInfo model)
{
    private readonly (torch.optim.ILearningRateController Group, double Initial)[] _groups =
        [.. optimizers.SelectMany(optimizer => optimizer.ParamGroups).Select(group => (group, group.LearningRate))];

    public IReadOnlyList<torch.optim.Optimizer> Optimizers => optimizers;

    public Watch? Watch => watch;

    public ModelInfo Model => model;

    /// <summary>The learning rate of the first group.</summary>
    public double Current => _groups[0].Group.LearningRate;

    /// <summary>Multiplies the initial learning rates.</summary>
    /// <param name="factor">The factor.</param>
    /// <exception cref="InvalidOperationException">The factor is negative or not finite.</exception>
    public void Set(double factor)
    {
        if (!double.IsFinite(factor) || factor < 0)
        {
            string found = factor.ToString(CultureInfo.InvariantCulture);
            throw new InvalidOperationException(
                $"The schedule returned the factor {found}, but a finite number of at least 0 was expected.");
        }

        foreach (var (group, initial) in _groups)
            group.LearningRate = initial * factor;
    }
}
