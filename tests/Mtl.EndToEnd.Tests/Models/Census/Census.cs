using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests.Models;

using static Mtl.Scope;

public enum Sex
{
    Female,
    Male,
}

public enum Income
{
    UpTo50K,
    Over50K,
}

public enum MaritalStatus
{
    NeverMarried,
    Married,
    Formerly,
}

/// <summary>A person in a census. Everything that people leave blank is nullable, the answers that are learned included.</summary>
public sealed record Person(
    [property: Feature] int Age,
    [property: Feature] Sex? Sex,
    [property: Feature] int? YearsOfEducation,
    [property: Feature(Categories = 8)] string? WorkClass,
    [property: Feature(Categories = 16)] string? Occupation,
    [property: Feature] double? CapitalGain,
    [property: Label] Income? Income,
    [property: Label] MaritalStatus? MaritalStatus,
    [property: Label] float? HoursPerWeek);

/// <summary>A table of numbers and categories: one category as a learned vector, the others one-hot; three tasks.</summary>
[MultiTaskModel<Person>, Standardize]
[Dropout(0.1, Scope = Shared), L2(1e-5)]
public partial class Census
{
    [SharedLayer(6, From = nameof(Person.Occupation))]
    public partial Embedding OccupationVector { get; }

    [SharedLayer(64, Concat = ["Input", nameof(OccupationVector)]), BatchNorm]
    public partial Linear Circumstances { get; }

    [SharedLayer(32)]
    public partial Linear Life { get; }

    [TaskHead(Hidden = [16], Metrics = [Metric.Accuracy, Metric.MacroF1])]
    public partial ClassHead<Income> Income { get; }

    [TaskHead(Hidden = [16], LabelSmoothing = 0.02)]
    public partial ClassHead<MaritalStatus> MaritalStatus { get; }

    [TaskHead(Hidden = [16], Loss = Loss.Huber), Standardize]
    public partial RegressionHead HoursPerWeek { get; }
}
