using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about the balancing of tasks.</summary>
internal static class BalancingMistakes
{
    public static Mistake[] All { get; } =
    [
        new(
            Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead {|MTL018:Balancing|} { get; }
                    [TaskHead] public partial RegressionHead N { get; }
                    """,
                attributes: "Balancing(BalancingMethod.Equal)"),
            "'Balancing'"),

        new(Balanced("{|MTL023:Balancing((BalancingMethod)99)|}"), "'BalancingMethod' has no value 99"),

        new(
            Balanced("Balancing(BalancingMethod.Equal)", """TaskHead, {|MTL055:StateKey("Balancing")|}"""),
            "The state key 'Balancing' of 'N' is also that of 'Balancing'"),
        new(
            Balanced("MixtureOfExperts(2), Balancing(BalancingMethod.Equal)", """TaskHead, {|MTL055:StateKey("Balancing")|}"""),
            "also that of 'Balancing'"),

        new(
            Balanced("{|MTL100:Balancing(BalancingMethod.Uncertainty, Temperature = 2)|}"),
            "The balancing method Uncertainty has no 'Temperature'; it has no options"),
        new(
            Balanced("{|MTL100:Balancing(BalancingMethod.Famo, Temperature = 2)|}"),
            "has no 'Temperature'; its options: LearningRate, WeightDecay"),

        new(
            Balanced("{|MTL101:Balancing(BalancingMethod.CAGrad, C = 1)|}"),
            "'C' of the balancing method CAGrad must be in [0, 1); found 1"),
        new(Balanced("{|MTL101:Balancing(BalancingMethod.FairGrad, Alpha = 0)|}"), "must be finite and above 0; found 0"),
        new(Balanced("{|MTL101:Balancing(BalancingMethod.GradNorm, Alpha = double.NaN)|}"), "must be finite and not negative; found NaN"),
        new(
            Balanced("{|MTL101:Balancing(BalancingMethod.Mgda, Normalization = (MgdaNormalization)7)|}"),
            "must be a member of MgdaNormalization; found 7"),
        new(Balanced("{|MTL101:Balancing(BalancingMethod.Krum, Outliers = -1)|}"), "must be at least 0; found -1"),
        new(Balanced("{|MTL101:Balancing(BalancingMethod.Krum, Selected = 0)|}"), "must be at least 1; found 0"),

        new(
            Vector("[SharedLayer(2)] public partial Linear L { get; }", attributes: "{|MTL102:Balancing(BalancingMethod.UPGrad)|}"),
            "has one task"),

        new(
            Balanced("Balancing(BalancingMethod.Mgda)", "{|MTL103:TaskHead(Weight = 0.5)|}"),
            "The weight of the task 'N' is ignored by the balancing method Mgda"),

        new(
            Vector(
                "[SharedLayer(2), Frozen] public partial Linear L { get; }",
                """
                [TaskHead] public partial BinaryHead B { get; }
                [TaskHead] public partial RegressionHead N { get; }
                """,
                attributes: "{|MTL104:Balancing(BalancingMethod.PCGrad)|}"),
            "'M' has none that is trained"),
    ];

    /// <summary>A model with two tasks, attributes of the class, and attributes of the second task.</summary>
    private static string Balanced(string attributes, string head = "TaskHead") =>
        $$"""
        [{{attributes}}, MultiTaskModel(Inputs = 2)]
        public partial class M
        {
            [SharedLayer(2)] public partial Linear L { get; }
            [TaskHead] public partial BinaryHead B { get; }
            [{{head}}] public partial RegressionHead N { get; }
        }

        """;
}
