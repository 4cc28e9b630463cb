namespace Mtl.Generator.Model;

/// <summary>The row type: its features and labels.</summary>
/// <param name="Type">The row type, with <c>global::</c>.</param>
/// <param name="Features">The features in declaration order.</param>
/// <param name="Labels">The labels, at most one for each task.</param>
/// <param name="Accessibility">The accessibility of generated members with the row type in their signature.</param>
internal sealed record RowDescription(
    string Type,
    EquatableArray<FeatureDescription> Features,
    EquatableArray<LabelDescription> Labels,
    MemberAccessibility Accessibility)
{
    /// <summary>The features whose vocabularies are learned from training data.</summary>
    public IEnumerable<FeatureDescription> Texts => Features.Where(feature => feature.Kind == FeatureKind.Text);
}

/// <summary>A feature: a number or a category, or an array of them with a shape.</summary>
/// <param name="Name">The member of the row.</param>
/// <param name="Shape">The array's sizes; empty for a single value.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Categories">The number of categories; 0 for numbers.</param>
/// <param name="IsNullable">Whether a value can be missing.</param>
internal sealed record FeatureDescription(
    string Name, EquatableArray<int> Shape, FeatureKind Kind, int Categories = 0, bool IsNullable = false)
{
    /// <summary>Whether its numbers are standardized; null for the default of the model.</summary>
    public bool? Standardize { get; init; }

    /// <summary>Whether numbers of its type can lose digits as <c>float32</c>.</summary>
    public bool IsWide { get; init; }

    /// <summary>The maximum number of time steps of a sequence, whose steps have the shape; 0 for a fixed length.</summary>
    public int MaxLength { get; init; }

    /// <summary>
    /// The feature whose lengths a sequence has: another one, or, with <see cref="MaxLength"/>, itself. Null for other features.
    /// </summary>
    public string? Sequence { get; init; }

    /// <summary>Whether it is an array with one dimension for each size, and not a flat array.</summary>
    public bool IsRectangular { get; init; }

    public bool IsSequence => Sequence is not null;

    public bool IsArray => Shape.Count > 0 || IsSequence;

    /// <summary>Whether a value can be missing or unknown.</summary>
    public bool CanBeMissing => IsNullable || Kind == FeatureKind.Text;

    public bool IsCategory => Kind is FeatureKind.Enum or FeatureKind.Index or FeatureKind.Text;

    /// <summary>The range of its indices as an input of an embedding.</summary>
    public IndexRange Indices => new(Categories, CanBeMissing);

    /// <summary>The number of columns of the flat input; a number that can be missing has a second one as an indicator.</summary>
    public long Width => IsCategory ? (long)Length * Categories : IsNullable ? 2 : Length;

    /// <summary>The number of its values; of a sequence, those of one time step.</summary>
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>The kinds of values of a feature.</summary>
internal enum FeatureKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary><c>bool</c>, as 1 and 0.</summary>
    Flag,

    /// <summary>Members of an enum.</summary>
    Enum,

    /// <summary>Integers that stand for categories.</summary>
    Index,

    /// <summary>Texts, which are categories of a learned vocabulary.</summary>
    Text,
}

/// <summary>A label: the row's member, and the task that learns it.</summary>
/// <param name="Name">The member of the row.</param>
/// <param name="Task">The head that learns it.</param>
/// <param name="Cast">The type to cast a number to if there is no implicit conversion to the head's type of label, or null.</param>
internal sealed record LabelDescription(string Name, string Task, string? Cast)
{
    /// <summary>Whether numbers of its type can lose digits as <c>float32</c>.</summary>
    public bool IsWide { get; init; }

    /// <summary>Whether it is a non-nullable array.</summary>
    public bool IsRequired { get; init; }
}
