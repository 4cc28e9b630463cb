using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>
/// Number literals, also negative ones. Fixes do not change named constants and computed values, which other code may use.
/// </summary>
internal static class NumberText
{
    public static bool IsWritten(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.NumericLiteralExpression),
        PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryMinusExpression) => IsWritten(sign.Operand),
        _ => false,
    };

    /// <summary>The value of a number literal; null for every other expression.</summary>
    public static double? ValueOf(ExpressionSyntax expression, SemanticModel model) =>
        IsWritten(expression) && model.GetConstantValue(expression) is { HasValue: true, Value: IConvertible value }
            ? value.ToDouble(CultureInfo.InvariantCulture)
            : null;
}
