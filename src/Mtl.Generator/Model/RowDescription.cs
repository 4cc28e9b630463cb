namespace Mtl.Generator.Model;

/// <summary>The row type: what of a row the model reads and learns.</summary>
/// <param name="Type">The row type, with <c>global::</c>.</param>
/// <param name="Features">In declaration order; together they are the model's input.</param>
/// <param name="Labels">One for every task that the row labels.</param>
/// <param name="Accessibility">How far members of the model that mention the row type can be seen.</param>
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
/// <param name="Kind">What its values are.</param>
/// <param name="Categories">How many categories there are; 0 for numbers.</param>
/// <param name="IsNullable">Whether a value can be missing.</param>
internal sealed record FeatureDescription(
    string Name, EquatableArray<int> Shape, FeatureKind Kind, int Categories = 0, bool IsNullable = false)
{
    /// <summary>Whether its numbers are standardized; null where the model decides.</summary>
    public bool? Standardize { get; init; }

    /// <summary>Whether its type has numbers that are too long for <c>float32</c>.</summary>
    public bool IsWide { get; init; }

    /// <summary>The most steps of a sequence whose length varies, whose steps have the shape; 0 for what is equally long in all rows.</summary>
    public int MaxLength { get; init; }

    /// <summary>The feature that gives the length of every row's sequence: another one, or, with <see cref="MaxLength"/>, itself; null for no sequence.</summary>
    public string? Sequence { get; init; }

    /// <summary>Whether it is an array with as many dimensions as it has sizes, and not all numbers one after the other.</summary>
    public bool IsRectangular { get; init; }

    public bool IsSequence => Sequence is not null;

    public bool IsArray => Shape.Count > 0 || IsSequence;

    /// <summary>Whether a row can be without a value that is known.</summary>
    public bool CanBeMissing => IsNullable || Kind == FeatureKind.Text;

    public bool IsCategory => Kind is FeatureKind.Enum or FeatureKind.Index or FeatureKind.Text;

    /// <summary>Which indices it has where an embedding reads it.</summary>
    public IndexRange Indices => new(Categories, CanBeMissing);

    /// <summary>How many numbers of the flat input it takes; for one that can be missing, one more says whether it is.</summary>
    public long Width => IsCategory ? (long)Length * Categories : IsNullable ? 2 : Length;

    /// <summary>How many values it has; of a sequence whose length varies, one step.</summary>
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>What the values of a feature are.</summary>
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

    /// <summary>Texts, told apart by a vocabulary that is learned.</summary>
    Text,
}

/// <summary>A label: the row's member, and the task that learns it.</summary>
/// <param name="Name">The member of the row.</param>
/// <param name="Task">The head that learns it.</param>
/// <param name="Cast">The type to cast a number to that does not become the head's type of label by itself, or null.</param>
internal sealed record LabelDescription(string Name, string Task, string? Cast)
{
    /// <summary>Whether its type has numbers that are too long for <c>float32</c>.</summary>
    public bool IsWide { get; init; }

    /// <summary>Whether it is an array that is never null, as its type says.</summary>
    public bool IsRequired { get; init; }
}
