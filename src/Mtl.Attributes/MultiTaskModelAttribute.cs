using System;

namespace Mtl;

/// <summary>
/// Marks a partial class as the declaration of a multi-task model; the source generator writes the rest of the class:
/// module, forward pass, loss, training, evaluation, prediction, saving and loading.
/// </summary>
/// <remarks>
/// This form has no row type: the model reads one flat vector of <see cref="Inputs"/> numbers and is trained and
/// evaluated on tensors. <see cref="MultiTaskModelAttribute{TRow}"/> adds typed rows.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MultiTaskModelAttribute : Attribute
{
    /// <summary>How many numbers the model reads per row; at least 1.</summary>
    public int Inputs { get; set; }
}

/// <summary>
/// Marks a partial class as the declaration of a multi-task model that learns from rows of type
/// <typeparamref name="TRow"/>.
/// </summary>
/// <typeparam name="TRow">
/// A record, class or struct whose members carry <see cref="FeatureAttribute"/> (what the model reads) and
/// <see cref="LabelAttribute"/> (what each task learns). All features, flattened and in declaration order (fields before
/// properties), form the model's input.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MultiTaskModelAttribute<TRow> : Attribute;
