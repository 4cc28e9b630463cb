namespace Mtl;

/// <summary>The options of a training run on rows.</summary>
/// <typeparam name="TRow">The type of a row.</typeparam>
public class TrainingOptions<TRow> : TrainingOptions
{
    /// <summary>The validation rows, on which the model is evaluated after every epoch and not trained; null for no validation.</summary>
    public IEnumerable<TRow>? Validation { get; init; }

    internal sealed override bool HasValidationRows => Validation is not null;
}
