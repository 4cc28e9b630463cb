using TorchSharp;

namespace Mtl;

/// <content>Inverted dropout: values that are not dropped are scaled by 1/(1 − p), so that the mean does not change.</content>
public sealed partial class ModelRandom
{
    private static readonly Lock _gpu = new();

    /// <summary>Drops single values. In evaluation mode, and with p = 0, it returns the tensor itself and draws no numbers.</summary>
    /// <param name="values">A tensor of any shape.</param>
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
    /// Drops whole channels (Tompson et al. 2015). In evaluation mode, and with p = 0, it returns the tensor itself and draws no numbers.
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
    /// Drops features with one mask for all time steps of a row (Gal and Ghahramani 2016). In evaluation mode, and with p = 0, it returns
    /// the tensor itself and draws no numbers.
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

    /// <summary>Fills a mask with ones, each with the probability <paramref name="kept"/>, and zeros.</summary>
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
    /// Seeds the generator of the GPU for every mask with a number from the model's generator: TorchSharp creates generators on the CPU
    /// only, and the one of the GPU is global to the process.
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
