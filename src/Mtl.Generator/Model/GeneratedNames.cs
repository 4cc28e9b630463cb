using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Model;

/// <summary>How generated members are named after declared ones.</summary>
internal static class GeneratedNames
{
    /// <summary>The input that holds the single categories of a row, one column each.</summary>
    public const string Categories = "Categories";

    /// <summary>The property that holds the normalization of a layer.</summary>
    public static string Norm(string layer) => layer + "Norm";

    /// <summary>The property that holds the learned positions of the steps that a layer reads.</summary>
    public static string Positions(string layer) => layer + "Positions";

    /// <summary>The property that holds the vocabulary of a text feature.</summary>
    public static string Vocabulary(string feature) => feature + "Vocabulary";

    /// <summary>The property that holds the standardization of an input.</summary>
    public static string Standardization(string input) => input + "Standardization";

    /// <summary>The input that holds the lengths of all sequences, one column each.</summary>
    public const string AllLengths = "Lengths";

    /// <summary>The member of a batch, and the variable of the forward pass, that is the lengths of one sequence.</summary>
    public static string Lengths(string sequence) => sequence + "Lengths";

    /// <summary>The property that holds the dropout rate of a task, where it can move.</summary>
    public static string DropoutRate(string task) => task + "DropoutRate";

    /// <summary>The property that holds the method by which tasks are balanced; also the first part of its keys in saved models.</summary>
    public const string Balancing = "Balancing";

    /// <summary>Inherited members that generated methods mention by their names alone: no parameter or variable may hide them.</summary>
    public static IReadOnlyList<string> Inherited { get; } = ["call", "training"];

    /// <summary>What generated methods that read inputs call their other parameters, their own variables, and what they inherit.</summary>
    private static readonly string[] _ofMethods =
        ["batchSize", "inference", "predictions", "count", "start", "rows", "scope", "outputs", "row", .. Inherited];

    /// <summary>The field behind a declared property.</summary>
    public static string Field(string member) => "_" + CamelCase(member);

    /// <summary>
    /// The variable of a name: in camel case and without the underscores in front with which fields begin. It can be the name itself, where
    /// that is in lower case or of letters that have no case; so a member of such a name is reached by <c>this</c>.
    /// </summary>
    public static string Variable(string name)
    {
        var bare = name.TrimStart('_');
        return bare.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(bare[0]) ? CamelCase(bare) : "value" + bare;
    }

    /// <summary>Whether a variable could have the name.</summary>
    public static bool CanBeVariable(string name) => name[0] != '_' && CamelCase(name) == name;

    /// <summary>The parameter of an input.</summary>
    public static string Parameter(string input)
    {
        var name = Variable(input);
        return Array.IndexOf(_ofMethods, name) >= 0 ? name + "Input" : name;
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
