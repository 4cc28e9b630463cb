using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Model;

/// <summary>The names of generated members.</summary>
internal static class GeneratedNames
{
    /// <summary>The input of all single categories of a row, one column each.</summary>
    public const string Categories = "Categories";

    /// <summary>The property that holds the normalization of a layer.</summary>
    public static string Norm(string layer) => layer + "Norm";

    /// <summary>The property that holds the learned positions of a layer.</summary>
    public static string Positions(string layer) => layer + "Positions";

    /// <summary>The property that holds the vocabulary of a text feature.</summary>
    public static string Vocabulary(string feature) => feature + "Vocabulary";

    /// <summary>The property that holds the standardization of an input.</summary>
    public static string Standardization(string input) => input + "Standardization";

    /// <summary>The input of the lengths of all sequences, one column each.</summary>
    public const string AllLengths = "Lengths";

    /// <summary>The member of a batch, and the variable of the forward pass, with the lengths of one sequence.</summary>
    public static string Lengths(string sequence) => sequence + "Lengths";

    /// <summary>The property that holds the adaptive dropout rate of a task.</summary>
    public static string DropoutRate(string task) => task + "DropoutRate";

    /// <summary>The property that holds the balancing method; also the first part of its keys in saved models.</summary>
    public const string Balancing = "Balancing";

    /// <summary>Inherited members that generated methods use by their simple names; no parameter or variable may hide them.</summary>
    public static IReadOnlyList<string> Inherited { get; } = ["call", "training"];

    /// <summary>The names of other parameters, variables and inherited members in generated methods with inputs.</summary>
    private static readonly string[] _ofMethods =
        ["batchSize", "threads", "inference", "predictions", "count", "start", "rows", "scope", "outputs", "row", .. Inherited];

    /// <summary>The backing field of a declared property.</summary>
    public static string Field(string member) => "_" + CamelCase(member);

    /// <summary>
    /// The variable of a name: in camel case and without leading underscores. It can be the name itself, if that is in lower case or of
    /// letters without case; so members with such names are accessed by <c>this</c>.
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
