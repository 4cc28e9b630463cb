using System.Text.RegularExpressions;

namespace Mtl.Generator.Tests;

/// <summary>What the README shows of the generated code is what is generated.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_training_loop_is_that_of_the_model_beside_it()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var shown = Loop().Match(readme).Value.Split('\n', StringSplitOptions.TrimEntries);
        Assert.True(shown.Length > 10, "The README shows no training loop.");
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(Declarations.TwoDigits));
        var text = generated.SyntaxTrees.Single(tree => tree.FilePath.EndsWith(".Training.g.cs", StringComparison.Ordinal)).ToString();
        var lines = text.Split('\n', StringSplitOptions.TrimEntries).ToList();
        Assert.Equal(shown, lines.Skip(lines.IndexOf(shown[0])).Take(shown.Length));
    }

    [GeneratedRegex(@"while \(session.NextEpoch.*?(?=\n```)", RegexOptions.Singleline)]
    private static partial Regex Loop();
}
