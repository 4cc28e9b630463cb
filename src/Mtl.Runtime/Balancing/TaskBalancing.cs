using TorchSharp;

namespace Mtl;

/// <summary>
/// How the losses of the tasks become one step. Methods derive from <see cref="LossBalancing"/> or <see cref="GradientBalancing"/>; what one learns
/// or remembers is its state as a module, so that a model which declares it saves it.
/// </summary>
/// <remarks>An object serves one model: it remembers.</remarks>
public abstract class TaskBalancing : torch.nn.Module
{
    private readonly int? _expectedTasks;
    private ModelRandom? _random;
    private double[] _preferences = [];
    private double[] _weights = [];
    private BalancedTask[] _tasks = [];
    private double[] _weightsOfTasks = [];

    /// <summary>Names the method.</summary>
    /// <param name="tasks">The number of tasks that it keeps something for; null for a method that serves any number.</param>
    private protected TaskBalancing(int? tasks)
        : base(nameof(TaskBalancing))
    {
        if (tasks < 1)
            throw new ArgumentOutOfRangeException(nameof(tasks), tasks, $"A balancing method needs at least 1 task, but is given {tasks}.");
        _expectedTasks = tasks;
    }

    /// <summary>What the method multiplied the loss or gradient of every task with in the last step; 0 for a task that had no label.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The parameter that the method learns together with the model, or null.</summary>
    internal virtual LearnedTaskWeights? Learned => null;

    /// <summary>Whether the method wants to see the losses of a batch once more after the step.</summary>
    internal virtual bool MeasuresAfterStep => false;

    /// <summary>
    /// Tells the method which tasks it balances. The constructor of a model does it for the method that the model declares, and
    /// <see cref="TrainingStep"/> for that of <see cref="TrainingOptions.Balancing"/>.
    /// </summary>
    /// <param name="model">The model: its tasks and their weights, the preferences.</param>
    /// <param name="random">The model's random numbers, for methods that draw some; null for numbers of the method's own.</param>
    /// <exception cref="ArgumentException">The method was made for another number of tasks.</exception>
    /// <exception cref="ObjectDisposedException">The method was disposed of.</exception>
    public void Attach(ModelInfo model, ModelRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ObjectDisposedException.ThrowIf(Learned is { Parameter.IsInvalid: true }, this);
        int count = model.Tasks.Count;
        if (_expectedTasks is { } expected && expected != count)
            throw new ArgumentException($"{GetType().Name} was made for {expected} tasks, but {model.Name} has {count}: give its constructor {count}.", nameof(model));
        _random = random;
        _preferences = [.. model.Tasks.Select(task => task.Weight)];
        _weights = new double[count];
        _tasks = new BalancedTask[count];
        _weightsOfTasks = new double[count];
    }

    /// <summary>Ends an epoch: methods that compare epochs begin another. Training sessions call it, and loops of one's own.</summary>
    public virtual void EndEpoch()
    {
    }

    /// <summary>Forgets what was remembered of the epoch at hand, whose steps are not taken after all.</summary>
    internal virtual void ForgetEpoch()
    {
    }

    /// <summary>Learns from what a step has done to the losses; only where <see cref="MeasuresAfterStep"/>.</summary>
    internal virtual void AfterStep(StepLosses before, StepLosses after)
    {
    }

    /// <summary>Does nothing: constructors register what there is. TorchSharp's own version would look for fields by reflection.</summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>What the method draws from: the random numbers of the model, where it was attached with them.</summary>
    protected internal ModelRandom Random => _random ??= new();

    /// <summary>Something that the method remembers.</summary>
    /// <exception cref="ObjectDisposedException">The method, or the model that declares it, was disposed of.</exception>
    private protected torch.Tensor Remembered(string key) =>
        get_buffer(key) is { IsInvalid: false } buffer ? buffer : throw new ObjectDisposedException(GetType().Name);

    /// <summary>The weights that the model declares for its tasks.</summary>
    private protected IReadOnlyList<double> Preferences => _preferences;

    /// <summary>The tasks that have labels in the batch and count at all, and room for a weight for each.</summary>
    /// <exception cref="InvalidOperationException">The method was not attached to a model.</exception>
    private protected ReadOnlySpan<BalancedTask> TasksOf(IReadOnlyList<double> losses, IReadOnlyList<long> labels, out Span<double> weights)
    {
        if (losses.Count != _preferences.Length)
            throw new InvalidOperationException($"{GetType().Name} was attached to a model of {_preferences.Length} tasks, but is given {losses.Count} losses: call {nameof(Attach)} with the model's Info first.");
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

    /// <summary>Keeps the weights of a step.</summary>
    private protected void Keep(ReadOnlySpan<BalancedTask> tasks, ReadOnlySpan<double> weights)
    {
        Array.Clear(_weights);
        for (int i = 0; i < tasks.Length; i++)
            _weights[tasks[i].Index] = weights[i];
    }
}
