using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Means of windows that give a wanted length.</summary>
public sealed class AdaptiveAvgPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal AdaptiveAvgPool1d(long output_size)
        : base(nameof(AdaptiveAvgPool1d)) => this.output_size = output_size;

    /// <summary>The wanted size.</summary>
    public long output_size { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.adaptive_avg_pool1d(input, output_size);
}

/// <summary>Means of windows that give a wanted height and width.</summary>
public sealed class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal AdaptiveAvgPool2d(long[] output_size)
        : base(nameof(AdaptiveAvgPool2d)) => this.output_size = output_size;

    /// <summary>The wanted size.</summary>
    public long[] output_size { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.adaptive_avg_pool2d(input, output_size);
}

/// <summary>The greatest elements of windows that give a wanted length.</summary>
public sealed class AdaptiveMaxPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal AdaptiveMaxPool1d(long output_size)
        : base(nameof(AdaptiveMaxPool1d)) => this.output_size = output_size;

    /// <summary>The wanted size.</summary>
    public long output_size { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.adaptive_max_pool1d(input, output_size);

    /// <summary>The result, and where its elements are.</summary>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
        nn.functional.adaptive_max_pool1d_with_indices(input, output_size);
}

/// <summary>The greatest elements of windows that give a wanted height and width.</summary>
public sealed class AdaptiveMaxPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal AdaptiveMaxPool2d(long[] output_size)
        : base(nameof(AdaptiveMaxPool2d)) => this.output_size = output_size;

    /// <summary>The wanted size.</summary>
    public long[] output_size { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.adaptive_max_pool2d(input, output_size);

    /// <summary>The result, and where its elements are.</summary>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
        nn.functional.adaptive_max_pool2d_with_indices(input, output_size);
}
