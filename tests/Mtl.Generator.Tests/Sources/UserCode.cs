namespace Mtl.Generator.Tests;

/// <summary>User code around what a test is about: a model class <c>M</c>, where needed with a row <c>R</c>.</summary>
internal static class UserCode
{
    public const string Usings =
        """
        using Mtl;
        using TorchSharp.Modules;
        namespace Samples;
        using static Mtl.Scope;
        public enum Kind { A, B }
        public enum One { Only }

        """;

    /// <summary>A row with a label for each of <see cref="Heads"/>.</summary>
    public const string Row =
        """
        public sealed record R(
            [property: Feature] float X, [property: Label] Kind? K, [property: Label] bool B, [property: Label] float? N);
        """;

    public const string Heads =
        """
        [TaskHead] public partial ClassHead<Kind> K { get; }
        [TaskHead] public partial BinaryHead B { get; }
        [TaskHead] public partial RegressionHead N { get; }
        """;

    /// <summary>The head of models with one task.</summary>
    public const string Head = "[TaskHead] public partial BinaryHead Yes { get; }";

    /// <summary>A layer of the user's own.</summary>
    public const string OwnModule =
        """
        public sealed class Own() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("Own")
        {
            public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
        }

        """;

    /// <summary>A model that reads two numbers.</summary>
    public static string Vector(
        string members = "", string heads = Head, string attributes = "", string declaration = "public partial class M") =>
        Class("MultiTaskModel(Inputs = 2)" + (attributes.Length > 0 ? ", " + attributes : ""), members, heads, declaration);

    /// <summary>A model that reads the inputs of these <c>[Input]</c>s.</summary>
    public static string Inputs(string inputs, string members = "", string heads = Head) =>
        Class($"MultiTaskModel, {inputs}", members, heads);

    /// <summary>A model that reads an image with three channels.</summary>
    public static string Image(string members, string heads = Head) => Inputs("""Input("Image", 3, 8, 8)""", members, heads);

    /// <summary>A model that reads a sequence of varying length.</summary>
    public static string Sequence(string members, string heads = Head) => Inputs("""Input("X", 2, MaxLength = 5)""", members, heads);

    /// <summary>A model on rows.</summary>
    public static string OnRow(string row, string members = "", string heads = Head, string model = "MultiTaskModel<R>") =>
        $"{row}\n{Class(model, members, heads)}";

    /// <summary>A model on rows with these features, and a label for its one task.</summary>
    public static string Rows(string features, string members = "", string model = "MultiTaskModel<R>") => OnRow(
        $$"""
        public sealed class R
        {
            {{features}}
            [Label] public bool Yes;
        }
        """,
        members,
        model: model);

    /// <summary>A model on rows with three tasks: classification, binary, regression.</summary>
    public static string ThreeTasks(string members = "", string heads = Heads, string attributes = "") =>
        OnRow(Row, members, heads, "MultiTaskModel<R>" + (attributes.Length > 0 ? ", " + attributes : ""));

    /// <summary>Three tasks, with attributes of the classification head.</summary>
    public static string Classification(string attributes) => ThreeTasks(heads: WithAttributes("ClassHead", attributes));

    /// <summary>Three tasks, with attributes of the binary head.</summary>
    public static string Binary(string attributes) => ThreeTasks(heads: WithAttributes("BinaryHead", attributes));

    /// <summary>Three tasks, with attributes of the regression head.</summary>
    public static string Regression(string attributes) => ThreeTasks(heads: WithAttributes("RegressionHead", attributes));

    /// <summary>One task, with attributes of its quantile head.</summary>
    public static string Quantiles(string attributes) => Vector(heads: $"[{attributes}] public partial QuantileHead Q {{ get; }}");

    private static string WithAttributes(string head, string attributes) =>
        Heads.Replace($"[TaskHead] public partial {head}", $"[{attributes}] public partial {head}", StringComparison.Ordinal);

    private static string Class(string attributes, string members, string heads, string declaration = "public partial class M") =>
        $$"""
        [{{attributes}}]
        {{declaration}}
        {
            {{members}}
            {{heads}}
        }

        """;
}
