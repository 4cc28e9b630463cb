using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests.Models;

public enum Device
{
    Phone,
    Computer,
}

/// <summary>A film that was shown to a user: clicked, bought, and by some of those who bought it rated.</summary>
public sealed record Impression(
    [property: Feature(Categories = 80)] int User,
    [property: Feature(Categories = 40)] int Film,
    [property: Feature] Device? Device,
    [property: Label] bool Click,
    [property: Label] bool Purchase,
    [property: Label] float? Stars);

/// <summary>Users and films as learned vectors; a purchase comes after a click, and stars come, if at all, after a purchase.</summary>
[MultiTaskModel<Impression>]
public partial class Recommender
{
    [SharedLayer(8, From = nameof(Impression.User)), L2(1e-5)]
    public partial Embedding Taste { get; }

    [SharedLayer(8, From = nameof(Impression.Film)), L2(1e-5)]
    public partial Embedding Character { get; }

    [SharedLayer(32, Concat = [nameof(Taste), nameof(Character), "Input"])]
    public partial Linear Encounter { get; }

    [SharedLayer(16)]
    public partial Linear Interest { get; }

    [TaskHead(Metrics = [Metric.Auc])]
    public partial BinaryHead Click { get; }

    [TaskHead(After = nameof(Click), Metrics = [Metric.Auc])]
    public partial BinaryHead Purchase { get; }

    [TaskHead(Hidden = [8], Weight = 0.5), Standardize]
    public partial RegressionHead Stars { get; }
}
