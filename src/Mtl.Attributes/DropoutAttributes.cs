using System;

namespace Mtl;

/// <summary>
/// Inverted dropout: while training, a unit is set to zero with probability p and the others are scaled by 1/(1 − p);
/// at inference it is the identity (Srivastava 2014).
/// </summary>
/// <remarks>
/// <para>
/// On a shared layer it comes last, after the activation. For a task it sits behind every hidden layer of the head, or in
/// front of a head without hidden layers, with a mask of its own for every task. On the class it is the default of its
/// <see cref="Scope"/>; for <see cref="Mtl.Scope.Input"/> it drops features.
/// </para>
/// <para>
/// On the class without a scope it is the default of inputs, shared layers, task layers and heads. It then drops features of the
/// inputs too, and sits in front of the outputs of heads without hidden layers, where it makes a predicted number noisy.
/// <see cref="Mtl.Scope.Shared"/> is the trunk alone.
/// </para>
/// <para>
/// A member has one kind of dropout. Its own attribute, of whatever kind, goes before the class's defaults; among these the
/// kind that knows the member better goes first: <see cref="SpatialDropoutAttribute"/> for feature maps,
/// <see cref="RecurrentDropoutAttribute"/> for sequences, <see cref="AdaptiveDropoutAttribute"/> for heads, then this one.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute : Attribute
{
    /// <summary>Declares dropout.</summary>
    /// <param name="probability">The probability of dropping a unit, in [0, 1).</param>
    public DropoutAttribute(double probability) => Probability = probability;

    /// <summary>The probability of dropping a unit.</summary>
    public double Probability { get; }

    /// <summary>On the class: the part of the model for which this is the default; unspecified, inputs, layers and heads.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Dropout of whole feature maps: while training, all values of a channel are set to zero together with probability p and the
/// other channels are scaled by 1/(1 − p) (Tompson 2015). Neighboring values of one map are so alike that dropping
/// single ones takes away little.
/// </summary>
/// <remarks>
/// On a convolution or a pooling, after the activation. On the class it is the default of the convolutions in its
/// <see cref="Scope"/>. Its place among the kinds of dropout: see <see cref="DropoutAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class SpatialDropoutAttribute : Attribute
{
    /// <summary>Declares dropout of feature maps.</summary>
    /// <param name="probability">The probability of dropping a map, in [0, 1).</param>
    public SpatialDropoutAttribute(double probability) => Probability = probability;

    /// <summary>The probability of dropping a map.</summary>
    public double Probability { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Dropout with one mask through time: while training, a feature of a sequence is dropped in all its steps together with
/// probability p, and the others are scaled by 1/(1 − p). Every row has a mask of its own (variational dropout, Gal and
/// Ghahramani 2016).
/// </summary>
/// <remarks>
/// It acts on the sequence that a recurrent layer, attention or another layer hands on. The state that a recurrent layer
/// passes from step to step is not masked: libtorch's LSTM and GRU compute all steps in one go. On the class it is the default of the
/// layers in its <see cref="Scope"/> that hand on sequences. Its place among the kinds of dropout: see
/// <see cref="DropoutAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class RecurrentDropoutAttribute : Attribute
{
    /// <summary>Declares dropout with one mask through time.</summary>
    /// <param name="probability">The probability of dropping a feature, in [0, 1).</param>
    public RecurrentDropoutAttribute(double probability) => Probability = probability;

    /// <summary>The probability of dropping a feature.</summary>
    public double Probability { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Dropout whose rate can move between two bounds while the task is trained. Every task has a rate of its own, which is a
/// member of the model, <c>{Task}DropoutRate</c>, and is saved with it; it starts in the middle of its bounds.
/// </summary>
/// <remarks>
/// On a head, where it sits like <see cref="DropoutAttribute"/>: behind every hidden layer, or in front of a head without
/// hidden layers. On the class it is the default of all heads.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class AdaptiveDropoutAttribute : Attribute
{
    /// <summary>Declares dropout with a rate that can move.</summary>
    /// <param name="min">The lowest probability of dropping a unit; at least 0.</param>
    /// <param name="max">The highest, from <paramref name="min"/> up to, but not including, 1.</param>
    public AdaptiveDropoutAttribute(double min, double max)
    {
        Min = min;
        Max = max;
    }

    /// <summary>The lowest probability of dropping a unit.</summary>
    public double Min { get; }

    /// <summary>The highest probability of dropping a unit.</summary>
    public double Max { get; }

    /// <summary>On the class: must contain <see cref="Mtl.Scope.Task"/>, if it is given at all.</summary>
    public Scope Scope { get; set; }
}
