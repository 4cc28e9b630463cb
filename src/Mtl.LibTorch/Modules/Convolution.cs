using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Weights that slide over the input.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    /// <summary>What <c>pad</c> takes: for the last dimension first, each number twice.</summary>
    protected long[] _reversed_padding_repeated_twice = [];

    /// <summary>Makes and draws the weights.</summary>
    protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
        Device? device = null, ScalarType? dtype = null)
        : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{in_channels} inputs and {out_channels} outputs in {groups} groups.", nameof(groups));
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.padding_type = padding_type;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        FollowPadding();
        long[] shape = transposed
            ? [in_channels, out_channels / groups, .. kernel_size]
            : [out_channels, in_channels / groups, .. kernel_size];
        weight = empty(shape, dtype, device).AsParameter();
        if (bias)
            this.bias = empty(out_channels, dtype, device).AsParameter();
        reset_parameters();
    }

    /// <summary>The channels of the input.</summary>
    public long in_channels { get; }

    /// <summary>The channels of the result.</summary>
    public long out_channels { get; }

    /// <summary>Whether this is the transpose of a convolution.</summary>
    public bool transposed { get; }

    /// <summary>How much is added at the edges, where that follows from the size that is wanted.</summary>
    public Padding? padding_type { get; private set; }

    /// <summary>How much is added at the edges, per dimension.</summary>
    public long[]? padding { get; private set; }

    /// <summary>What is added at the edges.</summary>
    public PaddingModes padding_mode { get; set; }

    /// <summary>How many groups of channels have nothing to do with each other.</summary>
    public long groups { get; set; }

    /// <summary>The sizes of the window.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>How far the window moves.</summary>
    public long[] stride { get; set; }

    /// <summary>How far apart the window's elements are.</summary>
    public long[] dilation { get; set; }

    /// <summary>What is added to the size of a transposed convolution's result.</summary>
    public long[] output_padding { get; set; }

    /// <summary>The weights.</summary>
    public Parameter weight
    {
        get;
        set => field = Replace(field, value)!;
    }

    /// <summary>What is added to every channel, or null.</summary>
    public Parameter? bias
    {
        get;
        set => field = Replace(field, value);
    }

    /// <summary>Draws the weights anew.</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null)
            return;
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        if (fanIn > 0)
            nn.init.uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    /// <summary>Sets how much is added at the edges.</summary>
    public void SetPadding(long[] padding)
    {
        (this.padding, padding_type) = (padding, null);
        FollowPadding();
    }

    /// <summary>Sets how much is added at the edges.</summary>
    public void SetPadding(Padding padding)
    {
        if (transposed)
            throw new ArgumentException("The padding of a transposed convolution is a number.");
        (this.padding, padding_type) = (null, padding);
        FollowPadding();
    }

    /// <summary>Whether the input has the dimensions and channels that it must have, with a batch or without.</summary>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var shape = input.shape;
        return (shape.Length == dimensions + 2 && shape[1] == in_channels) ||
            (shape.Length == dimensions + 1 && shape[0] == in_channels);
    }

    private void FollowPadding()
    {
        if (padding is not null)
        {
            _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(size => new[] { size, size })];
            return;
        }

        _reversed_padding_repeated_twice = new long[2 * kernel_size.Length];
        if (padding_type != Padding.Same)
            return;
        if (stride.Any(step => step != 1))
            throw new ArgumentException("Padding.Same is for windows that move by one.");
        for (var d = 0; d < kernel_size.Length; d++)
        {
            var total = dilation[d] * (kernel_size[d] - 1);
            var place = 2 * (kernel_size.Length - 1 - d);
            _reversed_padding_repeated_twice[place] = total / 2;
            _reversed_padding_repeated_twice[place + 1] = total - total / 2;
        }
    }
}
