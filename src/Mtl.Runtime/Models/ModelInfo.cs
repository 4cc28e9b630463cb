using System.ComponentModel;

namespace Mtl;

/// <summary>The properties of a model that are known at compile time.</summary>
/// <param name="Name">The full name of the class, which is saved with the model.</param>
/// <param name="Tasks">The tasks in the order of their declaration.</param>
/// <param name="MinimumBatchSize">
/// The minimum number of rows of a training step: 2 with batch normalization, which needs a variance over the rows, else 1.
/// </param>
public sealed record ModelInfo(string Name, IReadOnlyList<TaskInfo> Tasks, int MinimumBatchSize = 1)
{
    /// <summary>The numbers of the declaration, which a model can be created with other values of.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; init; } = [];

    /// <summary>The properties of a model that was created with hyper-parameters, which determine the weights of its tasks.</summary>
    /// <param name="hyperparameters">The hyper-parameters; null for the declared ones.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelInfo With(IModelHyperparameters? hyperparameters) => hyperparameters is null ? this : this with
    {
        Tasks = [.. Tasks.Zip(hyperparameters.TaskWeights, (task, weight) => task with { Weight = weight })],
        Hyperparameters = hyperparameters.Values,
    };

    /// <summary>"Samples.Houses: Price (Regression), IsSold (Binary)".</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Tasks)}";
}
