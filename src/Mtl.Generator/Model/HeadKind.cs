using System.Globalization;

namespace Mtl.Generator.Model;

/// <summary>What is known of a kind of head before any model uses it. Each is one object, so that comparing kinds costs nothing.</summary>
internal sealed class HeadKind
{
    private HeadKind(string name)
    {
        Name = name;
        LabelColumn = $"{name}Labels";
    }

    /// <summary>The member of <c>TaskKind</c>, after which the runtime's types are named, as <c>CountHead</c>.</summary>
    public string Name { get; }

    /// <summary>What a label is.</summary>
    public required LabelKind Label { get; init; }

    /// <summary>How many outputs there are.</summary>
    public required OutputCount Outputs { get; init; }

    /// <summary>What the outputs are, for documentation: "one logit per class".</summary>
    public required Func<HeadDescription, string> Meaning { get; init; }

    /// <summary>What is predicted, for the model's summary: "3 classes".</summary>
    public required Func<HeadDescription, string> Summary { get; init; }

    /// <summary>The losses with which it can learn, its default first; none where it has a loss of its own.</summary>
    public required LossFunction[] Losses { get; init; }

    /// <summary>What it is measured by, the most telling metric first. <c>Loss</c> is the last: every head has it.</summary>
    public required MetricName[] Metrics { get; init; }

    /// <summary>
    /// What turns its outputs, which are logits, into the vector of probabilities that other members read; null where these read the
    /// outputs.
    /// </summary>
    public string? Probabilities { get; init; }

    /// <summary>The runtime's column of labels; one that has the name of the kind, or another that fits.</summary>
    public string LabelColumn { get; init; }

    /// <summary>Whether its cross-entropy knows label smoothing.</summary>
    public bool SmoothsLabels { get; init; }

    /// <summary>Whether it can standardize its labels.</summary>
    public bool CanStandardize { get; init; }

    /// <summary>Whether its type has the enum of its labels as an argument.</summary>
    public bool IsOfEnum => Label is LabelKind.Class or LabelKind.Flags or LabelKind.Rank;

    /// <summary>Whether a label of a head with so many outputs is an array with a number for each.</summary>
    public bool HasArrayLabels(int outputs) => Outputs == OutputCount.Declared && Label == LabelKind.Number && outputs > 1;

    /// <summary>Its type as a user writes it: <c>ClassHead&lt;TEnum&gt;</c>.</summary>
    public string TypeName => IsOfEnum ? $"{Name}Head<TEnum>" : $"{Name}Head";

    public static HeadKind Class { get; } = new("Class")
    {
        Label = LabelKind.Class,
        Outputs = OutputCount.Classes,
        Meaning = static _ => "one logit per class",
        Summary = static head => $"{head.Classes.Count} classes",
        Losses = [LossFunction.CrossEntropy, LossFunction.Focal],
        Metrics = [MetricName.Accuracy, MetricName.MacroF1, MetricName.MacroPrecision, MetricName.MacroRecall, MetricName.Loss],
        Probabilities = ".softmax(-1)",
        SmoothsLabels = true,
    };

    public static HeadKind Binary { get; } = new("Binary")
    {
        Label = LabelKind.Boolean,
        Outputs = OutputCount.One,
        Meaning = static _ => "the logit of true",
        Summary = static _ => "binary",
        Losses = [LossFunction.CrossEntropy, LossFunction.Focal],
        Metrics = [MetricName.Accuracy, MetricName.F1, MetricName.Auc, MetricName.Precision, MetricName.Recall, MetricName.Loss],
        Probabilities = ".sigmoid().unsqueeze(-1)",
        SmoothsLabels = true,
    };

    public static HeadKind Regression { get; } = new("Regression")
    {
        Label = LabelKind.Number,
        Outputs = OutputCount.Declared,
        Meaning = static head => head.IsScalar ? "the predicted number" : "the predicted numbers",
        Summary = static head => head.IsScalar ? "regression" : $"regression, {Counted.Of(head.Outputs, "output")}",
        Losses = [LossFunction.SquaredError, LossFunction.AbsoluteError, LossFunction.Huber],
        Metrics =
        [
            MetricName.RootMeanSquaredError, MetricName.R2, MetricName.MeanAbsoluteError, MetricName.MeanSquaredError, MetricName.Loss,
        ],
        CanStandardize = true,
    };

    public static HeadKind MultiLabel { get; } = new("MultiLabel")
    {
        Label = LabelKind.Flags,
        Outputs = OutputCount.Classes,
        Meaning = static _ => "one logit per flag",
        Summary = static head => $"multi-label, {head.Classes.Count} flags",
        Losses = [LossFunction.CrossEntropy, LossFunction.Focal],
        Metrics = [MetricName.MicroF1, MetricName.MacroF1, MetricName.SubsetAccuracy, MetricName.Loss],
        Probabilities = ".sigmoid()",
        SmoothsLabels = true,
    };

    public static HeadKind Count { get; } = new("Count")
    {
        Label = LabelKind.WholeNumber,
        Outputs = OutputCount.One,
        Meaning = static _ => "the logarithm of the rate",
        Summary = static _ => "count",
        Losses = [LossFunction.Poisson],
        Metrics = [MetricName.MeanDeviance, MetricName.MeanAbsoluteError, MetricName.Loss],
    };

    public static HeadKind Ordinal { get; } = new("Ordinal")
    {
        Label = LabelKind.Rank,
        Outputs = OutputCount.RankThresholds,
        Meaning = static _ => "one logit per step between ranks",
        Summary = static head => $"{head.Classes.Count} ranks",
        Losses = [LossFunction.CrossEntropy],
        Metrics = [MetricName.QuadraticWeightedKappa, MetricName.MeanAbsoluteRankError, MetricName.Accuracy, MetricName.Loss],
        Probabilities = ".sigmoid().cumprod(-1)",
    };

    public static HeadKind Quantile { get; } = new("Quantile")
    {
        Label = LabelKind.Number,
        LabelColumn = "RegressionLabels",
        Outputs = OutputCount.Quantiles,
        Meaning = static _ => "one number per quantile",
        Summary = static head => $"quantiles {string.Join(", ", head.Loss.Quantiles.Select(Text))}",
        Losses = [LossFunction.Pinball],
        Metrics = [MetricName.MeanPinballLoss, MetricName.CoverageError, MetricName.MeanAbsoluteError, MetricName.Loss],
        CanStandardize = true,
    };

    /// <summary>A head of the user's own, derived from the open base of all heads; only its loss is known as a metric.</summary>
    public static HeadKind Custom { get; } = new("Custom")
    {
        Label = LabelKind.Own,
        Outputs = OutputCount.Declared,
        Meaning = static _ => "the output of its own kind of head",
        Summary = static head => head.Member.TypeName,
        Losses = [],
        Metrics = [MetricName.Loss],
    };

    /// <summary>What is no head, which is reported.</summary>
    public static HeadKind Unknown { get; } = new("Unknown")
    {
        Label = LabelKind.Any,
        Outputs = OutputCount.Declared,
        Meaning = static _ => "",
        Summary = static _ => "",
        Losses = [],
        Metrics = [],
    };

    /// <summary>The kinds that the runtime has a head for, in the order of <c>TaskKind</c>.</summary>
    public static HeadKind[] OfRuntime { get; } = [Class, Binary, Regression, MultiLabel, Count, Ordinal, Quantile];

    /// <summary>The kind of the runtime's head with the given name, without type arguments; null if there is none.</summary>
    public static HeadKind? Of(string type) => Array.Find(OfRuntime, kind => type == $"{kind.Name}Head");

    public override string ToString() => Name;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>What a label is, and which members of a row can be one.</summary>
internal enum LabelKind
{
    /// <summary>Not known.</summary>
    Any,

    /// <summary>A value of an enum.</summary>
    Class,

    /// <summary>A value of an enum with <c>[Flags]</c>.</summary>
    Flags,

    /// <summary>A value of an enum whose values have an order.</summary>
    Rank,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A number, or an array of them where several outputs are declared.</summary>
    Number,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>What the user's own head says.</summary>
    Own,
}

/// <summary>How many outputs a kind of head has.</summary>
internal enum OutputCount
{
    /// <summary>One number.</summary>
    One,

    /// <summary>As many as <c>Outputs</c> says; a single one is a number, several are a vector.</summary>
    Declared,

    /// <summary>One for every class or flag.</summary>
    Classes,

    /// <summary>One between every rank and the next.</summary>
    RankThresholds,

    /// <summary>One for every quantile.</summary>
    Quantiles,
}
