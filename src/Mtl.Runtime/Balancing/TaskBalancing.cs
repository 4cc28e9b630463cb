using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>
/// A method that balances tasks. Methods derive from <see cref="LossBalancing"/> or <see cref="GradientBalancing"/>. Learned values and
/// averages are the state of the method as a module, and are saved with the model that declares it.
/// </summary>
/// <remarks>
/// An object is used with one model, because it has a state. In the formulas of the methods, as in <see cref="BalancingMethod"/>, L is the
/// loss of a task, g its gradient with respect to the shared parameters, p its preference, and T the number of tasks with a label in the
/// batch. Sums and means are over these tasks.
/// </remarks>
public abstract class TaskBalancing : torch.nn.Module
{
    private readonly int? _expectedTasks;
    private ModelRandom? _random;
    private double[] _preferences = [];
    private double[] _weights = [];
    private BalancedTask[] _tasks = [];
    private double[] _weightsOfTasks = [];

    /// <summary>Creates a method.</summary>
    /// <param name="tasks">The number of tasks, for a method with a state for each task; null for a method without.</param>
    private protected TaskBalancing(int? tasks)
        : base(nameof(TaskBalancing))
    {
        if (tasks < 1)
            throw new ArgumentOutOfRangeException(nameof(tasks), tasks, $"A balancing method needs at least 1 task, but is given {tasks}.");
        _expectedTasks = tasks;
    }

    /// <summary>The factors of the loss or gradient of every task in the last step; 0 for a task without labels.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The parameter that is learned together with the model; null for a method without parameters.</summary>
    internal virtual LearnedTaskWeights? Learned => null;

    /// <summary>Whether the method needs the losses of the batch after the optimizer step too.</summary>
    internal virtual bool MeasuresAfterStep => false;

    /// <summary>
    /// Sets the tasks that the method balances. The constructor of a model calls it for the method that the model declares, and
    /// <see cref="TrainingStep"/> for that of <see cref="TrainingOptions.Balancing"/>.
    /// </summary>
    /// <param name="model">The model with its tasks and their weights, the preferences.</param>
    /// <param name="random">The random numbers of the model, for methods that draw some; null for a separate generator.</param>
    /// <exception cref="ArgumentException">The method was created for another number of tasks.</exception>
    /// <exception cref="ObjectDisposedException">The method was disposed of.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Attach(ModelInfo model, ModelRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ObjectDisposedException.ThrowIf(Learned is { Parameter.IsInvalid: true }, this);
        int count = model.Tasks.Count;
        if (_expectedTasks is { } expected && expected != count)
        {
            throw new ArgumentException(
                $"{GetType().Name} was made for {expected} tasks, but {model.Name} has {count}: give its constructor {count}.",
                nameof(model));
        }

        _random = random;
        _preferences = [.. model.Tasks.Select(task => task.Weight)];
        _weights = new double[count];
        _tasks = new BalancedTask[count];
        _weightsOfTasks = new double[count];
    }

    /// <summary>Ends an epoch, for methods that compare epochs. Training sessions call it; a custom loop has to call it.</summary>
    public virtual void EndEpoch()
    {
    }

    /// <summary>Discards the sums of the current epoch, whose steps are undone.</summary>
    internal virtual void ForgetEpoch()
    {
    }

    /// <summary>The sums of the current epoch, which are no part of a saved model; a checkpoint within an epoch keeps them.</summary>
    internal virtual double[] EpochSums
    {
        get => [];
        set { }
    }

    /// <summary>Learns from the change of the losses in an optimizer step; called if <see cref="MeasuresAfterStep"/>.</summary>
    internal virtual void AfterStep(StepLosses before, StepLosses after)
    {
    }

    /// <summary>Does nothing: constructors register parameters and buffers. The base class would search for fields by reflection.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>The random numbers of the model, if the method was attached with them; else a separate generator.</summary>
    protected internal ModelRandom Random => _random ??= new();

    /// <summary>A buffer of the state.</summary>
    /// <exception cref="ObjectDisposedException">The method, or the model that declares it, was disposed of.</exception>
    private protected torch.Tensor Remembered(string key) =>
        get_buffer(key) is { IsInvalid: false } buffer ? buffer : throw new ObjectDisposedException(GetType().Name);

    /// <summary>The weights that the model declares for its tasks.</summary>
    private protected IReadOnlyList<double> Preferences => _preferences;

    /// <summary>The tasks with labels in the batch and a preference above 0, and a buffer for their weights.</summary>
    /// <exception cref="InvalidOperationException">The method was not attached to a model.</exception>
    private protected ReadOnlySpan<BalancedTask> TasksOf(IReadOnlyList<double> losses, IReadOnlyList<long> labels, out Span<double> weights)
    {
        if (losses.Count != _preferences.Length)
        {
            throw new InvalidOperationException(
                $"{GetType().Name} was attached to a model of {_preferences.Length} tasks, but is given {losses.Count} losses: "
                + $"call {nameof(Attach)} with the model's Info first.");
        }

        int count = 0;
        for (int task = 0; task < losses.Count; task++)
        {
            if (labels[task] > 0 && _preferences[task] > 0)
                _tasks[count++] = new(task, losses[task], _preferences[task], labels[task]);
        }

        weights = _weightsOfTasks.AsSpan(0, count);
        weights.Clear();
        return _tasks.AsSpan(0, count);
    }

    /// <summary>Whether the losses of all tasks are finite numbers.</summary>
    private protected static bool AreFinite(ReadOnlySpan<BalancedTask> tasks)
    {
        foreach (var task in tasks)
        {
            if (!double.IsFinite(task.Loss))
                return false;
        }

        return true;
    }

    /// <summary>Stores the weights of a step in <see cref="Weights"/>.</summary>
    private protected void Keep(ReadOnlySpan<BalancedTask> tasks, ReadOnlySpan<double> weights)
    {
        Array.Clear(_weights);
        for (int i = 0; i < tasks.Length; i++)
            _weights[tasks[i].Index] = weights[i];
    }
}
