using System;

namespace Mtl;

/// <summary>Marks a member of a row type as a feature: an input of the model.</summary>
/// <remarks>
/// <para>
/// A number or a <see cref="bool"/> (1 or 0) is one feature and has no shape. An array of numbers declares its shape, <c>[Feature(12,
/// 12)]</c>, and must contain exactly that many values in every row. It has one dimension with all values, slowest first, or as many
/// dimensions as sizes, two or three: <c>float[,]</c>.
/// </para>
/// <para>
/// A nullable number or <see cref="bool"/> can be missing, and is two features: the value, 0 if it is missing, and an indicator, 1 if it is
/// missing, else 0. The model can so distinguish a missing value from a measured 0. In tensors a missing number is NaN.
/// </para>
/// <para>
/// A category is an enum, or an integer or a string with <see cref="Categories"/>. In the flat input it is one-hot: one column per
/// category, for an enum its distinct values in the order of <see cref="Enum.GetValues(Type)"/>. If an <c>Embedding</c> names it as its
/// source, it is an index, a column of the <c>int64</c> input <c>Categories</c>. Null is a missing category: all columns are 0, and the
/// embedding is the zero vector. An array of integers with <see cref="Categories"/>, such as token ids, can only be read by an
/// <c>Embedding</c>, whose output is a sequence.
/// </para>
/// <para>
/// On a parameter of a record, <c>record House([Feature] float Area)</c>, it applies to the property of that name, as
/// <c>[property: Feature]</c> does.
/// </para>
/// <para>
/// An array with <see cref="MaxLength"/> is a sequence with a length for every row: of token ids or words, <c>[Feature(MaxLength
/// = 40, Categories = 5000)] string[] Words</c>, of numbers, or of time steps with several numbers each, <c>[Feature(16, MaxLength = 50)]
/// float[,] Frames</c>, or <c>float[][]</c>. It is always a separate input.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class FeatureAttribute : Attribute
{
    /// <summary>Declares a feature.</summary>
    /// <param name="shape">
    /// The sizes of the array, slowest first, each at least 1; empty for a single number. With <see cref="MaxLength"/>: the number of
    /// values of a time step, empty for one.
    /// </param>
    public FeatureAttribute(params int[] shape) => Shape = shape;

    /// <summary>The sizes of the array, slowest first; empty for a single number.</summary>
    public int[] Shape { get; }

    /// <summary>
    /// The number of categories. Integers are then category indices in 0 … <see cref="Categories"/> − 1; without it they are numbers. For
    /// strings it is the maximum size of the vocabulary, which is fitted by the first training on rows and saved with the model; a value
    /// that is not in it counts as missing. It is not set for an enum, which is always a category.
    /// </summary>
    public int Categories { get; set; }

    /// <summary>
    /// The maximum number of time steps, at least 1; it makes the array a sequence of 1 to <see cref="MaxLength"/> time steps. Rows are
    /// padded to the longest row of the data that is encoded together, not to this number. A longer row is an error.
    /// </summary>
    public int MaxLength { get; set; }

    /// <summary>
    /// Makes the array a sequence that has in every row the same length as the named feature, which has <see cref="MaxLength"/>. The two
    /// can then be combined by <c>Concat</c> and <c>Add</c>.
    /// </summary>
    /// <example><code>[Feature(SameLengthAs = nameof(Words), Categories = 3)] int[] Capitals</code></example>
    public string? SameLengthAs { get; set; }
}

/// <summary>Marks a member of a row type as the label of a task.</summary>
/// <remarks>
/// The task is the head with the name of the member, or <see cref="Task"/>. The type of the member is the label type of the head: its enum,
/// <see cref="bool"/>, or a number. If the type is nullable, <see langword="null"/> is a missing label: the row has no loss for this task
/// and still trains the other tasks. With batch normalization, which mixes rows, the row also influences the gradients of this task.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class LabelAttribute : Attribute
{
    /// <summary>The name of the head, if it is not the name of the member.</summary>
    public string? Task { get; set; }
}
