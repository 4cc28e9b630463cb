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

    /// <summary>The property that holds the method by which tasks are balanced; also the first part of its keys in saved models.</summary>
    public const string Balancing = "Balancing";

    /// <summary>The field behind a declared property.</summary>
    public static string Field(string member) => "_" + CamelCase(member);

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
