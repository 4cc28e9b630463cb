using System;

namespace Mtl;

/// <summary>The base of the attributes for shared layers and task layers. The type of the property is the type of the layer.</summary>
/// <remarks>
/// <para>
/// Layers are computed in the order of their declaration. The output of a layer is: the layer itself → normalization
/// (<see cref="BatchNormAttribute"/> or <see cref="LayerNormAttribute"/>) → activation (<see cref="ActivationAttribute"/>; by default ReLU
/// for <c>Linear</c> and convolutions, none for all others) → dropout (<see cref="DropoutAttribute"/>).
/// </para>
/// <para>
/// A layer reads the layer before it, and its input shape follows from that. <see cref="From"/>, <see cref="Concat"/>,
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

    /// <summary>
    /// On the class: the name of the layer, whose property is generated. On a member: null, because the member has a name.
    /// </summary>
    public string? Name { get; }

    /// <summary>
    /// Units of a <c>Linear</c>, output channels of a convolution, hidden size of an <c>LSTM</c> or <c>GRU</c>, dimensions of an
    /// <c>Embedding</c>, output size of an adaptive pooling, groups of a <c>GroupNorm</c>; 0 for layers whose output size
    /// follows from their input.
    /// </summary>
    public int Size { get; }

    /// <summary>The only source: the name of a layer above, of an input, or of a feature.</summary>
    public string? From { get; set; }

    /// <summary>
    /// Several sources, concatenated along the features of vectors and sequences or the channels of images. All other sizes must be equal.
    /// </summary>
    public string[] Concat { get; set; } = [];

    /// <summary>Several sources of equal shape, added element-wise (a residual connection).</summary>
    public string[] Add { get; set; } = [];

    /// <summary>
    /// Several sources of equal shape, multiplied element-wise: two embeddings in a matrix factorization (Koren, Bell and Volinsky 2009),
    /// or a layer and its gate.
    /// </summary>
    public string[] Multiply { get; set; } = [];

    /// <summary>Kernel size of a convolution (3 by default) or of a pooling (2 by default), the same in every dimension.</summary>
    public int Kernel { get; set; }

    /// <summary>Stride of a convolution (1 by default) or of a pooling (the kernel size by default).</summary>
    public int Stride { get; set; }

    /// <summary>Padding on every side of a convolution or pooling; 0 by default.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// The number of stacked recurrent layers of an <c>LSTM</c> or <c>GRU</c>, or of blocks of a <c>TransformerEncoder</c>; 1 by default.
    /// </summary>
    public int Stack { get; set; } = 1;

    /// <summary>Whether an <c>LSTM</c> or <c>GRU</c> is bidirectional; its output is then twice as wide.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>The output of a layer that computes a sequence: all time steps, the last one, their mean or their maximum.</summary>
    public Steps Steps { get; set; }

    /// <summary>
    /// The number of attention heads of a <c>MultiheadAttention</c> or <c>TransformerEncoder</c>, a divisor of its width; 1 by default.
    /// </summary>
    public int Heads { get; set; } = 1;

    /// <summary>
    /// The positional encoding of a <c>MultiheadAttention</c> or <c>TransformerEncoder</c>. Without one, attention does not depend on the
    /// order of the time steps.
    /// </summary>
    public Positions Positions { get; set; }

    /// <summary>
    /// The number of hidden units of the feed-forward network in each block of a <c>TransformerEncoder</c>; four times its width by
    /// default.
    /// </summary>
    public int FeedForward { get; set; }

    /// <summary>The static method without parameters that creates a layer of a custom type; not for a field with an initializer.</summary>
    public string? Factory { get; set; }

    /// <summary>The output shape, without the batch dimension, of a layer of a custom type.</summary>
    public int[] Output { get; set; } = [];
}

/// <summary>Declares a layer that all tasks share. The type of the member is the type of the layer.</summary>
/// <inheritdoc/>
/// <example>
/// On a member: <c>[SharedLayer(64)] public partial Linear Trunk { get; }</c>, or in older versions of C# on a field:
/// <c>[SharedLayer(64)] private readonly Linear _trunk;</c>. On the class: <c>[SharedLayer("Trunk", 64)]</c>.
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SharedLayerAttribute : LayerAttribute
{
    /// <summary>
    /// Declares a layer without a size on a member: a pooling, a <c>Flatten</c>, a <c>LayerNorm</c>, attention, a transformer.
    /// </summary>
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
    /// <param name="size">The layer's <see cref="LayerAttribute.Size"/>; 0 for a layer without a size.</param>
    public SharedLayerAttribute(string name, int size = 0)
        : base(name, size)
    {
    }
}

/// <summary>Declares a task-specific layer: exactly one head reads it, directly or through other layers of that task.</summary>
/// <inheritdoc/>
/// <example>
/// On a member: <c>[TaskLayer(64)] public partial Linear Trunk { get; }</c>, or in older versions of C# on a field:
/// <c>[TaskLayer(64)] private readonly Linear _trunk;</c>. On the class: <c>[TaskLayer("Trunk", 64)]</c>.
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskLayerAttribute : LayerAttribute
{
    /// <summary>
    /// Declares a layer without a size on a member: a pooling, a <c>Flatten</c>, a <c>LayerNorm</c>, attention, a transformer.
    /// </summary>
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

/// <summary>Declares a task-specific layer of any type, on the class.</summary>
/// <typeparam name="TLayer">The layer: <c>Conv2d</c>, <c>LSTM</c>, …</typeparam>
/// <inheritdoc/>
/// <example><c>[TaskLayer&lt;Conv2d&gt;("Edges", 32, Kernel = 5)]</c></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskLayerAttribute<TLayer> : LayerAttribute
{
    /// <summary>Declares a layer on the class.</summary>
    /// <param name="name">The name of the layer: an identifier.</param>
    /// <param name="size">The layer's <see cref="LayerAttribute.Size"/>; 0 for a layer without a size.</param>
    public TaskLayerAttribute(string name, int size = 0)
        : base(name, size)
    {
    }
}

/// <summary>The output of a layer that computes a sequence, [batch, steps, features].</summary>
public enum Steps
{
    /// <summary>All time steps: a sequence.</summary>
    All = 0,

    /// <summary>The last time step: a vector. For a bidirectional <c>LSTM</c> or <c>GRU</c>, the last one of each direction.</summary>
    Last,

    /// <summary>The mean over the time steps: a vector.</summary>
    Mean,

    /// <summary>The maximum of each feature over the time steps: a vector.</summary>
    Max,
}

/// <summary>The positional encoding: what is added to every time step of a sequence before attention reads it.</summary>
public enum Positions
{
    /// <summary>
    /// Nothing: the order does not matter, or the time steps contain it already, as the outputs of an <c>LSTM</c> or <c>GRU</c> do.
    /// </summary>
    None = 0,

    /// <summary>
    /// Sines and cosines of the position (Vaswani et al. 2017). They have no parameters, and a position that did not occur in training
    /// resembles its neighbors.
    /// </summary>
    Sinusoidal,

    /// <summary>
    /// A learned vector for every position up to the maximum length (Devlin et al. 2019, BERT). A position that did not occur in training
    /// keeps its random initial vector.
    /// </summary>
    Learned,
}
