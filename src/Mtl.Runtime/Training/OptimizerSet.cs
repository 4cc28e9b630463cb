using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The optimizers of a run: one for every learning rate, so that an optimizer of any kind can serve models whose parts learn at
/// different speeds.
/// </summary>
internal sealed class OptimizerSet : IDisposable
{
    private readonly torch.optim.Optimizer[] _optimizers;

    private OptimizerSet(torch.optim.Optimizer[] optimizers) => _optimizers = optimizers;

    /// <summary>Makes the optimizers for all parameters that need a gradient.</summary>
    /// <param name="model">The model.</param>
    /// <param name="groups">Its parts with learning rates of their own.</param>
    /// <param name="options">The learning rate of all others, and what makes an optimizer.</param>
    public static OptimizerSet Create(torch.nn.Module model, IReadOnlyList<LearningRateGroup> groups, TrainingOptions options)
    {
        var multipliers = new Dictionary<Parameter, double>(ReferenceEqualityComparer.Instance);
        foreach (var group in groups)
        {
            foreach (var parameter in group.Modules.SelectMany(module => module.parameters()))
                multipliers[parameter] = group.Multiplier;
        }

        return new(
        [
            .. model.parameters()
                .Where(parameter => parameter.requires_grad)
                .GroupBy(parameter => multipliers.GetValueOrDefault(parameter, 1))
                .Select(group => Create([.. group], group.Key * options.LearningRate, options)),
        ]);
    }

    public void ZeroGradients() => Array.ForEach(_optimizers, optimizer => optimizer.zero_grad());

    public void Step() => Array.ForEach(_optimizers, optimizer => optimizer.step());

    public void Dispose() => Array.ForEach(_optimizers, optimizer => optimizer.Dispose());

    /// <summary>The parameters come as an array: optimizers run through them at every step.</summary>
    private static torch.optim.Optimizer Create(Parameter[] parameters, double learningRate, TrainingOptions options)
        => options.Optimizer?.Invoke(parameters, learningRate) ?? torch.optim.Adam(parameters, learningRate);
}
