namespace Mtl.Generator.Model;

/// <summary>The properties of a balancing method that do not depend on a model.</summary>
/// <param name="Name">The member of <c>BalancingMethod</c>; the class of the runtime is <c>{Name}Balancing</c>.</param>
/// <param name="Formula">
/// The objective, or the direction of the shared parameters, in short, as in the table of the language page. The notation and the full
/// formula are those of <c>BalancingMethod</c>.
/// </param>
/// <param name="Options">The arguments of the attribute that the method uses.</param>
internal sealed record BalancingKind(string Name, string Formula, params BalancingRange[] Options)
{
    /// <summary>Whether it combines gradients; else it weights losses, and a step has one backward pass.</summary>
    public bool IsOfGradients { get; init; }

    /// <summary>Whether the constructor of its class has a parameter for the number of tasks.</summary>
    public bool TakesTaskCount { get; init; }

    /// <summary>Whether it ignores the weights of heads.</summary>
    public bool IgnoresPreferences { get; init; }

    /// <summary>The key of its parameter, a number for each task; null for a method without a parameter.</summary>
    public string? Learned { get; init; }

    /// <summary>The buffers of its state; <c>T</c> in a shape is the number of tasks.</summary>
    public (string Key, string Shape)[] Buffers { get; init; } = [];

    /// <summary>The methods, in the order of the enum.</summary>
    public static BalancingKind[] All { get; } =
    [
        new("Equal", "Σ p·L"),
        new("Uncertainty", "Σ p·(exp(−s)·L/2 + s/2), s learned") { TakesTaskCount = true, Learned = "log_variances" },
        new("DynamicWeightAverage", "Σ p·w·L, w = T·softmax(r/Temperature)", BalancingRange.Above0("Temperature"))
        {
            TakesTaskCount = true, Buffers = [("history", "[2, T]")],
        },
        new("RandomLossWeighting", "Σ p·w·L, w = T·softmax(z), z drawn in every step"),
        new("GeometricLoss", "(Π L^p)^(1/Σp)"),
        new("ImtlL", "Σ p·(exp(s)·L − s), s learned") { TakesTaskCount = true, Learned = "scales" },
        new("SmoothTchebycheff", "μ·log Σ exp(w·L/μ), w = p/Σp, μ = Temperature: a smooth maximum", BalancingRange.Above0("Temperature")),
        new(
            "Famo", "c·Σ z·log(L + 1e-8), z = softmax(ξ), ξ learned from how fast each loss falls",
            BalancingRange.Above0("LearningRate"), BalancingRange.AtLeast0("WeightDecay"))
        {
            TakesTaskCount = true, IgnoresPreferences = true,
            Buffers = [("logits", "[T]"), ("first_moment", "[T]"), ("second_moment", "[T]"), ("steps", "[T]")],
        },
        new(
            "GradNorm", "Σ w·g, w = T·softmax(s), s learned: tasks that learn slowly get longer gradients",
            BalancingRange.AtLeast0("Alpha"), BalancingRange.Switch("AllShared"))
        {
            IsOfGradients = true, TakesTaskCount = true, IgnoresPreferences = true, Learned = "scores", Buffers = [("first_losses", "[T]")],
        },
        new("PCGrad", "Σ p·g′, g′ without what conflicts with the other gradients, removed in random order") { IsOfGradients = true },
        new(
            "GradVac", "Σ p·g′, g′ rotated towards the other gradients, up to a moving average of their cosines",
            BalancingRange.Share("Beta"))
        {
            IsOfGradients = true, TakesTaskCount = true, Buffers = [("targets", "[T, T]")],
        },
        new(
            "Mgda", "Σ w·g with the smallest norm, w on the simplex",
            BalancingRange.OneOf("Normalization", "MgdaNormalization", "None", "Norm", "Loss", "LossAndNorm"))
        {
            IsOfGradients = true, IgnoresPreferences = true,
        },
        new(
            "CAGrad", "the mean gradient, turned towards the worst task as far as C allows",
            BalancingRange.Probability("C"), BalancingRange.Switch("Rescale")) { IsOfGradients = true },
        new("ImtlG", "Σ w·g with Σw = 1 and the same projection on all g/‖g‖") { IsOfGradients = true, IgnoresPreferences = true },
        new("NashMtl", "Σ w·g, the Nash bargaining solution, no longer than 1") { IsOfGradients = true },
        new("AlignedMtl", "the mean gradient after scaling all principal components to the shortest") { IsOfGradients = true },
        new("FairGrad", "Σ w·g with α-fair w, α = Alpha", BalancingRange.Above0("Alpha")) { IsOfGradients = true },
        new("UPGrad", "the mean of the gradients, each projected so that no loss increases") { IsOfGradients = true },
        new("DualProj", "the mean gradient, projected so that no loss increases") { IsOfGradients = true },
        new("ConFig", "the direction with equal cosines to all gradients") { IsOfGradients = true, IgnoresPreferences = true },
        new(
            "Krum", "the mean of the Selected gradients closest to the others",
            BalancingRange.AtLeast("Outliers", 0), BalancingRange.AtLeast("Selected", 1))
        {
            IsOfGradients = true, IgnoresPreferences = true,
        },
    ];

    /// <summary>The range of an option that is a number.</summary>
    public NumberRange RangeOf(string option) => Array.Find(Options, range => range.Name == option)!.Number;

    public static BalancingKind? Of(string name) => Array.Find(All, kind => kind.Name == name);
}

/// <summary>An argument of the attribute and its range.</summary>
/// <param name="Name">The argument.</param>
/// <param name="Expected">The range in words.</param>
/// <param name="Minimum">The minimum.</param>
/// <param name="Maximum">The maximum.</param>
internal sealed record BalancingRange(string Name, string Expected, double Minimum, double Maximum)
{
    /// <summary>The range of a number that a model can be created with another value of.</summary>
    public NumberRange Number { get; private init; }

    /// <summary>The enum type of the argument, or null.</summary>
    public string? Enum { get; private init; }

    /// <summary>The members of the enum, in order.</summary>
    public string[] Members { get; private init; } = [];

    public static BalancingRange Above0(string name) =>
        new(name, "finite and above 0", double.Epsilon, double.MaxValue) { Number = NumberRange.Positive };

    public static BalancingRange AtLeast0(string name) =>
        new(name, "finite and not negative", 0, double.MaxValue) { Number = NumberRange.NotNegative };

    /// <summary>The range of an integer.</summary>
    public static BalancingRange AtLeast(string name, int minimum) => new(name, $"at least {minimum}", minimum, int.MaxValue);

    public static BalancingRange Share(string name) => new(name, "in [0, 1]", 0, 1) { Number = NumberRange.Share };

    public static BalancingRange Probability(string name) =>
        new(name, "in [0, 1)", 0, 0.9999999999999999) { Number = NumberRange.Probability };

    public static BalancingRange Switch(string name) => new(name, "true or false", 0, 0);

    public static BalancingRange OneOf(string name, string type, params string[] members) =>
        new(name, $"a member of {type}", 0, members.Length - 1) { Enum = type, Members = members };
}
