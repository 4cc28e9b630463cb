using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The greatest element of every window of sequences.</summary>
public sealed class MaxPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal MaxPool1d(long kernel_size, long? stride, long? padding, long? dilation, bool ceil_mode)
        : base(nameof(MaxPool1d)) =>
        (this.kernel_size, this.stride, this.padding, this.dilation, this.ceil_mode) = (kernel_size, stride, padding, dilation, ceil_mode);

    /// <summary>The size of the window.</summary>
    public long kernel_size { get; set; }

    /// <summary>How far the window moves; null is by its size.</summary>
    public long? stride { get; set; }

    /// <summary>What is added at the edges.</summary>
    public long? padding { get; set; }

    /// <summary>How far apart the window's elements are.</summary>
    public long? dilation { get; set; }

    /// <summary>Whether a last, partial window counts.</summary>
    public bool ceil_mode { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode);

    /// <summary>The result, and where its elements are.</summary>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
        nn.functional.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
}

/// <summary>The greatest element of every window of pictures.</summary>
public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal MaxPool2d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode)
        : base(nameof(MaxPool2d)) =>
        (this.kernel_size, this.stride, this.padding, this.dilation, this.ceil_mode) = (kernel_size, stride, padding, dilation, ceil_mode);

    /// <summary>The size of the window.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>How far the window moves; null is by its size.</summary>
    public long[]? stride { get; set; }

    /// <summary>What is added at the edges.</summary>
    public long[]? padding { get; set; }

    /// <summary>How far apart the window's elements are.</summary>
    public long[]? dilation { get; set; }

    /// <summary>Whether a last, partial window counts.</summary>
    public bool ceil_mode { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);

    /// <summary>The result, and where its elements are.</summary>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
        nn.functional.max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
}

/// <summary>The mean of every window of sequences.</summary>
public sealed class AvgPool1d : ParameterLessModule<Tensor, Tensor>
{
    internal AvgPool1d(long kernel_size, long? stride, long? padding, bool ceil_mode, bool count_include_pad)
        : base(nameof(AvgPool1d)) =>
        (this.kernel_size, this.stride, this.padding, this.ceil_mode, this.count_include_pad) = (kernel_size, stride, padding, ceil_mode, count_include_pad);

    /// <summary>The size of the window.</summary>
    public long kernel_size { get; set; }

    /// <summary>How far the window moves; null is by its size.</summary>
    public long? stride { get; set; }

    /// <summary>What is added at the edges.</summary>
    public long? padding { get; set; }

    /// <summary>Whether a last, partial window counts.</summary>
    public bool ceil_mode { get; set; }

    /// <summary>Whether what was added at the edges counts.</summary>
    public bool count_include_pad { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
}

/// <summary>The mean of every window of pictures.</summary>
public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
{
    internal AvgPool2d(
        long[] kernel_size, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
        : base(nameof(AvgPool2d)) =>
        (this.kernel_size, this.stride, this.padding, this.ceil_mode, this.count_include_pad, this.divisor_override) = (kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

    /// <summary>The size of the window.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>How far the window moves; null is by its size.</summary>
    public long[]? stride { get; set; }

    /// <summary>What is added at the edges.</summary>
    public long[]? padding { get; set; }

    /// <summary>Whether a last, partial window counts.</summary>
    public bool ceil_mode { get; set; }

    /// <summary>Whether what was added at the edges counts.</summary>
    public bool count_include_pad { get; set; }

    /// <summary>What sums are divided by instead of the number of elements.</summary>
    public long? divisor_override { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        nn.functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
}
