namespace Mtl.Generator.Model;

/// <summary>What was declared: one annotated class, free of symbols and equal to itself after an unrelated edit.</summary>
internal sealed record ModelDescription(
    TypeName Type,
    InputDescription Input,
    RowDescription? Row,
    EquatableArray<LayerDescription> Layers,
    EquatableArray<HeadDescription> Heads,
    EquatableArray<Modifier> Defaults,
    EquatableArray<Problem> Problems);

/// <summary>The flat vector that the model reads: how many numbers, and the features that they are made of.</summary>
/// <param name="Width">Numbers per row; 0 where the declaration does not say or is wrong.</param>
/// <param name="Site">Where the inputs are declared.</param>
internal sealed record InputDescription(int Width, Site Site);

/// <summary>A declared partial property: a layer or a head.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type, with <c>global::</c>.</param>
/// <param name="Modifiers">Its modifiers as written, <c>partial</c> among them: both parts of a property must have the same.</param>
/// <param name="IsImplementable">Whether generated code can implement the property: it is partial, an instance's, get-only, declared once…</param>
/// <param name="IsDocumented">Whether the declaration has a documentation comment of its own.</param>
internal sealed record MemberDescription(
    string Name,
    string Type,
    string Modifiers,
    bool IsImplementable,
    bool IsDocumented);

/// <summary>A layer of the shared trunk.</summary>
internal sealed record LayerDescription(
    MemberDescription Member,
    LayerKind Kind,
    int Units,
    EquatableArray<Modifier> Modifiers,
    Site Site);

/// <summary>A task: its head, its weight in the objective and its modifiers.</summary>
/// <param name="Member">The property.</param>
/// <param name="Kind">What kind of task it is.</param>
/// <param name="Classes">The classes of a class head in order; empty for other kinds.</param>
/// <param name="LabelType">The type of a label: the enum, <c>bool</c> or <c>float</c>, with <c>global::</c> where needed.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Weight">The weight of the task's loss.</param>
/// <param name="Modifiers">The member's own modifiers.</param>
/// <param name="Reach">How far members of the model that mention the head's type can be seen.</param>
/// <param name="Site">Where the head is declared.</param>
internal sealed record HeadDescription(
    MemberDescription Member,
    HeadKind Kind,
    EquatableArray<string> Classes,
    string LabelType,
    EquatableArray<int> Hidden,
    double Weight,
    EquatableArray<Modifier> Modifiers,
    Reach Reach,
    Site Site);

internal enum LayerKind
{
    Unknown,
    Linear,
}

internal enum HeadKind
{
    Unknown,
    Class,
    Binary,
    Regression,
}
