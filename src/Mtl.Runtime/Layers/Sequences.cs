using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Layers over sequences of varying length: rows are padded to a common number of steps, and the padding of a row never affects the
/// results of its real steps.
/// </summary>
/// <remarks>
/// A sequence is <c>[batch, steps, features]</c>; <c>lengths</c> are the numbers of real steps, <c>int64 [batch]</c>, each 1 … steps.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>Stacks the lengths of several sequences to one tensor, and frees the given tensors.</summary>
    /// <param name="lengths">The lengths of every sequence, <c>int64 [rows]</c>.</param>
    /// <returns><c>int64 [rows, sequences]</c>.</returns>
    public static torch.Tensor SideBySide(params torch.Tensor[] lengths)
    {
        var together = torch.stack(lengths, 1);
        foreach (var one in lengths)
            one.Dispose();
        return together;
    }

    /// <summary>The padding mask.</summary>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <param name="steps">The number of steps including padding.</param>
    /// <returns><c>bool [batch, steps]</c>, true for padding.</returns>
    public static torch.Tensor Padding(torch.Tensor lengths, long steps)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        return torch.arange(steps, device: lengths.device).unsqueeze(0).ge(lengths.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>Applies an LSTM to sequences. The reverse direction, if any, begins at each row's last real step.</summary>
    /// <param name="layer">The layer, with the batch first.</param>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, steps, outputs]</c>, 0 after the last real step.</returns>
    public static torch.Tensor Read(LSTM layer, torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var scope = torch.NewDisposeScope();
        return Pad(layer.call(Pack(sequence, lengths)).Item1, sequence).MoveToOuterDisposeScope();
    }

    /// <summary>Applies a GRU to sequences. The reverse direction, if any, begins at each row's last real step.</summary>
    /// <param name="layer">The layer, with the batch first.</param>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <returns><c>[batch, steps, outputs]</c>, 0 after the last real step.</returns>
    public static torch.Tensor Read(GRU layer, torch.Tensor sequence, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var scope = torch.NewDisposeScope();
        return Pad(layer.call(Pack(sequence, lengths)).Item1, sequence).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The number of windows of a convolution or pooling in every row, <c>max(⌊(length + 2·padding − kernel) / stride⌋ + 1, 1)</c>: as in
    /// libtorch, but 1 for a row that is shorter than the kernel.
    /// </summary>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <param name="kernel">The number of steps in a window.</param>
    /// <param name="stride">The number of steps from one window to the next.</param>
    /// <param name="padding">The number of steps that are added on both sides.</param>
    /// <returns><c>int64 [batch]</c>, each at least 1.</returns>
    public static torch.Tensor Windows(torch.Tensor lengths, int kernel, int stride, int padding)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        using var scope = torch.NewDisposeScope();
        return ((lengths + ((2L * padding) - kernel)).clamp_min(0L).div(stride, torch.RoundingMode.floor) + 1L).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Applies a convolution along the steps, with the features as channels. After its end, a row is padded with zeros, like by the
    /// convolution's own padding.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sequence">The padded sequences.</param>
    /// <param name="lengths">The number of real steps of every row.</param>
    /// <param name="windows">The number of windows in every row: <see cref="Windows"/> of the lengths.</param>
    /// <param name="least">The minimum number of steps for one window; shorter sequences are padded to it.</param>
    /// <returns><c>[batch, windows of the longest row, channels]</c>, 0 after a row's last window.</returns>
    public static torch.Tensor Slide(Conv1d layer, torch.Tensor sequence, torch.Tensor lengths, torch.Tensor windows, int least = 1) =>
        Slide(layer, sequence, lengths, windows, least, filling: 0);

    /// <summary>
    /// Applies average pooling along the steps. After its end, a row is padded with zeros, which are counted like the pooling's own
    /// padding.
    /// </summary>
    /// <inheritdoc cref="Slide(Conv1d, torch.Tensor, torch.Tensor, torch.Tensor, int)"/>
    public static torch.Tensor Slide(AvgPool1d layer, torch.Tensor sequence, torch.Tensor lengths, torch.Tensor windows, int least = 1) =>
        Slide(layer, sequence, lengths, windows, least, filling: 0);

    /// <summary>Applies maximum pooling along the steps, over real steps only.</summary>
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

    /// <summary>The maximum of every feature over each row's real steps.</summary>
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

    /// <summary>The real steps of all rows, concatenated.</summary>
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

    /// <summary>
    /// Fills the padding before the layer, and sets windows of padding to 0 after it: −∞ there would make gradients NaN that are 0.
    /// </summary>
    private static torch.Tensor Slide(
        torch.nn.Module<torch.Tensor, torch.Tensor> layer,
        torch.Tensor sequence,
        torch.Tensor lengths,
        torch.Tensor windows,
        int least,
        double filling)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        var real = sequence.FillWhere(Padding(lengths, sequence.shape[1]).unsqueeze(-1), filling);
        if (real.shape[1] < least)
        {
            long[] missing = [real.shape[0], least - real.shape[1], real.shape[2]];
            real = torch.cat([real, torch.full(missing, filling, real.dtype, real.device)], 1);
        }

        var computed = layer.call(real.transpose(1, 2)).transpose(1, 2);
        return computed.FillWhere(Padding(windows, computed.shape[1]).unsqueeze(-1), 0).MoveToOuterDisposeScope();
    }

    private static torch.nn.utils.rnn.PackedSequence Pack(torch.Tensor sequence, torch.Tensor lengths) =>
        torch.nn.utils.rnn.pack_padded_sequence(sequence, lengths.cpu(), batch_first: true, enforce_sorted: false);

    private static torch.Tensor Pad(torch.nn.utils.rnn.PackedSequence packed, torch.Tensor like) =>
        torch.nn.utils.rnn.pad_packed_sequence(packed, batch_first: true, total_length: like.shape[1]).Item1;
}
