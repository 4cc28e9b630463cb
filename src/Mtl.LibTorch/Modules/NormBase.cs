using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation with statistics that are kept over the batches.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes what was asked for: weights, statistics, both or neither.</summary>
    protected NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
        string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        if (affine)
        {
            weight = ones(num_features, dtype, device).AsParameter();
            bias = zeros(num_features, dtype, device).AsParameter();
        }

        if (track_running_stats)
        {
            running_mean = zeros(num_features, dtype, device);
            running_var = ones(num_features, dtype, device);
            num_batches_tracked = tensor(0L, dtype, device);
        }
    }

    /// <summary>The number of channels.</summary>
    public long num_features { get; }

    /// <summary>What is added to the variance, so that nothing is divided by zero.</summary>
    public double eps { get; set; }

    /// <summary>The share of a batch in the kept statistics; null is the mean over all batches.</summary>
    public double? momentum { get; set; }

    /// <summary>Whether there are weights.</summary>
    public bool affine { get; }

    /// <summary>Whether statistics are kept.</summary>
    public bool track_running_stats { get; }

    /// <summary>What normalised numbers are multiplied by.</summary>
    public Parameter? weight
    {
        get;
        set => field = Replace(field, value);
    }

    /// <summary>What is added after that.</summary>
    public Parameter? bias
    {
        get;
        set => field = Replace(field, value);
    }

    /// <summary>The kept mean.</summary>
    public Tensor? running_mean
    {
        get;
        set => field = Replace(field, value);
    }

    /// <summary>The kept variance.</summary>
    public Tensor? running_var
    {
        get;
        set => field = Replace(field, value);
    }

    /// <summary>How many batches went into the statistics.</summary>
    public Tensor? num_batches_tracked
    {
        get;
        set => field = Replace(field, value);
    }

    /// <summary>Forgets the statistics.</summary>
    public void reset_running_stats()
    {
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    /// <summary>Forgets the statistics and what was learned.</summary>
    public void reset_parameters()
    {
        using var quiet = no_grad();
        reset_running_stats();
        weight?.fill_(1);
        bias?.zero_();
    }

    /// <summary>Throws when the input has not the dimensions that it must have.</summary>
    protected abstract void ValidateInputDimensions(Tensor input);
}
