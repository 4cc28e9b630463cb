using TorchSharp;

namespace Mtl;

/// <content>Inverted dropout: what is kept is scaled by 1/(1 − p), so that the mean stays as it is.</content>
public sealed partial class ModelRandom
{
    private static readonly Lock _gpu = new();

    /// <summary>Drops single values. Outside training, and with p = 0, it hands on the tensor itself and draws nothing.</summary>
    /// <param name="values">Of any shape.</param>
    /// <param name="probability">The probability p of dropping a value, in [0, 1).</param>
    /// <param name="training">Whether the model is training.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1).</exception>
    public torch.Tensor Dropout(torch.Tensor values, double probability, bool training)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Drops(probability, training) ? Times(values, torch.empty_like(values), probability) : values;
    }

    /// <summary>
    /// Drops whole channels (Tompson et al. 2015). Outside training, and with p = 0, it hands on the tensor itself and draws nothing.
    /// </summary>
    /// <param name="maps"><c>[batch, channels, …]</c>.</param>
    /// <param name="probability">The probability p of dropping a channel, in [0, 1).</param>
    /// <param name="training">Whether the model is training.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1).</exception>
    public torch.Tensor SpatialDropout(torch.Tensor maps, double probability, bool training)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (!Drops(probability, training))
            return maps;
        long[] shape = maps.shape;
        shape.AsSpan(2).Fill(1);
        return Times(maps, torch.empty(shape, maps.dtype, maps.device), probability);
    }

    /// <summary>
    /// Drops features of every row in all steps together: one mask through time (Gal and Ghahramani 2016). Outside training, and with
    /// p = 0, it hands on the tensor itself and draws nothing.
    /// </summary>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="probability">The probability p of dropping a feature, in [0, 1).</param>
    /// <param name="training">Whether the model is training.</param>
    /// <returns>A sequence of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1).</exception>
    public torch.Tensor RecurrentDropout(torch.Tensor sequence, double probability, bool training)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return Drops(probability, training)
            ? Times(sequence, torch.empty(sequence.shape[0], 1, sequence.shape[2], sequence.dtype, sequence.device), probability)
            : sequence;
    }

    private static bool Drops(double probability, bool training)
    {
        if (!(probability is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability of dropping must be in [0, 1).");
        return training && probability > 0;
    }

    private torch.Tensor Times(torch.Tensor values, torch.Tensor mask, double probability)
    {
        using (mask)
        {
            double kept = 1 - probability;
            return values * Fill(mask, kept).DivideBy(kept);
        }
    }

    /// <summary>Fills a mask with ones, each with a probability, and zeros.</summary>
    private torch.Tensor Fill(torch.Tensor mask, double kept)
    {
        if (mask.device_type == DeviceType.CPU)
            return mask.bernoulli_(kept, Generator);
        if (mask.device_type == DeviceType.CUDA)
            return FillOnGpu(mask, kept);
        using var drawn = torch.empty(mask.shape, mask.dtype, torch.CPU).bernoulli_(kept, Generator);
        return mask.copy_(drawn);
    }

    /// <summary>
    /// TorchSharp makes generators on the CPU alone; a GPU has one for the process. It begins anew for every mask, with a number of the
    /// model's own.
    /// </summary>
    private torch.Tensor FillOnGpu(torch.Tensor mask, double kept)
    {
        long seed = Draw(Generator);
        lock (_gpu)
        {
            torch.cuda.manual_seed_all(seed);
            return mask.bernoulli_(kept);
        }
    }
}
