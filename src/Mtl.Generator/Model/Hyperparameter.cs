namespace Mtl.Generator.Model;

/// <summary>A number of the declaration that a model can be created with another value of.</summary>
/// <param name="Name">The member of the generated record.</param>
/// <param name="Value">The declared value.</param>
/// <param name="Range">The valid values.</param>
/// <param name="Meaning">What the number is, as the start of a sentence.</param>
/// <param name="Site">The attribute that declares it.</param>
internal sealed record Hyperparameter(string Name, double Value, NumberRange Range, string Meaning, Site Site)
{
    /// <summary>The number of a modifier: of adaptive dropout, the lowest rate.</summary>
    public static Hyperparameter Of(Modifier modifier) => modifier.Kind switch
    {
        ModifierKind.Dropout => Of(modifier, "Dropout", NumberRange.Probability, "dropout probability"),
        ModifierKind.SpatialDropout => Of(modifier, "SpatialDropout", NumberRange.Probability, "spatial dropout probability"),
        ModifierKind.RecurrentDropout => Of(modifier, "RecurrentDropout", NumberRange.Probability, "recurrent dropout probability"),
        ModifierKind.AdaptiveDropout => Of(modifier, "AdaptiveDropoutMin", NumberRange.Probability, "lowest dropout probability"),
        ModifierKind.L1 => Of(modifier, "L1", NumberRange.NotNegative, "strength λ of the L1 penalty"),
        ModifierKind.L2 => Of(modifier, "L2", NumberRange.NotNegative, "strength λ of the L2 penalty"),
        ModifierKind.GroupLasso => Of(modifier, "GroupLasso", NumberRange.NotNegative, "strength λ of the group lasso"),
        ModifierKind.LearningRate => Of(modifier, "LearningRate", NumberRange.Positive, "factor of the learning rate"),
        _ => throw new InvalidOperationException($"{modifier.Kind} has no number."),
    };

    /// <summary>The highest rate of adaptive dropout.</summary>
    public static Hyperparameter MaximumOf(Modifier modifier) =>
        Of(modifier, "AdaptiveDropoutMax", NumberRange.Probability, "highest dropout probability") with { Value = modifier.Maximum };

    /// <summary>The weight of a task.</summary>
    public static Hyperparameter WeightOf(HeadDescription head)
    {
        var task = head.Member.Name;
        return new(task + "Weight", head.Weight, NumberRange.NotNegative, $"The weight of the task {task} in the objective", head.Site);
    }

    /// <summary>A number of the sharing architecture, which begins with the name of its attribute.</summary>
    public static Hyperparameter Of(SharingDescription sharing, string name, double value, NumberRange range, string meaning) =>
        new(sharing.Scheme + name, value, range, $"The {meaning}", sharing.Site);

    /// <summary>An option of the balancing method; null for one that is not a number such as a rate.</summary>
    public static Hyperparameter? Of(BalancingDescription balancing, BalancingOption option) => option.Value is double value
        ? new(
            GeneratedNames.Balancing + option.Name, value, balancing.Kind.RangeOf(option.Name),
            $"The option {option.Name} of {balancing.Method}", balancing.Site)
        : null;

    private static Hyperparameter Of(Modifier modifier, string name, NumberRange range, string meaning)
    {
        if (modifier.Owner is { } owner)
            return new(owner + name, modifier.Value, range, $"The {meaning} of {owner}", modifier.Site);
        var isOfAll = modifier.EffectiveScope == ModelScope.All;
        var scope = modifier.EffectiveScope.ToString();
        return new(
            (isOfAll ? "" : scope.Replace(", ", "")) + name, modifier.Value, range,
            $"The default {meaning} of {(isOfAll ? "all members" : $"the scope {scope}")}", modifier.Site);
    }
}

/// <summary>The ranges of hyper-parameters; each is a method of the runtime's <c>HyperparameterRange</c>.</summary>
internal enum NumberRange
{
    /// <summary>[0, 1).</summary>
    Probability,

    /// <summary>[0, 1].</summary>
    Share,

    /// <summary>Finite and not negative.</summary>
    NotNegative,

    /// <summary>Finite and above 0.</summary>
    Positive,
}
