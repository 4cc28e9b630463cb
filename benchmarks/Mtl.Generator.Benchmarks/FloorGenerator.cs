using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Benchmarks;

/// <summary>
/// The lower bound for a generator for these attributes: it reads the attributes of models, their members and their rows, ignores them,
/// and writes one line per class.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FloorGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var marker in (string[])["Mtl.MultiTaskModelAttribute", "Mtl.MultiTaskModelAttribute`1"])
        {
            var names = context.SyntaxProvider.ForAttributeWithMetadataName(
                marker,
                static (_, _) => true,
                static (context, _) => (context.TargetSymbol.Name, Count: Read((INamedTypeSymbol)context.TargetSymbol)));
            context.RegisterSourceOutput(names, static (context, model) => context.AddSource($"{model.Name}.g.cs", $"// {model.Count}\n"));
        }
    }

    private static int Read(INamedTypeSymbol type) =>
        type.GetAttributes().Select(attribute => attribute.AttributeClass).FirstOrDefault() is { TypeArguments: [INamedTypeSymbol row] }
            ? Attributes(type) + Attributes(row)
            : Attributes(type);

    private static int Attributes(INamedTypeSymbol type)
    {
        var count = 0;
        foreach (var member in type.GetMembers())
        {
            if (member is not (IPropertySymbol or IFieldSymbol))
                continue;
            foreach (var attribute in member.GetAttributes())
                count += attribute.ConstructorArguments.Length + attribute.NamedArguments.Length;
        }
        return count;
    }
}
