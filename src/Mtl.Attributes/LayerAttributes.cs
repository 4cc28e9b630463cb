using System;

namespace Mtl;

/// <summary>What a shared layer and a task's own layer have in common. The property's type says which layer it is.</summary>
/// <remarks>
/// <para>
/// Layers are computed in the order of their declaration. A layer is: the layer itself → normalization
/// (<see cref="BatchNormAttribute"/> or <see cref="LayerNormAttribute"/>) → activation (<see cref="ActivationAttribute"/>; by default ReLU for <c>Linear</c> and
/// convolutions, none for all others) → dropout (<see cref="DropoutAttribute"/>).
/// </para>
/// <para>
/// What a layer reads follows from the layer before it and is never written down; <see cref="From"/>, <see cref="Concat"/>,
/// <see cref="Add"/> or <see cref="Multiply"/> name other sources: layers above, inputs, or features of the row.
/// </para>
/// </remarks>
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute(string? name, int size)
    {
        Name = name;
        Size = size;
    }

    /// <summary>On the class: the name of the layer, whose property is generated. On a member: none, the member has one.</summary>
    public string? Name { get; }

    /// <summary>
    /// What the layer has so many of, as its row in the table of layers says, such as units of a <c>Linear</c>, output channels of a
    /// convolution, or the hidden size of an <c>LSTM</c>; 0 for layers without a size of their own.
    /// </summary>
    public int Size { get; }

    /// <summary>The one source: the name of a layer above, of an input, or of a feature.</summary>
    public string? From { get; set; }

    /// <summary>
    /// Several sources, put side by side: along the features of vectors and sequences, along the channels of images. All other
    /// sizes must agree.
    /// </summary>
    public string[] Concat { get; set; } = [];

    /// <summary>Several sources of equal shape, added element by element (a residual connection).</summary>
    public string[] Add { get; set; } = [];

    /// <summary>
    /// Several sources of equal shape, multiplied element by element: two embeddings in a matrix factorization (Koren, Bell and Volinsky 2009), or
    /// a layer and its gate.
    /// </summary>
    public string[] Multiply { get; set; } = [];

    /// <summary>Kernel size of a convolution (3 by default) or of a pooling (2 by default), the same in every direction.</summary>
    public int Kernel { get; set; }

    /// <summary>Stride of a convolution (1 by default) or of a pooling (the kernel's size by default).</summary>
    public int Stride { get; set; }

    /// <summary>Padding on every side of a convolution or pooling; 0 by default.</summary>
    public int Padding { get; set; }

    /// <summary>How many recurrent layers are stacked in an <c>LSTM</c> or <c>GRU</c>, or blocks in a <c>TransformerEncoder</c>; 1 by default.</summary>
    public int Stack { get; set; } = 1;

    /// <summary>Whether an <c>LSTM</c> or <c>GRU</c> reads the sequence in both directions; its output is then twice as wide.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>What a layer that computes a sequence hands on: every step, the last one only, or what all have in common.</summary>
    public Steps Steps { get; set; }

    /// <summary>How many heads a <c>MultiheadAttention</c> or <c>TransformerEncoder</c> has; they divide its width. 1 by default.</summary>
    public int Heads { get; set; } = 1;

    /// <summary>
    /// How a <c>MultiheadAttention</c> or <c>TransformerEncoder</c> is told where in the sequence each step is. By itself attention takes the steps for a
    /// set without an order.
    /// </summary>
    public Positions Positions { get; set; }

    /// <summary>How many hidden units the network inside each block of a <c>TransformerEncoder</c> has; four times its width by default.</summary>
    public int FeedForward { get; set; }

    /// <summary>The static method without parameters that makes a layer of the user's own type; not for a field with an initializer.</summary>
    public string? Factory { get; set; }

    /// <summary>The output shape, without the batch dimension, of a layer of the user's own type.</summary>
    public int[] Output { get; set; } = [];
}

/// <summary>Declares a layer that all tasks share. A member's type, or the class's type argument, says which layer.</summary>
/// <inheritdoc/>
/// <example>
/// On a member: <c>[SharedLayer(64)] public partial Linear Trunk { get; }</c>, or in older versions of C# on a field:
/// <c>[SharedLayer(64)] private readonly Linear _trunk;</c>. On the class: <c>[SharedLayer("Trunk", 64)]</c>.
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SharedLayerAttribute : LayerAttribute
{
    /// <summary>Declares a layer without a size of its own on a member: a pooling, a <c>Flatten</c>, a <c>LayerNorm</c>, attention, a transformer.</summary>
    public SharedLayerAttribute()
        : base(null, 0)
    {
    }

    /// <summary>Declares a layer on a member.</summary>
    /// <param name="size">The layer's <see cref="LayerAttribute.Size"/>; at least 1.</param>
    public SharedLayerAttribute(int size)
        : base(null, size)
    {
    }

    /// <summary>Declares a <c>Linear</c> layer on the class.</summary>
    /// <param name="name">The name of the layer: an identifier.</param>
    /// <param name="size">The number of units; at least 1.</param>
    public SharedLayerAttribute(string name, int size)
        : base(name, size)
    {
    }
}

/// <summary>Declares a layer of any type that all tasks share, on the class.</summary>
/// <typeparam name="TLayer">The layer: <c>Conv2d</c>, <c>LSTM</c>, …</typeparam>
/// <inheritdoc/>
/// <example><c>[SharedLayer&lt;Conv2d&gt;("Edges", 32, Kernel = 5)]</c></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SharedLayerAttribute<TLayer> : LayerAttribute
{
    /// <summary>Declares a layer on the class.</summary>
    /// <param name="name">The name of the layer: an identifier.</param>
    /// <param name="size">The layer's <see cref="LayerAttribute.Size"/>; 0 for a layer without a size of its own.</param>
    public SharedLayerAttribute(string name, int size = 0)
        : base(name, size)
    {
    }
}

/// <summary>Declares a layer that belongs to one task alone: exactly one head reads it, directly or through other layers of that task.</summary>
/// <inheritdoc/>
/// <example>
/// On a member: <c>[TaskLayer(64)] public partial Linear Trunk { get; }</c>, or in older versions of C# on a field:
/// <c>[TaskLayer(64)] private readonly Linear _trunk;</c>. On the class: <c>[TaskLayer("Trunk", 64)]</c>.
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskLayerAttribute : LayerAttribute
{
    /// <summary>Declares a layer without a size of its own on a member: a pooling, a <c>Flatten</c>, a <c>LayerNorm</c>, attention, a transformer.</summary>
    public TaskLayerAttribute()
        : base(null, 0)
    {
    }

    /// <summary>Declares a layer on a member.</summary>
    /// <param name="size">The layer's <see cref="LayerAttribute.Size"/>; at least 1.</param>
    public TaskLayerAttribute(int size)
        : base(null, size)
    {
    }

    /// <summary>Declares a <c>Linear</c> layer on the class.</summary>
    /// <param name="name">The name of the layer: an identifier.</param>
    /// <param name="size">The number of units; at least 1.</param>
    public TaskLayerAttribute(string name, int size)
        : base(name, size)
    {
    }
}

/// <summary>Declares a layer of any type that belongs to one task alone, on the class.</summary>
/// <typeparam name="TLayer">The layer: <c>Conv2d</c>, <c>LSTM</c>, …</typeparam>
/// <inheritdoc/>
/// <example><c>[TaskLayer&lt;Conv2d&gt;("Edges", 32, Kernel = 5)]</c></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskLayerAttribute<TLayer> : LayerAttribute
{
    /// <summary>Declares a layer on the class.</summary>
    /// <param name="name">The name of the layer: an identifier.</param>
    /// <param name="size">The layer's <see cref="LayerAttribute.Size"/>; 0 for a layer without a size of its own.</param>
    public TaskLayerAttribute(string name, int size = 0)
        : base(name, size)
    {
    }
}

/// <summary>What a layer hands on that computes a sequence, [batch, steps, features].</summary>
public enum Steps
{
    /// <summary>The output of every step: a sequence.</summary>
    All = 0,

    /// <summary>The output of the last step: a vector. Of an <c>LSTM</c> or <c>GRU</c> in both directions: of each direction's last step.</summary>
    Last,

    /// <summary>The mean of all steps: a vector.</summary>
    Mean,

    /// <summary>The largest number of each feature in all steps: a vector.</summary>
    Max,
}

/// <summary>What is added to every step of a sequence before attention reads it, so that it knows the step's place.</summary>
public enum Positions
{
    /// <summary>Nothing: the steps are a set without an order, or know their places already, as behind an <c>LSTM</c> or <c>GRU</c>.</summary>
    None = 0,

    /// <summary>Sines and cosines of the place (Vaswani et al. 2017): nothing to learn, and a place that training never saw resembles its neighbors.</summary>
    Sinusoidal,

    /// <summary>
    /// A learned vector for every place (Devlin et al. 2019, BERT), as many as the sequence has steps at most. A place that training
    /// never reached keeps its first, random vector.
    /// </summary>
    Learned,
}
