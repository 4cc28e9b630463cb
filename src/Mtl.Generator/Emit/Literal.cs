using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Emit;

/// <summary>C# literals and identifiers, in the invariant culture.</summary>
internal static class Literal
{
    private static readonly char[] _marksOfDoubles = ['.', 'E'];

    public static string Double(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(_marksOfDoubles) < 0 ? text + ".0" : text;
    }

    public static string Boolean(bool value) => value ? "true" : "false";

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with thousands separators, for documentation: <c>84,127</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string String(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A name as an identifier: keywords are escaped, and so is <c>field</c>, a keyword in accessors since C# 14.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && name != "field" ? name : "@" + name;
}
