namespace Mtl;

/// <summary>How a model is trained from rows.</summary>
/// <typeparam name="TRow">The type of a row.</typeparam>
public sealed class TrainingOptions<TRow> : TrainingOptions
{
    /// <summary>Rows that the model is measured on after every epoch; it never learns from them. Null measures nothing.</summary>
    public IEnumerable<TRow>? Validation { get; init; }
}
