using System;

namespace Mtl;

/// <summary>
/// Inverted dropout: in training mode, a unit is set to zero with probability p and the others are scaled by 1/(1 − p);
/// in evaluation mode it is the identity (Srivastava 2014).
/// </summary>
/// <remarks>
/// <para>
/// On a shared layer it is applied last, after the activation. On a head it is applied after every hidden layer, or before the
/// output layer of a head without hidden layers; every task draws its own mask. On the class it is the default of its
/// <see cref="Scope"/>; for <see cref="Mtl.Scope.Input"/> it drops features.
/// </para>
/// <para>
/// On the class without a scope it is the default of inputs, shared layers, task layers and heads. It then drops features of the
/// inputs too, and is applied before the output layer of heads without hidden layers, where it makes a predicted number noisy.
/// <see cref="Mtl.Scope.Shared"/> is the trunk only.
/// </para>
/// <para>
/// A member has one kind of dropout. Its own attribute, of any kind, takes precedence over the defaults of the class. Of these, the most
/// specific applies: <see cref="SpatialDropoutAttribute"/> for feature maps, <see cref="RecurrentDropoutAttribute"/> for sequences,
/// <see cref="AdaptiveDropoutAttribute"/> for what belongs to one task, then this one.
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
/// Dropout of whole feature maps: in training mode, all values of a channel are set to zero together with probability p and the
/// other channels are scaled by 1/(1 − p) (Tompson 2015). Neighboring values of a map are strongly correlated, so dropping
/// single values regularizes little.
/// </summary>
/// <remarks>
/// On a convolution or a pooling, after the activation. On the class it is the default of the convolutions in its
/// <see cref="Scope"/>. <see cref="DropoutAttribute"/> describes the precedence of the kinds of dropout.
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
/// Dropout with one mask for all time steps: in training mode, a feature of a sequence is dropped at all time steps together with
/// probability p, and the others are scaled by 1/(1 − p). Every row has its own mask (variational dropout, Gal and
/// Ghahramani 2016).
/// </summary>
/// <remarks>
/// It is applied to the output sequence of a recurrent layer, attention or another layer. The hidden state that a recurrent layer
/// passes from one time step to the next is not masked, because libtorch's LSTM and GRU compute all time steps in one call. On the class
/// it is the default of the layers in its <see cref="Scope"/> whose output is a sequence. <see cref="DropoutAttribute"/> describes the
/// precedence of the kinds of dropout.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class RecurrentDropoutAttribute : Attribute
{
    /// <summary>Declares dropout with one mask for all time steps.</summary>
    /// <param name="probability">The probability of dropping a feature, in [0, 1).</param>
    public RecurrentDropoutAttribute(double probability) => Probability = probability;

    /// <summary>The probability of dropping a feature.</summary>
    public double Probability { get; }

    /// <summary>On the class: the part of the model for which this is the default.</summary>
    public Scope Scope { get; set; }
}

/// <summary>
/// Dropout whose rate moves within bounds during training. In <c>Fit</c> it follows the difficulty of a task, a harder one has a lower
/// rate, or another rule of the option <c>AdaptiveDropout</c>. The initial rate is the middle of the bounds.
/// </summary>
/// <remarks>
/// <para>
/// Every head and layer of a task has its own rate: a member <c>{Task}DropoutRate</c> or <c>{Layer}DropoutRate</c> of the model, which is
/// saved with it. On a head it is applied as <see cref="DropoutAttribute"/> is: after every hidden layer, or before the output layer of a
/// head without hidden layers. On the class it is the default of all heads and task layers.
/// </para>
/// <para>
/// A shared layer can have it if every task has copies of the layer (<see cref="SoftSharingAttribute"/>,
/// <see cref="CrossStitchAttribute"/>, <see cref="ProgressiveExtractionAttribute"/>): each copy has the rate of its task,
/// <c>{Layer}Of{Task}DropoutRate</c>. All experts of a task have the same rate. Experts that the tasks share have one of their own, which
/// only a rule without difficulty moves.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class AdaptiveDropoutAttribute : Attribute
{
    /// <summary>Declares dropout with a rate that moves.</summary>
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

    /// <summary>
    /// On the class: must contain <see cref="Mtl.Scope.Task"/> if it is set; or <see cref="Mtl.Scope.Shared"/>, if every task has copies of
    /// the shared layers.
    /// </summary>
    public Scope Scope { get; set; }
}
