namespace Mtl.Generator.Model;

/// <summary>What is known of a balancing method before any model uses it.</summary>
/// <param name="Name">The member of <c>BalancingMethod</c>; the runtime's class is called after it.</param>
/// <param name="Formula">What it minimizes or where it goes, in a few words.</param>
/// <param name="Options">The arguments of the attribute that it reads.</param>
internal sealed record BalancingKind(string Name, string Formula, params BalancingRange[] Options)
{
    /// <summary>Whether it combines gradients; otherwise losses, and one backward pass is enough.</summary>
    public bool IsOfGradients { get; init; }

    /// <summary>Whether it keeps something for every task, so that its class must know how many there are.</summary>
    public bool TakesTaskCount { get; init; }

    /// <summary>Whether the weights of heads mean nothing to it.</summary>
    public bool IgnoresPreferences { get; init; }

    /// <summary>The key of the parameter that it learns, a number for each task; null if it learns none.</summary>
    public string? Learned { get; init; }

    /// <summary>Other tensors of its state; <c>T</c> in a shape stands for the number of tasks.</summary>
    public (string Key, string Shape)[] Buffers { get; init; } = [];

    /// <summary>The methods, in the order of the enum.</summary>
    public static BalancingKind[] All { get; } =
    [
        new("Equal", "Σ L"),
        new("Uncertainty", "Σ exp(−s)·L/2 + s/2") { TakesTaskCount = true, Learned = "log_variances" },
        new("DynamicWeightAverage", "Σ w·L, w by how fast each loss falls", BalancingRange.Above0("Temperature"))
        {
            TakesTaskCount = true, Buffers = [("history", "[2, T]")],
        },
        new("RandomLossWeighting", "Σ w·L, w drawn in every step"),
        new("GeometricLoss", "(Π L)^(1/T)"),
        new("ImtlL", "Σ exp(s)·L − s") { TakesTaskCount = true, Learned = "scales" },
        new("SmoothTchebycheff", "μ·log Σ exp(L/(T·μ))", BalancingRange.Above0("Temperature")),
        new("Famo", "c·Σ softmax(ξ)·log L", BalancingRange.Above0("LearningRate"), BalancingRange.AtLeast0("WeightDecay"))
        {
            TakesTaskCount = true, IgnoresPreferences = true,
            Buffers = [("logits", "[T]"), ("first_moment", "[T]"), ("second_moment", "[T]"), ("steps", "[T]")],
        },
        new("GradNorm", "Σ w·L, w so that gradients have lengths as the losses that are left", BalancingRange.AtLeast0("Alpha"), BalancingRange.Switch("AllShared"))
        {
            IsOfGradients = true, TakesTaskCount = true, IgnoresPreferences = true, Learned = "scores", Buffers = [("first_losses", "[T]")],
        },
        new("PCGrad", "gradients without what opposes another") { IsOfGradients = true },
        new("GradVac", "gradients turned towards each other", BalancingRange.Share("Beta", "in [0, 1]", 1))
        {
            IsOfGradients = true, TakesTaskCount = true, Buffers = [("targets", "[T, T]")],
        },
        new("Mgda", "the shortest mixture of the gradients", BalancingRange.OneOf("Normalization", "MgdaNormalization", "None", "Norm", "Loss", "LossAndNorm"))
        {
            IsOfGradients = true, IgnoresPreferences = true,
        },
        new("CAGrad", "the mean gradient, turned towards the worst task", BalancingRange.Share("C", "in [0, 1)", 0.9999999999999999), BalancingRange.Switch("Rescale")) { IsOfGradients = true },
        new("ImtlG", "equal projections on all gradients") { IsOfGradients = true, IgnoresPreferences = true },
        new("NashMtl", "the bargaining solution of the gradients") { IsOfGradients = true },
        new("AlignedMtl", "the mean gradient with equal principal components") { IsOfGradients = true },
        new("FairGrad", "the α-fair mixture of the gradients", BalancingRange.Above0("Alpha")) { IsOfGradients = true },
        new("UPGrad", "the mean of the gradients, each without conflict") { IsOfGradients = true },
        new("DualProj", "the mean gradient without conflict") { IsOfGradients = true },
        new("ConFig", "equal cosines to all gradients") { IsOfGradients = true, IgnoresPreferences = true },
    ];

    public static BalancingKind? Of(string name) => Array.Find(All, kind => kind.Name == name);
}

/// <summary>An argument of the attribute, and which values it may have.</summary>
/// <param name="Name">The argument.</param>
/// <param name="Expected">The values that it may have, in words.</param>
/// <param name="Minimum">The least number.</param>
/// <param name="Maximum">The largest number.</param>
internal sealed record BalancingRange(string Name, string Expected, double Minimum, double Maximum)
{
    /// <summary>The enum of which it takes a member, or null.</summary>
    public string? Enum { get; private init; }

    /// <summary>The members of the enum, in order.</summary>
    public string[] Members { get; private init; } = [];

    public static BalancingRange Above0(string name) => new(name, "finite and above 0", double.Epsilon, double.MaxValue);

    public static BalancingRange AtLeast0(string name) => new(name, "finite and not negative", 0, double.MaxValue);

    public static BalancingRange Share(string name, string expected, double most) => new(name, expected, 0, most);

    public static BalancingRange Switch(string name) => new(name, "true or false", 0, 0);

    public static BalancingRange OneOf(string name, string type, params string[] members) =>
        new(name, $"a member of {type}", 0, members.Length - 1) { Enum = type, Members = members };
}
