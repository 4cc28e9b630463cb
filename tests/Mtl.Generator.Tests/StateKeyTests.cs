using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Graph;

namespace Mtl.Generator.Tests;

/// <summary>The file of state keys: which keys a model has, and what is said when they change.</summary>
[Collection(OnTheEngine.Name)]
public sealed class StateKeyTests
{
    private const string Model =
        """
        using Mtl;
        using TorchSharp.Modules;
        namespace Samples;
        [MultiTaskModel(Inputs = 4)]
        public partial class M
        {
            [SharedLayer(3), BatchNorm]
            public partial Linear Trunk { get; }

            [TaskHead(Hidden = [2])]
            public partial RegressionHead Price { get; }
        }
        """;

    private const string Keys =
        """
        # What users of version 1 have saved.

        Samples.M: Trunk.weight [3, 4]
        Samples.M: Trunk.bias [3]
        Samples.M: TrunkNorm.weight [3]
        Samples.M: TrunkNorm.bias [3]
        Samples.M: TrunkNorm.running_mean [3]
        Samples.M: TrunkNorm.running_var [3]
        Samples.M: TrunkNorm.num_batches_tracked []
        Samples.M: Price.Hidden0.weight [2, 3]
        Samples.M: Price.Hidden0.bias [2]
        Samples.M: Price.Output.weight [1, 2]
        Samples.M: Price.Output.bias [1]
        """;

    /// <summary>The models with a module of every kind, and the names of their classes.</summary>
    public static TheoryData<string, string> Models => new()
    {
        { "Samples.TwoDigits", Declarations.TwoDigits },
        { "Samples.ImageAndSound", Declarations.ImageAndSound },
        { "Samples.EveryModifier", Declarations.EveryModifier },
        { "Samples.Reviews", RowDeclarations.Reviews },
        { "Samples.Houses", RowDeclarations.Houses },
        { "Samples.Funnel", HeadDeclarations.Funnel },
        { "Samples.Census", ExpertDeclarations.Census },
        { "Samples.SoftMeals", SharingDeclarations.Soft },
        { "Samples.StitchedMeals", SharingDeclarations.Stitched },
        { "Samples.ExtractedMeals", SharingDeclarations.Extracted },
        { "Samples.AttendedMeals", SharingDeclarations.Attended },
        { "Samples.StitchedMeals", WithRates(SharingDeclarations.Stitched) },
        { "Samples.ExtractedMeals", WithRates(SharingDeclarations.Extracted) },
        { "Samples.M", Model },
    };

    /// <summary>Adaptive dropout on a layer of which the tasks have copies, and on a layer of one task.</summary>
    private static string WithRates(string source) => source
        .Replace("BatchNorm, L2(0.001)]", "BatchNorm, L2(0.001), AdaptiveDropout(0.1, 0.5)]", StringComparison.Ordinal)
        .Replace("[TaskLayer(6, ", "[AdaptiveDropout(0, 0.5), TaskLayer(6, ", StringComparison.Ordinal);

    /// <summary>The rules that this class shows being broken.</summary>
    internal static ImmutableArray<string> Rules => ["MTL083", "MTL084", "MTL085", "MTL088"];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_keys_and_shapes_are_those_of_torch(string type, string source)
    {
        var use =
            $$"""
            internal static class Use
            {
                public static string Run(string folder)
                {
                    using var model = new {{type}}(seed: 1);
                    var lines = System.Linq.Enumerable.Select(
                        model.state_dict(), entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
                    return string.Join("\n", lines);
                }
            }
            """;
        var graph = Graph(type, source);
        var lines = StateLayout.Of(graph)
            .Select(entry => entry.ToString())
            .Where(line => !line.EndsWith(".*", StringComparison.Ordinal));
        var own = StateLayout.Of(graph).Where(entry => entry.Shape.Length == 0).Select(entry => entry.Root + ".").ToList();
        var real = GeneratedProgram.Run([source, use]).Split('\n')
            .Where(line => !own.Exists(root => line.StartsWith(root, StringComparison.Ordinal)));
        Assert.Equal(real.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Equal_keys_give_no_message() => Assert.Empty(await Messages(Model, Keys));

    [Fact]
    public async Task Without_the_file_nothing_is_checked() => Assert.Empty(await GeneratorHost.Analyze(Model));

    [Fact]
    public async Task A_renamed_layer_is_told_of_its_old_key() => Assert.Equal(
        [Renamed("Body", "Trunk", "'Trunk.*'")],
        await Messages(Model.Replace("Trunk", "Body", StringComparison.Ordinal), Keys));

    [Fact]
    public async Task The_old_key_fixes_it() =>
        Assert.Empty(await Messages(WithTrunkKey(Model.Replace("Trunk", "Body", StringComparison.Ordinal)), Keys));

    /// <summary>The model as a mixture of two experts, and its keys.</summary>
    private static string Mixture => Model.Replace("[MultiTaskModel", "[MixtureOfExperts(2), MultiTaskModel", StringComparison.Ordinal);

    private static string MixtureKeys => string.Join("\n", Keys.Split('\n')
        .SelectMany(line => line.Contains("Trunk", StringComparison.Ordinal) ? [OfExpert(line, 0), OfExpert(line, 1)] : new[] { line })
        .Append("Samples.M: PriceGate.weight [2, 4]"));

    private static string OfExpert(string line, int expert) => line
        .Replace("Trunk.", $"TrunkExperts.{expert}.", StringComparison.Ordinal)
        .Replace("TrunkNorm.", $"TrunkNormExperts.{expert}.", StringComparison.Ordinal);

    private static string WithTrunkKey(string model) =>
        model.Replace("BatchNorm", """BatchNorm, StateKey("Trunk")""", StringComparison.Ordinal);

    [Fact]
    public async Task Experts_and_gates_have_keys_like_any_layer()
    {
        Assert.Empty(await Messages(Mixture, MixtureKeys));
        Assert.All(await Messages(Mixture, Keys), message => Assert.Matches("^MTL08[35] ", message));
    }

    /// <summary>A model of two tasks that share softly, and its keys.</summary>
    private const string Soft =
        """
        using Mtl;
        using TorchSharp.Modules;
        namespace Samples;

        [SoftSharing(1), MultiTaskModel, Input("X", 4)]
        public partial class M
        {
            [SharedLayer(3)] public partial Linear Trunk { get; }
            [TaskHead] public partial BinaryHead A { get; }
            [TaskHead] public partial BinaryHead B { get; }
        }
        """;

    private const string SoftKeys =
        """
        Samples.M: TrunkOfA.weight [3, 4]
        Samples.M: TrunkOfA.bias [3]
        Samples.M: TrunkOfB.weight [3, 4]
        Samples.M: TrunkOfB.bias [3]
        Samples.M: A.Output.weight [1, 3]
        Samples.M: A.Output.bias [1]
        Samples.M: B.Output.weight [1, 3]
        Samples.M: B.Output.bias [1]
        """;

    [Fact]
    public async Task Copies_of_a_layer_go_with_its_name_and_with_that_of_their_task()
    {
        Assert.Empty(await Messages(Soft, SoftKeys));

        var renamed = Soft.Replace("Trunk", "Body", StringComparison.Ordinal);
        Assert.All(
            await Messages(renamed, SoftKeys),
            message => Assert.Matches("""'TrunkOf[AB].\*'.*write \[StateKey\("Trunk"\)\] on it""", message));
        var keptLayer = renamed.Replace("SharedLayer(3)", """SharedLayer(3), StateKey("Trunk")""", StringComparison.Ordinal);
        Assert.Empty(await Messages(keptLayer, SoftKeys));

        var ofTask = Soft.Replace(" A ", " First ", StringComparison.Ordinal);
        Assert.Contains(
            await Messages(ofTask, SoftKeys),
            message => message.Contains("""if 'First' is their new name, write [StateKey("A")] on it""", StringComparison.Ordinal));
        var keptTask = ofTask.Replace(
            "[TaskHead] public partial BinaryHead First",
            """[TaskHead, StateKey("A")] public partial BinaryHead First""",
            StringComparison.Ordinal);
        Assert.Empty(await Messages(keptTask, SoftKeys));
    }

    [Fact]
    public async Task A_layer_that_experts_copy_is_told_of_its_old_key_when_it_is_renamed()
    {
        var renamed = Mixture.Replace("Trunk", "Body", StringComparison.Ordinal);
        Assert.Equal([Renamed("Body", "Trunk", "'TrunkExperts.*'")], await Messages(renamed, MixtureKeys));
        Assert.Empty(await Messages(WithTrunkKey(renamed), MixtureKeys));
    }

    [Fact]
    public async Task The_gate_of_a_renamed_task_goes_with_its_head() => Assert.Equal(
        [Renamed("Cost", "Price", "'Price.*'")],
        await Messages(Mixture.Replace("Price", "Cost", StringComparison.Ordinal), MixtureKeys));

    [Fact]
    public async Task Lost_keys_are_named() => Assert.Equal(
        [
            $"MTL083 M: {Gone("'Old.*'")}; if that is meant, remove their lines from MtlGen.StateKeys.txt",
            $"MTL083 Price: {Gone("'Price.Hidden1.weight', 'Price.Hidden1.bias'")}; "
                + "if that is meant, remove their lines from MtlGen.StateKeys.txt",
        ],
        await Messages(
            Model,
            Keys +
            """

            Samples.M: Price.Hidden1.weight [2, 2]
            Samples.M: Price.Hidden1.bias [2]
            Samples.M: Old.weight [1, 2]
            """));

    [Fact]
    public async Task Another_shape_is_told_with_the_old_one() => Assert.Equal(
        [
            "MTL084 Trunk: 'Trunk.weight' has the shape [3, 5], but had [3, 4], so models of 'M' that were saved do not fit any more; "
                + "if that is meant, change the line in MtlGen.StateKeys.txt",
        ],
        await Messages(Model.Replace("Inputs = 4", "Inputs = 5", StringComparison.Ordinal), Keys));

    [Fact]
    public async Task New_keys_come_with_their_lines()
    {
        var messages = await Messages(Model, "");
        Assert.Equal(
            Keys.Split('\n').Where(line => line.StartsWith("Samples", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            messages.Select(message => message.Split("add the line ")[1].Trim('\'')).Order(StringComparer.Ordinal));
        Assert.All(messages, message => Assert.StartsWith("MTL085 ", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_with_a_mistake_has_only_that() => Assert.Equal(
        ["MTL006 Dropout(2): The probability of dropping a unit must be in [0, 1); found 2"],
        await Messages(Model.Replace("BatchNorm", "BatchNorm, Dropout(2)", StringComparison.Ordinal), ""));

    [Theory]
    [InlineData("Samples.Gone: Trunk.weight [3, 4]", "names 'Samples.Gone', which is no model of this project")]
    [InlineData("Trunk.weight [3, 4]", "is not of the form")]
    [InlineData("Samples.M: Trunk weight", "is not of the form")]
    [InlineData("Samples.M: Trunk", "is not of the form")]
    [InlineData(": Trunk.weight [3]", "is not of the form")]
    public async Task A_line_that_says_nothing_is_reported_where_it_stands(string line, string message)
    {
        var found = Assert.Single(await GeneratorHost.Analyze(GeneratorHost.Generate(Model), Keys + "\n" + line));
        Assert.Equal("MTL088", found.Id);
        Assert.Contains(message, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var place = found.Location.GetLineSpan();
        Assert.Equal((StateKeyFile, Keys.Split('\n').Length), (place.Path, place.StartLinePosition.Line));
    }

    private const string StateKeyFile = Diagnostics.StateKeyBaseline.FileName;

    private static ModelGraph Graph(string type, string source)
    {
        var steps = GeneratorHost.Run(source).GetRunResult().Results.Single().TrackedSteps[MultiTaskModelGenerator.GraphStep];
        var graphs = steps.SelectMany(step => step.Outputs).Select(output => (ModelGraph)output.Value);
        return graphs.Single(graph => graph.Type.MetadataName == type);
    }

    /// <summary>Rule, place and text of every message.</summary>
    private static async Task<IEnumerable<string>> Messages(string source, string keys) =>
        (await GeneratorHost.Analyze(GeneratorHost.Generate(source), keys))
            .Select(message =>
                $"{message.Id} {GeneratorHost.TextAt(message.Location)}: {message.GetMessage(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal);

    /// <summary>The message about a member that was renamed.</summary>
    private static string Renamed(string name, string oldName, string keys) =>
        $"MTL083 {name}: {Gone(keys)}; if '{name}' is their new name, write [StateKey(\"{oldName}\")] on it";

    private static string Gone(string keys) =>
        $"The state keys {keys} of 'M' are gone, so models that were saved cannot be loaded any more";
}
