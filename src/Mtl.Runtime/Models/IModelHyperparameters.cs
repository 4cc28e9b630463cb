namespace Mtl;

/// <summary>The hyper-parameters of a model, for code that works with any model.</summary>
public interface IModelHyperparameters
{
    /// <summary>All values, each with its name and its declared value.</summary>
    IReadOnlyList<Hyperparameter> Values { get; }

    /// <summary>The weights of all tasks in the objective, in order: finite and not negative.</summary>
    IReadOnlyList<double> TaskWeights { get; }
}
