namespace Mtl.EndToEnd.Tests.Package;

/// <summary>The package as a user gets it: what is in it, that a program built with it trains, and that its rules speak.</summary>
public sealed class PackageTests(Consumer consumer) : IClassFixture<Consumer>
{
    private const string Program =
        """
        var rows = Enumerable.Range(0, 64).Select(i => new Visit(i % 8, i % 3, i % 8 > 3, i % 3 * 2f)).ToArray();
        using var model = new Visits(seed: 1);
        var history = model.Fit(rows, new() { Epochs = 1 });
        Console.WriteLine($"trained {history.Epochs.Count} epoch, returns: {model.Predict(rows[0]).Returns.Value}");

        /// <summary>A visit to a shop.</summary>
        public sealed record Visit(
            [property: Feature] float Minutes,
            [property: Feature] float Rooms,
            [property: Label] bool Returns,
            [property: Label] float? Spending);

        /// <summary>What a visit tells.</summary>
        [MultiTaskModel<Visit>]
        public partial class Visits
        {
            /// <summary>The habits of a visitor.</summary>
            [SharedLayer(8), Dropout(0.1)]
            public partial Linear Habits { get; }

            /// <summary>Whether the visitor returns.</summary>
            [TaskHead]
            public partial BinaryHead Returns { get; }

            /// <summary>What the visitor spends.</summary>
            [TaskHead]
            public partial RegressionHead Spending { get; }
        }
        """;

    [Fact]
    public void Libraries_come_with_their_documentation_and_symbols_and_the_generator_once()
    {
        var files = consumer.FilesIn("MtlGen");
        foreach (var library in new[] { "Mtl.Attributes", "Mtl.Runtime" })
            Assert.Superset(
                new HashSet<string> { $"lib/net10.0/{library}.dll", $"lib/net10.0/{library}.xml", $"lib/net10.0/{library}.pdb" },
                files.ToHashSet());
        Assert.Equal(
            ["analyzers/dotnet/roslyn4.8/cs/Mtl.Generator.CodeFixes.dll", "analyzers/dotnet/roslyn4.8/cs/Mtl.Generator.dll"],
            files.Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("tools/Mtl.Build.dll", files);
        Assert.Equal(
            ["buildTransitive/net10.0/MtlGen.props", "buildTransitive/net10.0/MtlGen.targets"],
            files.Where(file => file.StartsWith("build", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);
    }

    [Fact]
    public void An_older_framework_is_refused_by_name()
    {
        using var older = new Consumer();
        older.Write("Program.cs", "");
        var (exitCode, output) = older.Run("restore", "-p:TargetFramework=net9.0");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error NU1202: Package MtlGen", output, StringComparison.Ordinal);
        Assert.Contains("supports: net10.0", output, StringComparison.Ordinal);
    }

    /// <summary>The usings of the package go with those of the SDK. Written once more, they say nothing new and are no mistake.</summary>
    [Fact]
    public void Models_need_no_using_unless_a_project_turns_that_off()
    {
        using var project = new Consumer();
        project.Write("Program.cs", Program);
        Builds();
        LacksNames("-p:MtlGenImplicitUsings=disable");
        LacksNames("-p:ImplicitUsings=disable");
        project.Write("Program.cs", "using Mtl;\nusing TorchSharp.Modules;\n" + Program);
        Builds();
        Builds("-p:MtlGenImplicitUsings=disable");

        void Builds(params string[] options)
        {
            var (exitCode, output) = project.Run(["build", .. options]);
            Assert.True(exitCode == 0, output);
        }

        void LacksNames(string option)
        {
            var (exitCode, output) = project.Run("build", option);
            Assert.NotEqual(0, exitCode);
            Assert.Contains("error CS0246: The type or namespace name 'TaskHead' could not be found", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_project_that_uses_a_library_with_models_gets_no_names_of_layers()
    {
        using var library = new Consumer();
        library.WriteProject(withLibtorch: false, outputType: "Library");
        library.Write("Models.cs", Program[Program.IndexOf("/// <summary>", StringComparison.Ordinal)..]);
        library.WriteUser("public static class Use { public static Visits New() => new(); public static Linear? Layer => null; }");
        var (exitCode, output) = library.Run("build", "User");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CS0246: The type or namespace name 'Linear'", output, StringComparison.Ordinal);
        Assert.DoesNotContain("'Visits'", output, StringComparison.Ordinal);

        (exitCode, output) = library.Run("build", "User", "-p:MtlGenImplicitUsings=enable");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void A_program_trains_and_its_mistakes_are_reported()
    {
        consumer.Write("Program.cs", Program);
        var (exitCode, output) = consumer.Run("run");
        Assert.True(exitCode == 0, output);
        Assert.Contains("trained 1 epoch, returns: ", output, StringComparison.Ordinal);

        // Two mistakes: an error that nobody can switch off by accident, and advice, here an error like every warning.
        consumer.Write("Program.cs", Program
            .Replace("Dropout(0.1)", "Dropout(10)", StringComparison.Ordinal)
            .Replace(
                "[TaskHead]\n    public partial RegressionHead",
                "[TaskHead, BatchNorm]\n    public partial RegressionHead",
                StringComparison.Ordinal));
        (exitCode, output) = consumer.Run("build", "--no-restore");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "Program.cs(18,22): error MTL006: The probability of dropping a unit must be in [0, 1); found 10",
            output,
            StringComparison.Ordinal);
        Assert.Contains("docs/rules/MTL006.md", output, StringComparison.Ordinal);
        Assert.Contains("error MTL014", output, StringComparison.Ordinal);

        consumer.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MTL014.severity = none\n");
        (exitCode, output) = consumer.Run("build", "--no-restore");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error MTL006", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MTL014", output, StringComparison.Ordinal);
    }
}
