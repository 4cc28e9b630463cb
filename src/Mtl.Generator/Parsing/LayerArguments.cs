using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Which arguments of a declaration say something of which layers. Sources and steps, of which the shapes decide, are not among them.</summary>
internal static class LayerArguments
{
    private static readonly LayerKind[] _windows =
    [
        LayerKind.Conv1d, LayerKind.Conv2d, LayerKind.MaxPool1d, LayerKind.MaxPool2d, LayerKind.AvgPool1d, LayerKind.AvgPool2d,
    ];

    private static readonly Row[] _rows =
    [
        new(["Kernel", "Stride", "Padding"], _windows, "a convolution or a pooling with a kernel"),
        new(["Stack"], [LayerKind.Lstm, LayerKind.Gru, LayerKind.TransformerEncoder], "an LSTM, a GRU or a TransformerEncoder"),
        new(["Bidirectional"], [LayerKind.Lstm, LayerKind.Gru], "an LSTM or a GRU"),
        new(["Heads", "Positions"], [LayerKind.MultiheadAttention, LayerKind.TransformerEncoder], "attention over the steps of a sequence"),
        new(["FeedForward"], [LayerKind.TransformerEncoder], "a TransformerEncoder"),
        new(["Factory", "Output"], [LayerKind.Custom], "a layer of your own"),
    ];

    /// <summary>The layers that read an argument, in words; null where this one does.</summary>
    public static string? ReadersBeside(LayerKind kind, string argument) =>
        Array.Find(_rows, row => row.Arguments.Contains(argument) && !row.Kinds.Contains(kind))?.Readers;

    private sealed record Row(string[] Arguments, LayerKind[] Kinds, string Readers);
}
