using System;

namespace Mtl;

/// <summary>
/// Declares a named input of a model without a row type: a tensor of floating-point numbers, <c>[batch, shape…]</c>, or, with
/// <see cref="Categories"/>, of category indices for an <c>Embedding</c>. Several inputs are parameters of <c>forward</c> in the order
/// of their declaration.
/// </summary>
/// <example><code>[MultiTaskModel, Input("Image", 3, 32, 32), Input("Sound", 40, 64)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Declares an input.</summary>
    /// <param name="name">Its name: an identifier.</param>
    /// <param name="shape">
    /// Its sizes without the batch dimension, each at least 1: one to three for numbers; for indices none (one index per row) or
    /// one (a sequence of indices).
    /// </param>
    public InputAttribute(string name, params int[] shape)
    {
        Name = name;
        Shape = shape;
    }

    /// <summary>The input's name.</summary>
    public string Name { get; }

    /// <summary>The sizes without the batch dimension.</summary>
    public int[] Shape { get; }

    /// <summary>
    /// Makes the input a tensor of category indices, <c>int64</c>, each in 0 … <see cref="Categories"/> − 1. Only an
    /// <c>Embedding</c> can read it.
    /// </summary>
    /// <example><code>[MultiTaskModel, Input("Tokens", 20, Categories = 5000)]</code></example>
    public int Categories { get; set; }

    /// <summary>
    /// Makes the input a padded sequence with a length for every row, of at most <see cref="MaxLength"/> time steps: a tensor
    /// <c>[batch, steps]</c> of indices, or <c>[batch, steps, size]</c> of numbers. The model then has an additional input,
    /// <c>Lengths</c>, <c>int64 [batch, sequences]</c>, with a column for every input that has <see cref="MaxLength"/>.
    /// </summary>
    /// <example><code>[MultiTaskModel, Input("Frames", 16, MaxLength = 50)]</code></example>
    public int MaxLength { get; set; }

    /// <summary>Makes the input a padded sequence with the lengths of the named input, which has <see cref="MaxLength"/>.</summary>
    public string? SameLengthAs { get; set; }
}
