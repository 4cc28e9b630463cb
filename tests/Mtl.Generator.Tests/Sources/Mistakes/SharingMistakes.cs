using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about sharing architectures.</summary>
internal static class SharingMistakes
{
    public static Mistake[] All { get; } =
    [
        new(Shared("{|MTL007:SoftSharing(-1)|}"), "The strength of SoftSharing must be finite and not negative; found -1"),
        new(Shared("{|MTL007:SoftSharing(double.NaN)|}"), "found NaN"),

        new(
            Experts(
                "MixtureOfExperts(2)",
                """
                [SharedLayer(2)] public partial Linear Trunk { get; }
                [TaskLayer(2)] public partial Linear {|MTL018:TrunkExperts|} { get; }
                """,
                """TaskHead(From = "TrunkExperts")"""),
            "cannot be the name of a layer"),
        new(
            Experts(
                "MixtureOfExperts(2)",
                """
                [SharedLayer(2)] public partial Linear Trunk { get; }
                public int {|MTL018:YesGate|} => 1;
                """),
            "cannot be the name of a member"),
        new(
            Experts(
                "MixtureOfExperts(2)",
                """
                [SharedLayer(2)] public partial Linear Trunk { get; }
                public void {|MTL018:ComputeGates|}() { }
                """),
            "cannot be the name of a member"),
        new(Shared("SoftSharing(1)", "public int {|MTL018:TrunkOfA|} => 1;"), "cannot be the name of a member"),
        new(
            Shared(
                "SoftSharing(1)",
                """[TaskLayer(2, From = "Trunk")] public partial Linear {|MTL018:TrunkOfBNorm|} { get; }""",
                """TaskHead(From = "TrunkOfBNorm")"""),
            "cannot be the name of a layer"),
        new(Shared("ProgressiveExtraction(2, 1)", "public int {|MTL018:TrunkExperts|} => 1;"), "cannot be the name of a member"),
        new(Shared("ProgressiveExtraction(2, 1)", "public int {|MTL018:TrunkGateOfB|} => 1;"), "cannot be the name of a member"),
        new(Shared("ProgressiveExtraction(2, 1)", "public int {|MTL018:TrunkOfBNorm|} => 1;"), "cannot be the name of a member"),
        new(Shared("CrossStitch", "public int {|MTL018:TrunkStitchOfA|} => 1;"), "cannot be the name of a member"),
        new(Shared("TaskAttention", "public int {|MTL018:TrunkAttentionOfAMask|} => 1;"), "cannot be the name of a member"),
        new(Shared("TaskAttention", "public int {|MTL018:TrunkAttended|} => 1;"), "cannot be the name of a member"),

        new(Shared("{|MTL053:CrossStitch(LearningRate = 0)|}"), "must be finite and above 0; found 0"),

        new(
            Shared(
                "TaskAttention",
                """
                [SharedLayer(2)] public partial Linear U { get; }
                [TaskLayer(2), {|MTL055:StateKey("UAttended")|}] public partial Linear Own { get; }
                """,
                """TaskHead(From = "Own")"""),
            "'UAttended' of 'Own' is also that of 'UAttended'"),
        new(
            Experts(
                "MixtureOfExperts(2)",
                """
                [SharedLayer(2), StateKey("A")] public partial Linear Trunk { get; }
                [TaskLayer(2), {|MTL055:StateKey("AExperts")|}] public partial Linear Own { get; }
                """,
                """TaskHead(From = "Own")"""),
            "AExperts"),

        new(Experts("{|MTL090:MixtureOfExperts(1)|}"), "2 to 256 experts; found 1; one expert is the trunk as it is declared"),
        new(Experts("{|MTL090:MixtureOfExperts(0)|}"), "found 0"),
        new(Experts("{|MTL090:MixtureOfExperts(-3)|}"), "found -3"),
        new(Experts("{|MTL090:MixtureOfExperts(100000)|}"), "found 100000"),
        new(Shared("{|MTL090:ProgressiveExtraction(0, 1)|}"), "The shared part has 1 to 256 experts; found 0"),
        new(Shared("{|MTL090:ProgressiveExtraction(1, 300)|}"), "Each task has 1 to 256 experts; found 300"),

        new(Experts("{|MTL091:MixtureOfExperts(2)|}", ""), "it has none; declare the trunk with [SharedLayer]"),
        new(
            Experts("{|MTL091:MixtureOfExperts(2)|}", "[TaskLayer(2)] public partial Linear Own { get; }", """TaskHead(From = "Own")"""),
            "it has none"),
        new(
            Experts("{|MTL091:MixtureOfExperts(2)|}", "[SharedLayer] public partial Flatten Flat { get; }"),
            "Flat only encode inputs"),
        new(Experts("""{|MTL091:MixtureOfExperts(2, From = "Trunk")|}"""), "no layer with weights is below 'Trunk'"),
        new(
            Shared("""{|MTL091:SoftSharing(1, From = "Trunk")|}"""),
            "no shared layer for SoftSharing to begin with: no layer with weights is below 'Trunk', after which it begins"),

        new(
            Experts("""{|MTL092:MixtureOfExperts(2, From = "Trnk")|}"""),
            "'Trnk', which is no shared layer of this model; there are Trunk; did you mean 'Trunk'?"),
        new(Experts("""{|MTL092:MixtureOfExperts(2, From = "Turnk")|}"""), "did you mean 'Trunk'?"),
        new(Experts("""{|MTL092:MixtureOfExperts(2, From = "Yes")|}"""), "'Yes', which is a task"),
        new(
            Experts(
                """{|MTL092:MixtureOfExperts(2, From = "Own")|}""",
                """
                [SharedLayer(2)] public partial Linear Trunk { get; }
                [TaskLayer(2)] public partial Linear Own { get; }
                """,
                """TaskHead(From = "Own")"""),
            "which belongs to one task"),
        new(
            Shared("""{|MTL092:SoftSharing(1, From = "Trnk")|}"""),
            "SoftSharing of 'M' cannot begin after 'Trnk', which is no shared layer of this model; there are "
                + "Trunk; did you mean 'Trunk'?"),

        new(
            """
            [{|MTL093:MixtureOfExperts(2)|}, MultiTaskModel, Input("X", 3, MaxLength = 5)]
            public partial class M
            {
                [SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "'X' is a sequence whose length varies, [batch, ≤5 X, 3]"),
        new(
            """
            [{|MTL093:MixtureOfExperts(2)|}, MultiTaskModel, Input("X", Categories = 3)]
            public partial class M
            {
                [SharedLayer(Factory = nameof(Make), Output = new[] { 2 })] public partial Own L { get; }
                static Own Make() => new();
                [TaskHead] public partial BinaryHead Yes { get; }
            }

            public sealed class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("")
            {
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => x;
            }
            """,
            "'X' is category indices"),
        new(
            """
            [{|MTL093:ProgressiveExtraction(1, 1)|}, MultiTaskModel, Input("X", 3, MaxLength = 5)]
            public partial class M
            {
                [TaskHead] public partial BinaryHead A { get; }
                [SharedLayer(2, Steps = Steps.Last)] public partial GRU L { get; }
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "'X' is a sequence whose length varies"),

        new(
            """
            [MixtureOfExperts(3), MultiTaskModel, Input("Image", 3, 8, 8)]
            public partial class M
            {
                [{|MTL094:SharedLayer(Output = new[] { 4 })|}] private readonly Own _o = new();
                [TaskHead] public partial BinaryHead Yes { get; }
            }

            public sealed class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("Own")
            {
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
            }
            """,
            "MixtureOfExperts needs several copies"),
        new(
            Shared("SoftSharing(1)", "[{|MTL094:SharedLayer(Output = new[] { 4 })|}] private readonly Own _o = new();") + OwnModule,
            "SoftSharing needs several copies"),
        new(
            Shared(
                "TaskAttention",
                """[{|MTL094:SharedLayer(Output = new[] { 4 }, From = "Trunk")|}] private readonly Own _o = new();""") + OwnModule,
            "TaskAttention needs several copies"),

        new(Shared("SoftSharing(1), {|MTL110:HardSharing|}"), "SoftSharing and HardSharing both declare the sharing architecture of 'M'"),
        new(Shared("MixtureOfExperts(2), {|MTL110:SoftSharing(1)|}"), "MixtureOfExperts and SoftSharing both declare"),

        new(Shared("{|MTL111:ProgressiveExtraction(2, 1)|}", head: """TaskHead(From = "X")"""), "only 'A' reads a layer of it"),
        new(Shared("{|MTL111:CrossStitch|}", head: """TaskHead(From = "X")"""), "only 'A' reads a layer of it"),
        new(Shared("{|MTL111:TaskAttention|}", head: """TaskHead(From = "X")"""), "only 'A' reads a layer of it"),
        new(
            """
            [{|MTL111:SoftSharing(1)|}, MultiTaskModel, Input("X", 2, 3)]
            public partial class M
            {
                [SharedLayer(2)] public partial Linear Trunk { get; }
                [TaskHead] public partial BinaryHead Yes { get; }
            }
            """,
            "of the tasks of 'M' there is only one"),
        new(Shared("{|MTL111:SoftSharing(1)|}", head: """TaskHead(From = "X")"""), "only 'A' reads a layer of it"),

        new(Shared("{|MTL112:CrossStitch(Own = 90)|}"), "must be in [0, 1]; found 90"),

        new(Shared("{|MTL113:TaskAttention(Reduction = 0)|}"), "which must be 1 or more; found 0"),
    ];

    /// <summary>A model with one task and a mixture of experts.</summary>
    private static string Experts(
        string scheme, string members = "[SharedLayer(2)] public partial Linear Trunk { get; }", string head = "TaskHead") =>
        $$"""
        [{{scheme}}, MultiTaskModel, Input("X", 2, 3)]
        public partial class M
        {
            {{members}}
            [{{head}}] public partial BinaryHead Yes { get; }
        }

        """;

    /// <summary>A model with two tasks that share the trunk by a scheme.</summary>
    private static string Shared(string scheme, string members = "", string head = "TaskHead") =>
        $$"""
        [{{scheme}}, MultiTaskModel, Input("X", 2, 3)]
        public partial class M
        {
            [SharedLayer(2)] public partial Linear Trunk { get; }
            {{members}}
            [TaskHead] public partial BinaryHead A { get; }
            [{{head}}] public partial BinaryHead B { get; }
        }

        """;
}
