using System;

namespace Mtl;

/// <summary>Marks a member of a row type as something the model reads.</summary>
/// <remarks>
/// <para>
/// A number or a <see cref="bool"/> (1 or 0) is one feature and needs no shape. An array of numbers states its shape,
/// <c>[Feature(12, 12)]</c>, and must hold exactly that many values in every row. It has one dimension, all values one after the other, or as
/// many dimensions as sizes, two or three: <c>float[,]</c>.
/// </para>
/// <para>
/// A number or <see cref="bool"/> that is nullable can be missing, and is two features: the value, 0 where it is missing, and 1 where it is
/// missing, else 0. So a model can tell a missing value from a measured 0. In tensors a missing number is NaN.
/// </para>
/// <para>
/// A category is an enum, or an integer or a string with <see cref="Categories"/>. In the flat input it is one-hot: one column per category,
/// an enum's distinct values in the order of <see cref="Enum.GetValues(Type)"/>. Where an <c>Embedding</c> names it as its source, it is an index, a column
/// of the <c>int64</c> input <c>Categories</c>. Null is a missing category: all columns are 0, and the embedding is the zero vector. An array of
/// integers with <see cref="Categories"/>, token ids for one, is read by an <c>Embedding</c> only and gives a sequence.
/// </para>
/// <para>
/// On a parameter of a record, <c>record House([Feature] float Area)</c>, it concerns the property of that name, as
/// <c>[property: Feature]</c> does.
/// </para>
/// <para>
/// An array with <see cref="MaxLength"/> is a sequence whose length differs from row to row: of token ids or words, <c>[Feature(MaxLength
/// = 40, Categories = 5000)] string[] Words</c>, of numbers, or of steps with several numbers each, <c>[Feature(16, MaxLength = 50)]
/// float[,] Frames</c>, or <c>float[][]</c>. It is always an input of its own.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class FeatureAttribute : Attribute
{
    /// <summary>Declares a feature.</summary>
    /// <param name="shape">
    /// The array's sizes, slowest first, each at least 1; nothing for a single number. With <see cref="MaxLength"/>: how many numbers one step
    /// has, nothing for one.
    /// </param>
    public FeatureAttribute(params int[] shape) => Shape = shape;

    /// <summary>The array's sizes, slowest first; empty for a single number.</summary>
    public int[] Shape { get; }

    /// <summary>
    /// Makes integers categories: each is one of 0 … <see cref="Categories"/> − 1. Without it they are numbers. An enum is a
    /// category by itself and takes none. Of strings, it is the most values that are told apart: the first training on rows learns
    /// them as a vocabulary, which is stored with the model; later a value that is not in it counts as missing.
    /// </summary>
    public int Categories { get; set; }

    /// <summary>
    /// Makes an array a sequence of 1 to <see cref="MaxLength"/> steps, at least 1. Rows are padded to the longest of the data that is encoded
    /// together, not to this number; a longer row is refused.
    /// </summary>
    public int MaxLength { get; set; }

    /// <summary>
    /// Makes an array a sequence that in every row is as long as another feature, which has <see cref="MaxLength"/>: its steps then go beside those
    /// of the other, in <c>Concat</c> and <c>Add</c>.
    /// </summary>
    /// <example><code>[Feature(SameLengthAs = nameof(Words), Categories = 3)] int[] Capitals</code></example>
    public string? SameLengthAs { get; set; }
}

/// <summary>Marks a member of a row type as what a task learns.</summary>
/// <remarks>
/// The task is the head with the member's name, or <see cref="Task"/>. The member's type suits the head: the head's enum,
/// <see cref="bool"/>, or a number. Where it is nullable, <see langword="null"/> means that nobody labeled the row for this
/// task: the row still trains the other tasks, and its loss is no part of this one. Batch normalization mixes rows, and so its gradients.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class LabelAttribute : Attribute
{
    /// <summary>The name of the head, where it differs from the member's name.</summary>
    public string? Task { get; set; }
}
