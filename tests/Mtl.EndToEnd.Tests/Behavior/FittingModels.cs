using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>A measurement; times and values may have a large part in common.</summary>
public sealed record Reading([property: Feature] double UnixMilliseconds, [property: Label] double Y);

/// <summary>Its training step is fused.</summary>
[MultiTaskModel<Reading>, Standardize]
public partial class Readings
{
    [SharedLayer(32)]
    public partial Linear Trunk { get; }

    [TaskHead, Standardize]
    public partial RegressionHead Y { get; }
}

/// <summary>A measurement, and whether its value is high.</summary>
public sealed record RatedReading([property: Feature] double UnixMilliseconds, [property: Label] double Y, [property: Label] bool? IsHigh);

/// <summary>Its training step goes by autograd, because a head reads the prediction of another.</summary>
[MultiTaskModel<RatedReading>, Standardize]
public partial class RatedReadings
{
    [SharedLayer(32)]
    public partial Linear Trunk { get; }

    [TaskHead, Standardize]
    public partial RegressionHead Y { get; }

    [TaskHead(Concat = [nameof(Trunk), nameof(Y)])]
    public partial BinaryHead IsHigh { get; }
}

/// <summary>A row of which anything may be missing.</summary>
public sealed record Flat(
    [property: Feature] float Size,
    [property: Feature] double? Age,
    [property: Feature(Categories = 5)] string? Town,
    [property: Label] double? Price,
    [property: Label] Color? Color);

[MultiTaskModel<Flat>, Standardize, BatchNorm(Scope = Scope.Shared)]
public partial class Flats
{
    [SharedLayer(16)]
    public partial Linear Trunk { get; }

    [TaskHead, Standardize]
    public partial RegressionHead Price { get; }

    [TaskHead]
    public partial ClassHead<Color> Color { get; }
}

/// <summary>A row whose numbers are long and not standardized, and whose array of labels is never null, as it says.</summary>
public sealed record Visit(
    [property: Feature] long Id,
    [property: Feature, Standardize] double Time,
    [property: Label] int Views,
    [property: Label] double[] Position);

[MultiTaskModel<Visit>]
public partial class Visits
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial CountHead Views { get; }

    [TaskHead(Outputs = 2)]
    public partial RegressionHead Position { get; }
}

/// <summary>A row whose numbers are standardized, and may be longer than <c>float64</c>.</summary>
public sealed record Tick([property: Feature, Standardize] long Serial, [property: Label] decimal? Cents);

[MultiTaskModel<Tick>]
public partial class Ticks
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [TaskHead, Standardize]
    public partial RegressionHead Cents { get; }
}
