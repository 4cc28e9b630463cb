namespace Mtl;

/// <summary>A hyper-parameter of a model: a number of its declaration, which a model can be created with another value of.</summary>
/// <param name="Name">The name of the member of the model's <c>Hyperparameters</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Declared">The value in the declaration.</param>
public sealed record Hyperparameter(string Name, double Value, double Declared)
{
    /// <summary>"TaskDropout = 0.3".</summary>
    public override string ToString() => $"{Name} = {Figure.Exact(Value)}";
}
