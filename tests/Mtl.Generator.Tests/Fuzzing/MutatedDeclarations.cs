using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>
/// Changes the declarations of the other tests at random: attributes and arguments that are missing, doubled or elsewhere,
/// other names, numbers and types.
/// </summary>
internal static class MutatedDeclarations
{
    private static readonly string[] _types =
    [
        "Linear", "Conv2d", "Conv1d", "Flatten", "LSTM", "Embedding", "MaxPool2d", "MultiheadAttention",
        .. HeadKind.OfRuntime.Select(kind => kind.TypeName.Replace("TEnum", "System.DayOfWeek", StringComparison.Ordinal)),
        "float", "float?", "int", "bool?", "string", "float[]", "int[]", "double[,]",
    ];

    /// <summary>One of the declarations with one to three changes.</summary>
    /// <param name="seed">The same seed gives the same program.</param>
    public static string Write(int seed)
    {
        var random = new Random(seed);
        var hostile = new Hostile(random) { Share = 10 };
        var text = Declarations.Sources[random.Next(Declarations.Sources.Count)];
        for (var i = random.Next(1, 4); i > 0; i--)
            text = Change(text, random, hostile);
        return text;
    }

    private static string Change(string text, Random random, Hostile hostile)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return random.Next(14) switch
        {
            0 => Remove(Any<AttributeSyntax>()),
            1 => Replace(Any<AttributeSyntax>(), attribute => $"{attribute}, {attribute}"),
            2 => Replace(Any<AttributeSyntax>(), attribute => $"{attribute}, {Any<AttributeSyntax>()}"),
            3 => Remove(Any<AttributeArgumentSyntax>()),
            4 => Replace(Any<AttributeArgumentSyntax>(), argument => $"{argument}, {Any<AttributeArgumentSyntax>()}"),
            5 => Replace(Any<AttributeArgumentSyntax>(), _ => Any<AttributeArgumentSyntax>()?.ToString() ?? ""),
            6 => Replace(Any<LiteralExpressionSyntax>(), literal => literal.Kind() switch
            {
                SyntaxKind.NumericLiteralExpression => literal.Token.Value is int ? hostile.AnySize() : hostile.AnyRate(),
                SyntaxKind.StringLiteralExpression => hostile.AnyText(),
                _ => "default",
            }),
            < 11 => Rename(),
            _ => Replace(Any<PropertyDeclarationSyntax>()?.Type, _ => _types[random.Next(_types.Length)]),
        };

        T? Any<T>()
            where T : SyntaxNode
        {
            var nodes = root.DescendantNodes().OfType<T>().ToList();
            return nodes.Count == 0 ? null : nodes[random.Next(nodes.Count)];
        }

        string Replace<T>(T? node, Func<T, string> with)
            where T : SyntaxNode => node is null ? text : text.Remove(node.SpanStart, node.Span.Length).Insert(node.SpanStart, with(node));

        string Remove(SyntaxNode? node)
        {
            if (node?.Parent is AttributeListSyntax { Attributes.Count: 1 } list)
                node = list;
            return node is null ? text : root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
        }

        string Rename()
        {
            var members = root.DescendantNodes().Select(node => node switch
            {
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => parameter.Identifier.ValueText,
                EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => "",
            }).Where(name => name.Length > 0).ToList();
            if (members.Count == 0)
                return text;
            var (old, name) = (members[random.Next(members.Count)], hostile.Name());
            var changes = root.DescendantTokens()
                .Where(token => token.ValueText == old)
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken))
                .Select(token => (token.Span, Text: token.IsKind(SyntaxKind.IdentifierToken) ? name : $"\"{name.TrimStart('@')}\""))
                .Select(change => new TextChange(change.Span, change.Text));
            return SourceText.From(text).WithChanges(changes).ToString();
        }
    }
}
