using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>Numbers that are written out. What is a name or is computed may be right elsewhere and is not changed.</summary>
internal static class NumberText
{
    public static bool IsWritten(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.NumericLiteralExpression),
        PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryMinusExpression) => IsWritten(sign.Operand),
        _ => false,
    };

    /// <summary>The value of a written number, or null.</summary>
    public static double? ValueOf(ExpressionSyntax expression, SemanticModel model) =>
        IsWritten(expression) && model.GetConstantValue(expression) is { HasValue: true, Value: IConvertible value }
            ? value.ToDouble(CultureInfo.InvariantCulture)
            : null;
}
