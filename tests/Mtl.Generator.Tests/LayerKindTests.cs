using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;
using TorchSharp;

namespace Mtl.Generator.Tests;

/// <summary>Every kind of layer has what docs/contributing/layer-kind.md lists; a failing test names what is missing.</summary>
[Collection(OnTheEngine.Name)]
public sealed class LayerKindTests
{
    /// <summary>How many random programs are looked through.</summary>
    private const int Programs = 1000;

    private static readonly Lazy<string> _networks = new(() => new RandomNetworks(seed: 0).Source(Programs));

    private static readonly Lazy<string> _programs =
        new(() => string.Concat(Enumerable.Range(1, Programs).Select(seed => new RandomDeclarations(seed, hasProperties: true).Write())));

    /// <summary>What the examples of all kinds say of themselves, in the order of the kinds, all in one program.</summary>
    private static readonly Lazy<string[]> _runs = new(() => GeneratedProgram.Run(
    [
        .. Examples.Select(example => example.Model),
        .. Examples.Select(example => $"{DocumentationPage.Usings}using TorchSharp;\n{example.Run}"),
        $$"""
        public static class Use
        {
            public static string Run(string folder) => string.Join("\n\n", {{string.Join(", ", LayerKind.All.Select(Call))}});
        }
        """,
    ]).Split("\n\n"));

    private static string Call(LayerKind kind) => $"{kind}Run.Run(folder)";

    private static IEnumerable<LayerDeclarations.Example> Examples => LayerKind.All.Select(LayerDeclarations.Of);

    public static TheoryData<string> Names => [.. LayerKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TorchSharp_has_the_type_and_a_method_that_makes_it(string name)
    {
        var type = typeof(torch).Assembly.GetType($"TorchSharp.Modules.{name}", throwOnError: true);
        Assert.Contains(typeof(torch.nn).GetMethods(), method => method.Name == name && method.ReturnType == type);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_arguments_are_those_of_the_attributes(string name) =>
        Assert.All(LayerKind.Of(name)!.Arguments, argument => Assert.NotNull(typeof(SharedLayerAttribute).GetProperty(argument)));

    /// <summary>With a size there are words in the second column, else it begins with <c>none</c>; the arguments follow.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_language_page_lists_it_with_its_size_and_arguments(string name)
    {
        var kind = LayerKind.Of(name)!;
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "model-language.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 2 && cells[1].Split(", ").Contains($"`{name}`"));
        var row = Assert.Single(rows);
        Assert.Equal(!kind.NeedsSize, row[2].StartsWith("none", StringComparison.Ordinal));
        Assert.Equal(kind.Arguments.Order(), row[2].Split('`').Where((_, index) => index % 2 == 1).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_networks_and_random_programs_have_it(string name)
    {
        Assert.Contains($"public partial {name} L", _networks.Value, StringComparison.Ordinal);
        Assert.Matches($@"partial {name} |readonly {name} |SharedLayer<{name}>", _programs.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void There_is_a_shape_calculus_for_it(string name)
    {
        var kind = LayerKind.Of(name)!;
        var graph = Lower(LayerDeclarations.Of(kind));
        Assert.Empty(graph.Problems);
        Assert.Equal(kind, graph.Layers[0].Layer.Kind);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_emitter_can_write_it(string name) =>
        Assert.Null(GeneratorHost.Run(LayerDeclarations.Of(LayerKind.Of(name)!).Model).GetRunResult().Results.Single().Exception?.Message);

    [Fact]
    public async Task The_examples_give_no_message() => Assert.Empty(
        await GeneratorHost.Analyze([.. Examples.Select(example => example.Model)]));

    /// <summary>Shape, parameters, state and numbers, of the example in <see cref="LayerDeclarations"/>.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_model_is_what_the_generator_says_and_computes_what_TorchSharp_does(string name)
    {
        var kind = LayerKind.Of(name)!;
        var graph = Lower(LayerDeclarations.Of(kind));
        var run = _runs.Value[LayerKind.All.ToList().IndexOf(kind)].Split('\n');
        Assert.Equal($"True {graph.ParameterCount} [{string.Join(", ", graph.Layers[0].Output.Sizes)}]", run[0]);
        var state = StateLayout.Of(graph).Select(entry => entry.ToString());
        Assert.Equal(state.Order(StringComparer.Ordinal), run[1..].Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_it_learns_and_where_its_weight_is_follow_from_its_tensors(string name)
    {
        var kind = LayerKind.Of(name)!;
        var layer = Lower(LayerDeclarations.Of(kind)).Layers[0];
        var weights = layer.Operations.Single(operation => operation is ModuleOperation).Tensors.ToList();
        Assert.Equal(weights.Count > 0, kind.HasParameters);
        Assert.Equal(weights.Exists(weight => weight.Sizes.Length > 1), kind.HasWeights);
        Assert.Equal(weights.Count(weight => weight.Sizes.Length > 1) == 1 ? "weight" : null, kind.OneWeight?.TrimEnd('!'));
    }

    private static ModelGraph Lower(LayerDeclarations.Example example)
    {
        var compilation = GeneratorHost.Compile(example.Model);
        var type = compilation.GetTypeByMetadataName($"Samples.{example.Kind}Model")!;
        return Lowering.Lower(ModelParser.Parse(type, type.GetAttributes()[0], compilation, default));
    }
}
