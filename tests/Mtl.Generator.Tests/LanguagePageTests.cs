using System.Text.RegularExpressions;

namespace Mtl.Generator.Tests;

/// <summary>Every example of the pages about the language compiles, all of a page in one project, without any message.</summary>
public sealed partial class LanguagePageTests
{
    private const string Usings =
        "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing Mtl;\nusing TorchSharp.Modules;\n";

    [Theory]
    [InlineData("model-language.md", 10)]
    [InlineData("recipes.md", 5)]
    public async Task Every_example_compiles(string file, int atLeast)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", file));
        var examples = Example().Matches(page).Select((match, number) => Compilable(match.Groups["code"].Value, number)).ToArray();
        Assert.True(examples.Length >= atLeast, $"found {examples.Length} examples");
        var project = new UserProject { Documentation = Microsoft.CodeAnalysis.DocumentationMode.Parse };
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(project, examples));
        Assert.Empty(GeneratorHost.CompilerMessages(generated));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>An example that shows a method needs a class around it.</summary>
    private static string Compilable(string code, int number) => Usings + (code.StartsWith("public static ", StringComparison.Ordinal)
        ? $"public static class Example{number}\n{{\n{code}}}\n"
        : code);

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
