namespace Mtl.Generator.Model;

/// <summary>The row type: what of a row the model reads and learns.</summary>
/// <param name="Type">The row type, with <c>global::</c>.</param>
/// <param name="Features">In declaration order; together they are the model's input.</param>
/// <param name="Labels">One for every task that the row labels.</param>
/// <param name="Reach">How far members of the model that mention the row type can be seen.</param>
internal sealed record RowDescription(
    string Type,
    EquatableArray<FeatureDescription> Features,
    EquatableArray<LabelDescription> Labels,
    Reach Reach);

/// <summary>A feature: a number, or an array with a shape.</summary>
/// <param name="Name">The member of the row.</param>
/// <param name="Shape">The array's sizes; empty for a single number.</param>
internal sealed record FeatureDescription(string Name, EquatableArray<int> Shape)
{
    public bool IsArray => Shape.Count > 0;

    public int Width => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>A label: the row's member, and the task that learns it.</summary>
/// <param name="Name">The member of the row.</param>
/// <param name="Task">The head that learns it.</param>
/// <param name="Cast">The type to cast a number to that does not become the head's type of label by itself, or null.</param>
internal sealed record LabelDescription(string Name, string Task, string? Cast);
