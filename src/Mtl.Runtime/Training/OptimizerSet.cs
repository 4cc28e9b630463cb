using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The optimizers of a run: one for every learning rate, so that an optimizer of any kind can serve models whose parts learn at
/// different speeds.
/// </summary>
internal sealed class OptimizerSet : IDisposable
{
    private readonly List<torch.optim.Optimizer> _optimizers = [];
    private readonly List<FlatOptimizer> _flatOptimizers = [];
    private readonly Parameter[] _parameters;
    private readonly FlatParameters? _storage;
    private readonly FlatParameters? _beside;
    private readonly double? _clipNorm;
    private FlatParameters? _flat;

    private OptimizerSet(torch.nn.Module model, FlatParameters? storage, TrainingOptions options)
    {
        _parameters = [.. model.parameters().Where(parameter => parameter.requires_grad)];
        _storage = storage?.Values is null ? null : storage;
        if (options.Balancing is { } balancing && balancing.parameters().Any())
            _beside = new(balancing);
        _clipNorm = options.GradientClipNorm;
    }

    /// <summary>Makes the optimizers for all parameters that need a gradient.</summary>
    /// <param name="model">The model.</param>
    /// <param name="flat">Its parameters side by side, if it has them so.</param>
    /// <param name="groups">Its parts with learning rates of their own.</param>
    /// <param name="options">The learning rate of all others, what makes an optimizer, and a balancing method that may have parameters of its own.</param>
    /// <exception cref="ArgumentException">What the options make cannot train.</exception>
    /// <exception cref="InvalidOperationException">There is nothing to train.</exception>
    public static OptimizerSet Create(torch.nn.Module model, FlatParameters? flat, IReadOnlyList<LearningRateGroup> groups, TrainingOptions options)
    {
        var multipliers = new Dictionary<Parameter, double>(ReferenceEqualityComparer.Instance);
        foreach (var group in groups)
        {
            foreach (var parameter in group.Modules.SelectMany(module => module.parameters()))
                multipliers[parameter] = group.Multiplier;
        }

        flat?.Ensure();
        var set = new OptimizerSet(model, flat, options);
        try
        {
            if (set._parameters.Length == 0)
                throw new InvalidOperationException($"{model.GetName()}: there is nothing to train, because every parameter is frozen.");
            var beside = options.Balancing?.parameters() ?? [];
            foreach (var group in set._parameters.Concat(beside).GroupBy(parameter => multipliers.GetValueOrDefault(parameter, 1)))
                set.Add([.. group], group.Key * options.LearningRate, options);
            set.Flatten();
        }
        catch
        {
            set.Dispose();
            throw;
        }

        return set;
    }

    public void ZeroGradients()
    {
        if (_flat is not null)
            Living(_flat).SetToZero();
        else
            _optimizers.ForEach(optimizer => optimizer.zero_grad());
        _beside?.Gradients?.SetToZero();
        if (_flatOptimizers.Count == 0)
            _beside?.AttachGradients();
    }

    /// <summary>Scales the gradients down together if their norm is above what the options allow.</summary>
    /// <returns>The norm before; null where the options set no limit.</returns>
    public double? ClipGradients() => _clipNorm is not { } largest ? null
        : _flat is null ? torch.nn.utils.clip_grad_norm_(_parameters, largest)
        : Clip(Living(_flat), largest);

    /// <summary>Moves what got a gradient.</summary>
    /// <param name="reached">The tasks whose losses have gone back since the gradients were set to zero.</param>
    public void Step(BackpropagatedTasks reached)
    {
        foreach (var optimizer in _flatOptimizers)
            optimizer.Prepare(reached);
        if (_flatOptimizers.Count == 0)
        {
            ForgetAbsent(_storage, reached);
            ForgetAbsent(_beside, reached);
        }

        _optimizers.ForEach(optimizer => optimizer.step());
    }

    public void Dispose()
    {
        _flat?.Detach();
        _optimizers.ForEach(optimizer => optimizer.Dispose());
        _beside?.Dispose();
    }

    /// <summary>All optimizers work on the flat parameters, or none: gradients are set to zero in one way.</summary>
    private void Flatten()
    {
        _storage?.AttachGradients();
        _beside?.AttachGradients();
        if (!_optimizers.TrueForAll(FlatOptimizer.WorksNumberByNumber))
            return;
        foreach (var flat in new[] { _storage, _beside }.OfType<FlatParameters>())
            _flatOptimizers.AddRange(_optimizers.Select(optimizer => new FlatOptimizer((OptimizerHelper)optimizer, flat)));
        _flat = _storage;
        _flat?.Attach();
    }

    /// <summary>An optimizer does not step what has no gradient.</summary>
    private static void ForgetAbsent(FlatParameters? flat, BackpropagatedTasks reached)
    {
        foreach (var place in flat?.Places ?? [])
        {
            if (!place.HasGradient(reached))
                place.Parameter.grad = null;
        }
    }

    /// <summary>As <c>clip_grad_norm_</c> of PyTorch: the gradients of what is frozen are 0 and do not count.</summary>
    private static double Clip(torch.Tensor gradients, double largest)
    {
        using var measured = gradients.norm();
        double norm = measured.ToDouble();
        double factor = largest / (norm + 1e-6);
        if (factor < 1)
            gradients.MultiplyBy(factor);
        return norm;
    }

    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    private static torch.Tensor Living(FlatParameters flat) =>
        flat.Gradients ?? throw new ObjectDisposedException(null, "The model was disposed of while it was trained.");

    /// <summary>The parameters come as an array: optimizers run through them at every step.</summary>
    private void Add(Parameter[] parameters, double learningRate, TrainingOptions options)
    {
        var optimizer = options.Optimizer is { } make ? make(parameters, learningRate) : torch.optim.Adam(parameters, learningRate);
        if (optimizer is not null)
            _optimizers.Add(optimizer);
        OptimizerCheck.Require(optimizer, parameters);
    }
}
