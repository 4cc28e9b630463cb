using System;

namespace Mtl;

/// <summary>
/// Marks a partial class as the declaration of a multi-task model; the source generator writes the rest of the class:
/// module, forward pass, loss, training, evaluation, prediction, saving and loading.
/// </summary>
/// <remarks>
/// This form has no row type: the model reads one flat vector of <see cref="Inputs"/> numbers, or the inputs declared by
/// <see cref="InputAttribute"/>, and is trained and evaluated on tensors. <see cref="MultiTaskModelAttribute{TRow}"/> adds typed rows.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MultiTaskModelAttribute : Attribute
{
    /// <summary>The number of inputs per row; at least 1.</summary>
    public int Inputs { get; set; }
}

/// <summary>
/// Marks a partial class as the declaration of a multi-task model that learns from rows of type
/// <typeparamref name="TRow"/>.
/// </summary>
/// <typeparam name="TRow">
/// A record, class or struct whose members have <see cref="FeatureAttribute"/> (the inputs) or <see cref="LabelAttribute"/> (the labels of
/// the tasks). The input of the model is all features, flattened and in declaration order (fields before properties).
/// </typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MultiTaskModelAttribute<TRow> : Attribute;
