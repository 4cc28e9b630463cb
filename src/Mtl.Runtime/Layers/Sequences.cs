using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Layers over sequences of varying length: rows are padded to a common number of steps, and the padding of a row never influences
/// what its real steps become.
/// </summary>
/// <remarks>A sequence is <c>[batch, steps, features]</c>; <c>lengths</c> are the numbers of real steps, <c>int64 [batch]</c>, each 1 … steps.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>Makes one tensor of the lengths of several sequences, and frees those of each.</summary>
    /// <param name="lengths">Of every sequence the lengths, <c>int64 [rows]</c>.</param>
    /// <returns><c>int64 [rows, sequences]</c>.</returns>
    public static torch.Tensor SideBySide(params torch.Tensor[] lengths)
    {
        var together = torch.stack(lengths, 1);
        foreach (var one in lengths)
            one.Dispose();
        return together;
    }

    /// <summary>Which steps are padding.</summary>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <param name="steps">The number of steps with padding.</param>
    /// <returns><c>bool [batch, steps]</c>, true where a row has ended.</returns>
    public static torch.Tensor Padding(torch.Tensor lengths, long steps)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        return torch.arange(steps, device: lengths.device).unsqueeze(0).ge(lengths.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>Reads sequences with an LSTM; in both directions, the backward one begins at each row's last real step.</summary>
    /// <param name="layer">The layer, with the batch first.</param>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, steps, outputs]</c>, 0 behind the last real step.</returns>
    public static torch.Tensor Read(LSTM layer, torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var scope = torch.NewDisposeScope();
        return Pad(layer.call(Pack(sequence, lengths)).Item1, sequence).MoveToOuterDisposeScope();
    }

    /// <summary>Reads sequences with a GRU; in both directions, the backward one begins at each row's last real step.</summary>
    /// <param name="layer">The layer, with the batch first.</param>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, steps, outputs]</c>, 0 behind the last real step.</returns>
    public static torch.Tensor Read(GRU layer, torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var scope = torch.NewDisposeScope();
        return Pad(layer.call(Pack(sequence, lengths)).Item1, sequence).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How many windows of a convolution or pooling every row has, <c>max(⌊(length + 2·padding − kernel) / stride⌋ + 1, 1)</c>: as libtorch counts,
    /// and one for a row that is shorter than the kernel.
    /// </summary>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <param name="kernel">The steps of a window.</param>
    /// <param name="stride">The steps from one window to the next.</param>
    /// <param name="padding">The steps that are added on both sides.</param>
    /// <returns><c>int64 [batch]</c>, each at least 1.</returns>
    public static torch.Tensor Windows(torch.Tensor lengths, int kernel, int stride, int padding)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        return ((lengths + ((2L * padding) - kernel)).clamp_min(0L).div(stride, torch.RoundingMode.floor) + 1L).MoveToOuterDisposeScope();
    }

    /// <summary>Slides a convolution along the steps, with the features as channels. Behind its end, a row has zeros, as the convolution's own padding.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <param name="windows">The number of every row's windows: <see cref="Windows"/> of the lengths.</param>
    /// <param name="least">The steps that one window needs; a row that has fewer is read as if nothing followed.</param>
    /// <returns><c>[batch, windows of the longest row, channels]</c>, 0 behind a row's last window.</returns>
    public static torch.Tensor Slide(Conv1d layer, torch.Tensor sequence, torch.Tensor lengths, torch.Tensor windows, int least = 1) =>
        Slide(layer, sequence, lengths, windows, least, filling: 0);

    /// <summary>Slides an average along the steps. Behind its end, a row has zeros, which count as the pooling's own padding does.</summary>
    /// <inheritdoc cref="Slide(Conv1d, torch.Tensor, torch.Tensor, torch.Tensor, int)"/>
    public static torch.Tensor Slide(AvgPool1d layer, torch.Tensor sequence, torch.Tensor lengths, torch.Tensor windows, int least = 1) =>
        Slide(layer, sequence, lengths, windows, least, filling: 0);

    /// <summary>Slides a maximum along the steps; it is over the real ones alone.</summary>
    /// <inheritdoc cref="Slide(Conv1d, torch.Tensor, torch.Tensor, torch.Tensor, int)"/>
    public static torch.Tensor Slide(MaxPool1d layer, torch.Tensor sequence, torch.Tensor lengths, torch.Tensor windows, int least = 1) =>
        Slide(layer, sequence, lengths, windows, least, filling: double.NegativeInfinity);

    /// <summary>The last real step of every row.</summary>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, features]</c>.</returns>
    public static torch.Tensor Last(torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        var place = (lengths - 1).view(-1, 1, 1).expand(-1, 1, sequence.shape[2]);
        return sequence.gather(1, place).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of every row's real steps.</summary>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, features]</c>.</returns>
    public static torch.Tensor Mean(torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        var real = sequence.FillWhere(Padding(lengths, sequence.shape[1]).unsqueeze(-1), 0);
        return (real.sum(1) / lengths.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>The largest number of every feature in each row's real steps.</summary>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, features]</c>.</returns>
    public static torch.Tensor Max(torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        return sequence.FillWhere(Padding(lengths, sequence.shape[1]).unsqueeze(-1), double.NegativeInfinity).amax(1)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The real steps of all rows one after the other.</summary>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[real steps, features]</c>.</returns>
    public static torch.Tensor RealSteps(torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        var places = Padding(lengths, sequence.shape[1]).logical_not().flatten().nonzero().squeeze(1);
        return sequence.flatten(0, 1).index_select(0, places).MoveToOuterDisposeScope();
    }

    /// <summary>Padding is masked out behind the layer too: −∞ in it would make NaN of gradients that are 0.</summary>
    private static torch.Tensor Slide(
        torch.nn.Module<torch.Tensor, torch.Tensor> layer, torch.Tensor sequence, torch.Tensor lengths, torch.Tensor windows, int least, double filling)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        var real = sequence.FillWhere(Padding(lengths, sequence.shape[1]).unsqueeze(-1), filling);
        if (real.shape[1] < least)
            real = torch.cat([real, torch.full([real.shape[0], least - real.shape[1], real.shape[2]], filling, real.dtype, real.device)], 1);
        var computed = layer.call(real.transpose(1, 2)).transpose(1, 2);
        return computed.FillWhere(Padding(windows, computed.shape[1]).unsqueeze(-1), 0).MoveToOuterDisposeScope();
    }

    private static torch.nn.utils.rnn.PackedSequence Pack(torch.Tensor sequence, torch.Tensor lengths) =>
        torch.nn.utils.rnn.pack_padded_sequence(sequence, lengths.cpu(), batch_first: true, enforce_sorted: false);

    private static torch.Tensor Pad(torch.nn.utils.rnn.PackedSequence packed, torch.Tensor like) =>
        torch.nn.utils.rnn.pad_packed_sequence(packed, batch_first: true, total_length: like.shape[1]).Item1;
}
