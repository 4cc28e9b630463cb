namespace Mtl.Generator.Model;

/// <summary>How generated members are named after declared ones.</summary>
internal static class GeneratedNames
{
    /// <summary>The input that holds the single categories of a row, one column each.</summary>
    public const string Categories = "Categories";

    /// <summary>The property that holds the normalisation of a layer.</summary>
    public static string Norm(string layer) => layer + "Norm";

    /// <summary>The property that holds the learned positions of the steps that a layer reads.</summary>
    public static string Positions(string layer) => layer + "Positions";

    /// <summary>The property that holds the vocabulary of a text feature.</summary>
    public static string Vocabulary(string feature) => feature + "Vocabulary";

    /// <summary>The property that holds the standardisation of an input.</summary>
    public static string Standardization(string input) => input + "Standardization";

    /// <summary>The input that holds the lengths of all sequences, one column each.</summary>
    public const string AllLengths = "Lengths";

    /// <summary>The member of a batch, and the variable of the forward pass, that is the lengths of one sequence.</summary>
    public static string Lengths(string sequence) => sequence + "Lengths";

    /// <summary>The property that holds the dropout rate of a task, where it can move.</summary>
    public static string DropoutRate(string task) => task + "DropoutRate";

    /// <summary>The property that holds the copies of a layer, or of its normalisation, in a mixture of experts.</summary>
    public static string Experts(string module) => module + "Experts";

    /// <summary>The layer whose copies a property or a key names; the name itself where it names no copies.</summary>
    public static string WithoutExperts(string name) =>
        name.EndsWith("Experts", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Experts".Length) : name;

    /// <summary>The property that holds the gate of a task in a mixture of experts.</summary>
    public static string Gate(string task) => task + "Gate";

    /// <summary>What is generated for a mixture of experts.</summary>
    public static IEnumerable<string> OfExperts(IEnumerable<LayerDescription> layers, IEnumerable<HeadDescription> heads) =>
        layers.Where(layer => layer.IsShared).SelectMany(layer => new[] { Experts(layer.Member.Name), Experts(Norm(layer.Member.Name)), Experts(Positions(layer.Member.Name)) })
            .Concat(heads.Select(head => Gate(head.Member.Name)))
            .Append(ComputeGates);

    /// <summary>The method that gives the gates of a batch.</summary>
    public const string ComputeGates = "ComputeGates";

    /// <summary>
    /// The mixture that a task reads instead of a layer. It has no member; the dot, which a name cannot have, keeps it apart from those.
    /// </summary>
    public static string Mixture(string task, string layer) => $"{task}·{layer}";

    /// <summary>The property that holds the method by which tasks are balanced; also the first part of its keys in saved models.</summary>
    public const string Balancing = "Balancing";

    /// <summary>The field behind a declared property.</summary>
    public static string Field(string member) => "_" + CamelCase(member);

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
