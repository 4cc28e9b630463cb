using Mtl.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>The factors of the learning rates of tasks, which multiply the rates of their optimizers in a step.</summary>
internal sealed class TaskRates
{
    private readonly Dictionary<Parameter, int> _tasks = new(ReferenceEqualityComparer.Instance);
    private readonly double[] _factors;
    private readonly List<(torch.optim.ILearningRateController Group, int Task)> _groups = [];

    private TaskRates(IReadOnlyList<IReadOnlyList<torch.nn.Module>> taskSpecific)
    {
        _factors = new double[taskSpecific.Count];
        Array.Fill(_factors, 1);
        for (int task = 0; task < taskSpecific.Count; task++)
        {
            foreach (var parameter in taskSpecific[task].SelectMany(static part => part.parameters()))
                _tasks[parameter] = task;
        }
    }

    /// <summary>Factors of 1 for the tasks of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="flat">Its flat parameters, which know the task-specific ones.</param>
    /// <exception cref="InvalidOperationException">The task-specific parameters are not known.</exception>
    public static TaskRates Of(torch.nn.Module model, FlatParameters? flat)
    {
        const string user = $"The option {nameof(TrainingOptions.TaskLearningRates)} is for";
        if (flat is null)
            throw new InvalidOperationException($"{user} task-specific parameters, which '{model.GetName()}' does not declare.");
        flat.RequireOwn(tasks: 1, user);
        return new(flat.TaskSpecific);
    }

    /// <summary>The task of a task-specific parameter; null for a shared one.</summary>
    public int? TaskOf(Parameter parameter) => _tasks.TryGetValue(parameter, out int task) ? task : null;

    /// <summary>The factor of each task.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>Sets the factor of a task.</summary>
    public void Set(int task, double factor) => _factors[task] = factor;

    /// <summary>Adds an optimizer of task-specific parameters.</summary>
    public void Add(torch.optim.Optimizer optimizer, int task) =>
        _groups.AddRange(optimizer.ParamGroups.Select(group => (group, task)));

    /// <summary>
    /// Calls a step with the multiplied rates. They are the scheduled ones again afterwards: a scheduler of TorchSharp computes the next
    /// rate from the current one.
    /// </summary>
    public void Apply(Action step)
    {
        double[] rates = [.. _groups.Select(static pair => pair.Group.LearningRate)];
        try
        {
            foreach (var (group, task) in _groups)
                group.LearningRate *= _factors[task];
            step();
        }
        finally
        {
            for (int i = 0; i < rates.Length; i++)
                _groups[i].Group.LearningRate = rates[i];
        }
    }
}
