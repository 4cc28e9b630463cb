using System.Numerics.Tensors;
using Mtl.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The optimizers of a training run: one for every learning rate, so that an optimizer of any kind can be used with different learning
/// rates.
/// </summary>
internal sealed partial class OptimizerSet : IDisposable
{
    private readonly List<torch.optim.Optimizer> _optimizers = [];
    private readonly List<FlatOptimizer> _flatOptimizers = [];
    private readonly Parameter[] _parameters;
    private readonly FlatParameters? _storage;
    private readonly FlatParameters? _balancing;
    private readonly double? _clipNorm;
    private readonly int? _threads;
    private readonly Lazy<Dictionary<Parameter, string>> _names;
    private FlatParameters? _flat;
    private bool _isManaged;

    private OptimizerSet(torch.nn.Module model, FlatParameters? storage, TrainingOptions options)
    {
        _parameters = [.. model.parameters().Where(parameter => parameter.requires_grad)];
        _storage = storage?.Values is null ? null : storage;
        if (options.Balancing is { } balancing && balancing.parameters().Any())
            _balancing = new(balancing);
        _names = new(() => NamesOf(model, options.Balancing));
        _clipNorm = options.GradientClipNorm ?? (options.NonFinite == NonFiniteStep.Skip ? double.PositiveInfinity : null);
        _threads = options.Threads;
    }

    /// <summary>Creates the optimizers for all parameters that require a gradient.</summary>
    /// <param name="model">The model.</param>
    /// <param name="flat">The flat parameters of the model, if it has them.</param>
    /// <param name="groups">The parts of the model with their own learning rates.</param>
    /// <param name="options">
    /// The learning rate of all other parts, the factory of the optimizer, and a balancing method, which may have parameters.
    /// </param>
    /// <exception cref="ArgumentException">The optimizer of the options cannot be used.</exception>
    /// <exception cref="InvalidOperationException">Every parameter is frozen.</exception>
    public static OptimizerSet Create(
        torch.nn.Module model, FlatParameters? flat, IReadOnlyList<LearningRateGroup> groups, TrainingOptions options)
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
            var learned = options.Balancing?.parameters() ?? [];
            if (options.TaskLearningRates is not null)
                set.TaskRates = TaskRates.Of(model, flat);
            foreach (var group in set._parameters.Concat(learned).GroupBy(
                parameter => (Factor: multipliers.GetValueOrDefault(parameter, 1), Task: set.TaskRates?.TaskOf(parameter))))
            {
                var optimizer = set.Add([.. group], group.Key.Factor * options.LearningRate, options);
                if (group.Key.Task is { } task)
                    set.TaskRates!.Add(optimizer, task);
            }

            set.Flatten();
        }
        catch
        {
            set.Dispose();
            throw;
        }

        return set;
    }

    /// <summary>The optimizers, one for every learning rate.</summary>
    public IReadOnlyList<torch.optim.Optimizer> All => _optimizers;

    /// <summary>The factors of the learning rates of the tasks; null without <see cref="TrainingOptions.TaskLearningRates"/>.</summary>
    public TaskRates? TaskRates { get; private set; }

    /// <summary>Whether steps and clipping leave tensors to a dispose scope: TorchSharp's do, the managed ones create none.</summary>
    public bool LeavesTensors => !_isManaged;

    public void ZeroGradients()
    {
        if (_flat is not null)
            Living(_flat).SetToZero();
        else
            _optimizers.ForEach(optimizer => optimizer.zero_grad());
        _balancing?.Gradients?.SetToZero();
        if (_flatOptimizers.Count == 0)
            _balancing?.AttachGradients();
    }

    /// <summary>Clips the gradients: scales all of them down if their norm is above the limit of the options.</summary>
    /// <returns>The norm before clipping; null if the options need none.</returns>
    public double? ClipGradients() => _clipNorm is not { } largest ? null
        : _flat is null ? torch.nn.utils.clip_grad_norm_(_parameters, largest)
        : Clip(Living(_flat), largest);

    /// <summary>Updates the parameters with a gradient.</summary>
    /// <param name="reached">The tasks whose losses were back-propagated since the gradients were set to zero.</param>
    public void Step(BackpropagatedTasks reached)
    {
        foreach (var optimizer in _flatOptimizers)
            optimizer.Prepare(reached);
        if (_flatOptimizers.Count == 0)
        {
            ForgetAbsent(_storage, reached);
            ForgetAbsent(_balancing, reached);
        }

        if (TaskRates is null)
            Update();
        else
            TaskRates.Apply(Update);
    }

    private void Update()
    {
        if (!_isManaged)
        {
            _optimizers.ForEach(optimizer => optimizer.step());
            return;
        }

        using var threads = StepThreads.Use(_threads);
        foreach (var optimizer in _flatOptimizers)
            optimizer.Step();
    }

    public void Dispose()
    {
        _flat?.Detach();
        _optimizers.ForEach(optimizer => optimizer.Dispose());
        _balancing?.Dispose();
    }

    /// <summary>Applies all optimizers to the flat parameters, or none, so that gradients are set to zero in one way.</summary>
    private void Flatten()
    {
        _storage?.AttachGradients();
        _balancing?.AttachGradients();
        if (!_optimizers.TrueForAll(FlatOptimizer.WorksNumberByNumber))
            return;
        FlatParameters[] flats = [.. new[] { _storage, _balancing }.OfType<FlatParameters>()];
        foreach (var flat in flats)
            _flatOptimizers.AddRange(_optimizers.Select(optimizer => new FlatOptimizer((OptimizerHelper)optimizer, flat)));
        _isManaged = Array.TrueForAll(flats, flat => flat.IsFloat32OnCpu)
            && _optimizers.Sum(optimizer => optimizer.parameters().Count()) == _flatOptimizers.Sum(optimizer => optimizer.RangeCount);
        _flat = _storage;
        _flat?.Attach();
    }

    /// <summary>Sets <c>grad</c> of parameters without a gradient to null, so that the optimizer does not update them.</summary>
    private static void ForgetAbsent(FlatParameters? flat, BackpropagatedTasks reached)
    {
        foreach (var place in flat?.Places ?? [])
        {
            if (!place.HasGradient(reached))
                place.Parameter.grad = null;
        }
    }

    /// <summary>The same as PyTorch's <c>clip_grad_norm_</c>: gradients of frozen parameters are 0 and do not change the norm.</summary>
    private double Clip(torch.Tensor gradients, double largest)
    {
        double norm = Norm(gradients);
        double factor = largest / (norm + 1e-6);
        if (factor < 1)
            gradients.MultiplyBy(factor);
        return norm;
    }

    private double Norm(torch.Tensor gradients)
    {
        if (_isManaged)
            return Math.Sqrt(SumOfSquares(TensorSpans.Floats(gradients)));
        using var norm = gradients.norm();
        return norm.ToDouble();
    }

    /// <summary>The sum over blocks, in double precision, so that many small squares are not lost beside a large sum.</summary>
    private static double SumOfSquares(ReadOnlySpan<float> numbers)
    {
        const int Block = 1024;
        double sum = 0;
        for (int start = 0; start < numbers.Length; start += Block)
            sum += TensorPrimitives.SumOfSquares(numbers.Slice(start, Math.Min(Block, numbers.Length - start)));
        return sum;
    }

    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    private static torch.Tensor Living(FlatParameters flat) =>
        flat.Gradients ?? throw new ObjectDisposedException(null, "The model was disposed of while it was trained.");

    /// <summary>Creates an optimizer. The parameters are an array, because optimizers enumerate them in every step.</summary>
    private torch.optim.Optimizer Add(Parameter[] parameters, double learningRate, TrainingOptions options)
    {
        var optimizer = options.Optimizer is { } make ? make(parameters, learningRate) : torch.optim.Adam(parameters, learningRate);
        if (optimizer is not null)
            _optimizers.Add(optimizer);
        OptimizerCheck.Require(optimizer, parameters);
        return optimizer;
    }
}
