using System.Text.RegularExpressions;

namespace Mtl.Generator.Tests;

/// <summary>The examples of a page under <c>docs</c>, as files of one project.</summary>
internal static partial class DocumentationPage
{
    /// <summary>The implicit usings of the SDK and of the package.</summary>
    public const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using Mtl;
        using TorchSharp.Modules;

        """;

    public static string[] Examples(string file)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", file));
        return [.. Example().Matches(page).Select(match => Compilable(match.Groups["code"].Value))];
    }

    /// <summary>An example that shows a method needs a class around it, which gets the method's name.</summary>
    private static string Compilable(string code) => Usings + (MethodName().Match(code) is { Success: true } method
        ? $"public static class Example{method.Groups["name"].Value}\n{{\n{code}}}\n"
        : code);

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\Apublic static (?!partial|class).*? (?<name>\w+)\(")]
    private static partial Regex MethodName();
}
