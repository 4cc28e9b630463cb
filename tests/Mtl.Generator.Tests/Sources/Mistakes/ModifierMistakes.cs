using static Mtl.Generator.Tests.UserCode;

namespace Mtl.Generator.Tests;

/// <summary>Mistakes about modifiers: dropout, penalties, normalization and their scopes.</summary>
internal static class ModifierMistakes
{
    public static Mistake[] All { get; } =
    [
        new(ThreeTasks("[SharedLayer(2), {|MTL006:Dropout(1.0)|}] public partial Linear L { get; }"), "found 1"),
        new(ThreeTasks("[SharedLayer(2), {|MTL006:Dropout(-0.25)|}] public partial Linear L { get; }"), "found -0.25"),
        new(ThreeTasks("[SharedLayer(2), {|MTL006:Dropout(double.NaN)|}] public partial Linear L { get; }"), "found NaN"),
        new(ThreeTasks(attributes: "{|MTL006:Dropout(1.5, Scope = Task)|}"), "found 1.5"),

        new(ThreeTasks("[SharedLayer(2), {|MTL007:L2(-1e-4)|}] public partial Linear L { get; }"), "found -0.0001"),
        new(ThreeTasks("[SharedLayer(2), {|MTL007:L2(double.PositiveInfinity)|}] public partial Linear L { get; }"), "finite"),
        new(ThreeTasks("[SharedLayer(2), {|MTL007:GroupLasso(-1)|}] public partial Linear L { get; }"), "strength of GroupLasso"),
        new(ThreeTasks("[SharedLayer(2), {|MTL007:ElasticNet(0.1, double.NaN)|}] public partial Linear L { get; }"), "found NaN"),

        new(
            Rows(
                """
                [Feature] public float X;
                [Feature, {|MTL014:Standardize|}] public bool Y;
                """),
            "'Y' is not a number but a choice"),
        new(Rows("[Feature] public float X; [{|MTL014:Standardize|}] public float Y;"), "'Y' is not a feature"),
        new(
            OnRow(
                """
                public sealed class R
                {
                    [Feature] public float X;
                    [Label, {|MTL014:Standardize|}] public bool Yes;
                }
                """),
            "write it on the task's head"),
        new(
            Rows("[Feature] public float X;", "[SharedLayer(2), {|MTL014:Standardize|}] public partial Linear L { get; }"),
            "'L' is not a RegressionHead"),
        new(Rows("[Feature] public bool X;", model: "MultiTaskModel<R>, {|MTL014:Standardize|}"), "reads no numbers"),
        new(ThreeTasks(attributes: "{|MTL014:L2(0.1, Scope = Input)|}"), "inputs have no weights"),
        new(ThreeTasks("[{|MTL014:Dropout(0.5)|}] public Linear? Unused { get; }"), "neither a layer nor a [TaskHead]"),
        new(
            ThreeTasks("[{|MTL014:SharedLayer(2, Stack = 2)|}, L2(0.1)] public partial Linear L { get; }"),
            "Stack has no effect here: 'L' is a Linear, and not an LSTM, a GRU or a TransformerEncoder"),
        new(
            Inputs(
                """Input("X", 4, 3)""",
                "[{|MTL014:SharedLayer(2, FeedForward = 8, Steps = Steps.Last)|}] public partial LSTM L { get; }"),
            "'L' is an LSTM, and not a TransformerEncoder"),
        new(
            Image("[{|MTL014:SharedLayer(4, Output = new[] { 4 })|}] private readonly Own _o = new();") + OwnModule,
            "The size 4 has no effect here: 'O' is a custom layer, whose size is given by Output"),
        new(
            Vector(attributes: """{|MTL014:SharedLayer("L", 2, Kernel = 3)|}"""),
            "'L' is a Linear, and not a convolution or a pooling with a kernel"),
        new(Image("[SharedLayer, {|MTL014:L1(0.1)|}] public partial Flatten F { get; }"), "a Flatten has no weights"),
        new(
            ThreeTasks("[SharedLayer, {|MTL014:L2(0.1)|}] public partial LayerNorm L { get; }"),
            "L2 has no effect here: 'L' is a LayerNorm, whose scale and shift have no penalty"),
        new(
            Image(
                """
                [SharedLayer(3), {|MTL014:GroupLasso(0.1)|}] public partial GroupNorm G { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "'G' is a GroupNorm, whose scale and shift have no penalty"),
        new(
            ThreeTasks("[SharedLayer(2), Frozen, {|MTL014:LearningRate(0.1)|}] public partial Linear L { get; }"),
            "parameters of 'L' are frozen"),
        new(Vector(attributes: "{|MTL014:SpatialDropout(0.2)|}"), "no member that uses it as its default"),
        new(
            Image(
                """
                [{|MTL014:ElasticNet(1, 2)|}] public Linear? Unused { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "neither a layer"),

        new(ThreeTasks("[SharedLayer(2), {|MTL015:Dropout(0.5, Scope = Task)|}] public partial Linear L { get; }"), "cannot have a scope"),

        new(ThreeTasks(attributes: "Dropout(0.1, Scope = Task), {|MTL021:Dropout(0.2)|}"), "given twice for 'Task'"),
        new(ThreeTasks("[SharedLayer(2), L2(0.1), {|MTL021:L2(0.2)|}] public partial Linear L { get; }"), "given twice for 'L'"),
        new(ThreeTasks(attributes: "{|MTL021:MultiTaskModel(Inputs = 1)|}"), "MultiTaskModel is given twice for 'M'"),
        new(
            ThreeTasks("[SharedLayer(2), ElasticNet(0.1, 0.2), {|MTL021:L2(0.3)|}] public partial Linear L { get; }"),
            "given twice for 'L'"),
        new(
            ThreeTasks("[SharedLayer(2), L2(0.1), {|MTL021:ElasticNet(0.1, 0.2)|}] public partial Linear L { get; }"),
            "The L2 penalty, by L2 and by ElasticNet, is given twice for 'L'; only one can apply"),
        new(
            ThreeTasks("[SharedLayer(2), ElasticNet(0.3, 0.4), {|MTL021:ElasticNet(0.1, 0.2)|}] public partial Linear L { get; }"),
            "ElasticNet is given twice for 'L'"),
        new(
            Vector(attributes: "ElasticNet(0.1, 0.2), {|MTL021:L1(0.1, Scope = Task)|}"),
            "The L1 penalty, by ElasticNet and by L1, is given twice for 'Task'"),
        new(Vector(attributes: "L1(0.1, Scope = Task), {|MTL021:ElasticNet(0.1, 0.2)|}"), "given twice for 'Task'"),

        new(
            ThreeTasks("[SharedLayer(2), {|MTL023:Activation((Activation)77)|}] public partial Linear L { get; }"),
            "'Activation' has no value 77"),
        new(ThreeTasks(attributes: "{|MTL023:Dropout(0.5, Scope = (Scope)8)|}"), "'Scope' has no value 8"),

        new(
            ThreeTasks("[SharedLayer(2), LayerNorm, {|MTL050:BatchNorm|}] public partial Linear L { get; }"),
            "LayerNorm and BatchNorm both apply to 'L'"),
        new(
            ThreeTasks("[SharedLayer, {|MTL050:BatchNorm|}] public partial LayerNorm L { get; }"),
            "LayerNorm and BatchNorm both apply to 'L'"),
        new(
            Image(
                """
                [SharedLayer(3), {|MTL050:LayerNorm|}] public partial GroupNorm G { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "GroupNorm and LayerNorm both apply to 'G'"),
        new(
            Vector(
                heads: "[TaskHead(Hidden = new[] { 2 })] public partial BinaryHead Yes { get; }",
                attributes: "BatchNorm, {|MTL050:LayerNorm(Scope = Task)|}"),
            "apply to 'Task'"),

        new(
            Vector(heads: "[TaskHead, AdaptiveDropout(0, 0.5), {|MTL051:Dropout(0.1)|}] public partial BinaryHead Yes { get; }"),
            "AdaptiveDropout and Dropout"),
        new(Vector(attributes: "Dropout(0.1, Scope = All), {|MTL051:AdaptiveDropout(0, 0.5)|}"), "apply to 'Task'"),

        new(Vector(attributes: "{|MTL052:AdaptiveDropout(0.5, 0.4)|}"), "Min 0.5 and Max 0.4"),
        new(Vector(attributes: "{|MTL052:AdaptiveDropout(0.5, 1)|}"), "Max 1"),

        new(ThreeTasks("[SharedLayer(2), {|MTL053:LearningRate(0)|}] public partial Linear L { get; }"), "found 0"),
        new(ThreeTasks("[SharedLayer(2), {|MTL053:LearningRate(double.PositiveInfinity)|}] public partial Linear L { get; }"), "finite"),

        new(ThreeTasks("""[SharedLayer(2), {|MTL054:StateKey("old.trunk")|}] public partial Linear L { get; }"""), "'old.trunk' cannot be"),
        new(ThreeTasks("""[SharedLayer(2), {|MTL054:StateKey("")|}] public partial Linear L { get; }"""), "must not be empty"),

        new(
            ThreeTasks("""[SharedLayer(2), {|MTL055:StateKey("K")|}] public partial Linear L { get; }"""),
            "'K' of 'L' is also that of 'K'"),
        new(
            ThreeTasks(
                """
                [SharedLayer(2), BatchNorm, StateKey("T")] public partial Linear L { get; }
                [SharedLayer(2), {|MTL055:StateKey("TNorm")|}] public partial Linear S { get; }
                [SharedLayer(2)] public partial Linear X { get; }
                """),
            "also that of 'L'"),
        new(
            Vector(
                """[SharedLayer(2), {|MTL055:StateKey("YesDropoutRate")|}] private readonly Linear _trunk;""",
                "[TaskHead, AdaptiveDropout(0, 0.5)] public partial BinaryHead Yes { get; }"),
            "of 'Trunk' is also that of 'Yes'"),

        new(
            ThreeTasks("[SharedLayer(2), {|MTL056:SpatialDropout(0.2)|}] public partial Linear L { get; }"),
            "outputs [batch, 2], not feature maps"),
        new(ThreeTasks("[SharedLayer(2), {|MTL056:AdaptiveDropout(0, 0.5)|}] public partial Linear L { get; }"), "difficulty of a task"),
        new(
            ThreeTasks(
                "[SharedLayer(2), {|MTL056:AdaptiveDropout(0, 0.5)|}] public partial Linear L { get; }", attributes: "MixtureOfExperts(2)"),
            "'L', which is a layer of all tasks"),
        new(
            ThreeTasks(
                """
                [SharedLayer(2), {|MTL056:AdaptiveDropout(0, 0.5)|}] public partial Linear L { get; }
                [SharedLayer(2)] public partial Linear Copied { get; }
                """,
                attributes: "CrossStitch(From = \"L\")"),
            "'L', which is a layer of all tasks"),
        new(
            Image(
                """
                [SharedLayer(2), {|MTL056:RecurrentDropout(0.2)|}] public partial Conv2d C { get; }
                [SharedLayer] public partial Flatten F { get; }
                """),
            "use [SpatialDropout]"),
        new(
            Inputs(
                """Input("Sound", 9, 3)""",
                "[SharedLayer(4, Steps = Steps.Last), {|MTL056:RecurrentDropout(0.2)|}] public partial LSTM L { get; }"),
            "output all steps"),
        new(Vector(heads: "[TaskHead, {|MTL056:RecurrentDropout(0.5)|}] public partial BinaryHead Yes { get; }"), "computes vectors"),
        new(Vector(attributes: "{|MTL056:AdaptiveDropout(0, 0.5, Scope = Shared)|}"), "has no tasks"),

        new(
            Vector(heads: "[TaskHead, {|MTL057:Dropout(0.5)|}] public partial RegressionHead N { get; }"),
            "directly before the output of 'N'"),
        new(
            Vector(
                "[SharedLayer(2)] public partial Linear L { get; }",
                """
                [TaskHead] public partial RegressionHead N { get; }
                [TaskHead] public partial RegressionHead Other { get; }
                """,
                attributes: "{|MTL057:Dropout(0.5)|}"),
            "Dropout, which without a scope applies to inputs, layers and heads, is applied directly "
                + "before the output of 'N' and 'Other'"),
        new(
            Vector(heads: "[TaskHead, {|MTL057:AdaptiveDropout(0, 0.5)|}] public partial RegressionHead N { get; }"),
            "AdaptiveDropout is applied directly before the output of 'N'"),
        new(
            Vector(heads: "[TaskHead, {|MTL057:Dropout(0.5)|}] public partial QuantileHead Q { get; }"),
            "Dropout is applied directly before the output of 'Q'"),
        new(
            Vector(
                "[SharedLayer(2)] public partial Linear L { get; }",
                """
                [TaskHead] public partial RegressionHead N { get; }
                [TaskHead] public partial QuantileHead Q { get; }
                """,
                attributes: "{|MTL057:Dropout(0.5)|}"),
            "before the output of 'N' and 'Q'"),

        new(
            Vector(
                "[SharedLayer(2)] public partial Linear L { get; }",
                attributes: "Frozen",
                declaration: "public partial class {|MTL058:M|}"),
            "nothing would be learned"),
    ];
}
