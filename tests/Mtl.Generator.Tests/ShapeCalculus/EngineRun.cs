using System.Runtime.InteropServices;
using Mtl.CompilerServices;
using Mtl.Generator.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>
/// Builds a declared network straight from its description, layer by layer on real tensors: each layer takes its input size from
/// the tensor that reaches it. It knows nothing of the generator's shape calculus.
/// </summary>
internal sealed class EngineRun
{
    private readonly Dictionary<string, Tensor> _values = [];

    /// <summary>The shape of every layer's output behind the batch, or null where the engine refuses.</summary>
    public static IReadOnlyDictionary<string, long[]>? Shapes(ModelDescription model)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var run = new EngineRun();
        try
        {
            foreach (var input in model.Inputs)
            {
                run._values[input.Name] = zeros(
                    [2, .. input.Shape.Select(size => (long)size)],
                    dtype: input.Indices is null ? float32 : int64);
                if (input.IsSequence)
                    run._sequences[input.Name] = input.Name;
            }
            foreach (var layer in model.Layers)
                run._values[layer.Member.Name] = run.Compute(layer);
            if (model.Sharing is { } sharing)
                run.Share(model, sharing);
            foreach (var head in model.Heads)
                run.RequireVector(head, model);
        }
        catch (Exception refusal) when (refusal is ExternalException or ArgumentException or RefusedException)
        {
            return null;
        }
        return model.Layers.ToDictionary(layer => layer.Member.Name, layer => run._values[layer.Member.Name].shape[1..]);
    }

    private Tensor Compute(LayerDescription layer)
    {
        var read = Read(layer.Sources);
        var sequence = _sequences.GetValueOrDefault(layer.Sources.Names[0]);
        Refuse(layer.Sources.Names.Any(name => _sequences.GetValueOrDefault(name) != sequence), "rows would not be equally long");
        if (layer.Kind.Name == "Linear" && layer.Sources.Names.All(IsInput) && sequence is null)
            read = read.flatten(1);
        Refuse(sequence is not null && !FollowsSteps(layer.Kind.Name), "the size of its output would vary from row to row");
        var slides = sequence is not null && IsSliding(layer.Kind.Name);
        var output = Steps(layer, slides ? AlongSteps(layer, read) : Apply(layer, read));
        if (sequence is not null && output.dim() == 3)
            _sequences[layer.Member.Name] = slides ? Behind(layer, sequence, read.shape[1] == output.shape[1]) : sequence;
        Refuse(output.numel() == 0, "nothing is left"); // libtorch's max_pool1d outputs nothing where its other poolings refuse.
        if (!layer.Modifiers.Any(modifier => modifier.Kind == ModifierKind.BatchNorm))
            return output;
        Refuse(
            output.dim() == 3 && (slides || !IsChannelsFirst(layer, layer.Sources)),
            "batch normalization would take steps for channels");
        return output.dim() == 4 ? nn.BatchNorm2d(output.shape[1]).call(output) : nn.BatchNorm1d(output.shape[1]).call(output);
    }

    /// <summary>The input whose lengths a value follows.</summary>
    private readonly Dictionary<string, string> _sequences = [];

    /// <summary>
    /// The layers whose rows have the same number of steps: those after equal windows over one sequence. A window with an odd
    /// kernel and half of it as padding keeps all steps.
    /// </summary>
    private readonly Dictionary<(string Sequence, long Kernel, long Stride, int Padding), string> _windows = [];

    private string Behind(LayerDescription layer, string sequence, bool isKept)
    {
        var (kernel, stride) = Window(layer);
        if (isKept && stride == 1 && kernel == (2 * layer.Options.Padding) + 1)
            return sequence;
        _windows.TryAdd((sequence, kernel, stride, layer.Options.Padding), layer.Member.Name);
        return _windows[(sequence, kernel, stride, layer.Options.Padding)];
    }

    /// <summary>The features of a step are channels. Rows that are shorter than the kernel have one window.</summary>
    private Tensor AlongSteps(LayerDescription layer, Tensor sequence)
    {
        Refuse(sequence.dim() != 3, "a sequence has steps and features");
        var missing = Window(layer).Kernel - (2 * layer.Options.Padding) - sequence.shape[1];
        var channelsFirst = sequence.transpose(1, 2);
        if (missing > 0)
            channelsFirst = cat([channelsFirst, zeros(2, channelsFirst.shape[1], missing)], 2);
        return Apply(layer, channelsFirst, isSteps: true).transpose(1, 2);
    }

    private static bool IsSliding(string kind) => kind is "Conv1d" or "MaxPool1d" or "AvgPool1d";

    private static (long Kernel, long Stride) Window(LayerDescription layer)
    {
        var isConvolution = layer.Kind.Name is "Conv1d" or "Conv2d";
        long kernel = layer.Options.Kernel > 0 ? layer.Options.Kernel : isConvolution ? 3 : 2;
        return (kernel, layer.Options.Stride > 0 ? layer.Options.Stride : isConvolution ? 1 : kernel);
    }

    /// <summary>Whether a layer computes something for every step, however many there are.</summary>
    private static bool FollowsSteps(string kind) => IsSliding(kind) || kind is "Embedding" or "Linear" or "LayerNorm"
        or "MultiheadAttention" or "TransformerEncoder" or "LSTM" or "GRU";

    private Tensor Read(SourcesDescription sources)
    {
        var parts = sources.Names.Select(name => _values[name]).ToList();
        if (parts.Count == 1)
            return parts[0];
        Refuse(parts.Any(part => part.dtype == int64), "an index is no number to compute with");
        Refuse(parts.Any(part => part.dim() != parts[0].dim()), "libtorch would broadcast over the batch");
        if (sources.Merge != Merge.Concat)
        {
            Refuse(parts.Any(part => !part.shape.SequenceEqual(parts[0].shape)), "libtorch would broadcast");
            return parts.Aggregate((all, part) => sources.Merge == Merge.Add ? all + part : all * part);
        }
        var axis = parts[0].dim() == 4 || _channelsFirst.Contains(sources.Names[0]) ? 1 : parts[0].dim() - 1;
        return cat(parts, axis);
    }

    private readonly HashSet<string> _channelsFirst = [];

    private bool IsInput(string name) => name.StartsWith("In", StringComparison.Ordinal);

    /// <summary>Channels come first behind convolutions and poolings, and stay first through what keeps the shape.</summary>
    private bool IsChannelsFirst(LayerDescription layer, SourcesDescription sources)
    {
        var kind = layer.Kind.Name;
        return kind.Contains("Conv", StringComparison.Ordinal) || kind.Contains("Pool", StringComparison.Ordinal)
            || (kind is "LayerNorm" or "Linear" or "MultiheadAttention" or "TransformerEncoder"
                && _channelsFirst.Contains(sources.Names[0]));
    }

    private Tensor Apply(LayerDescription layer, Tensor x, bool isSteps = false)
    {
        var o = layer.Options;
        var rank = x.dim() - 1;
        var name = layer.Kind.Name;
        Refuse(x.dtype == int64 && layer.Kind.Name != "Embedding", "an index is no number to compute with");
        Refuse(name.EndsWith("1d", StringComparison.Ordinal) && rank != 2, "a signal has channels and a length");
        var readsImages = name == "GroupNorm" || name.EndsWith("2d", StringComparison.Ordinal);
        Refuse(readsImages && rank != 3, "an image has channels, height and width");
        Refuse(name is "LSTM" or "GRU" or "MultiheadAttention" or "TransformerEncoder" && rank != 2, "a sequence has steps and features");
        Refuse(layer.Kind.Name == "Linear" && rank == 3, "a linear layer reads vectors or sequences");
        if (!isSteps && IsChannelsFirst(layer, layer.Sources))
            _channelsFirst.Add(layer.Member.Name);
        var (kernel, stride) = Window(layer);
        switch (name)
        {
            case "Embedding": return nn.Embedding(RandomNetworks.Categories, o.Size).call(x);
            case "Linear": return nn.Linear(x.shape[^1], o.Size).call(x);
            case "Conv1d": return nn.Conv1d(x.shape[1], o.Size, kernel, stride, o.Padding).call(x);
            case "Conv2d": return nn.Conv2d(x.shape[1], o.Size, kernel, stride, o.Padding).call(x);
            case "MaxPool1d": return nn.MaxPool1d(kernel, stride, o.Padding).call(x);
            case "MaxPool2d": return nn.MaxPool2d(kernel, stride, o.Padding).call(x);
            case "AvgPool1d": return nn.AvgPool1d(kernel, stride, o.Padding).call(x);
            case "AvgPool2d": return nn.AvgPool2d(kernel, stride, (long?)o.Padding).call(x);
            case "AdaptiveAvgPool1d": return nn.AdaptiveAvgPool1d(o.Size).call(x);
            case "AdaptiveAvgPool2d": return nn.AdaptiveAvgPool2d(o.Size).call(x);
            case "Flatten": return nn.Flatten().call(x);
            case "LayerNorm": return nn.LayerNorm(x.shape[^1]).call(x);
            case "GroupNorm": return nn.GroupNorm(o.Size, x.shape[1]).call(x);
            case "MultiheadAttention":
                Refuse(x.shape[^1] % o.Heads != 0, "heads divide the features");
                return SelfAttention.Apply(nn.MultiheadAttention(x.shape[^1], o.Heads), x);
            case "TransformerEncoder":
                Refuse(x.shape[^1] % o.Heads != 0, "heads divide the features");
                var feedForward = o.FeedForward > 0 ? o.FeedForward : 4 * x.shape[^1];
                var encoder = SelfAttention.NewEncoder(x.shape[^1], o.Heads, feedForward, o.Stack, 0, nn.Activations.ReLU);
                return SelfAttention.Apply(encoder, x);
            case "LSTM": return nn.LSTM(x.shape[^1], o.Size, o.Stack, true, true, 0, o.Bidirectional).call(x).Item1;
            case "GRU": return nn.GRU(x.shape[^1], o.Size, o.Stack, true, true, 0, o.Bidirectional).call(x).Item1;
            default: throw new InvalidOperationException($"{name} is not run by this test.");
        }
    }

    private Tensor Steps(LayerDescription layer, Tensor all)
    {
        Refuse(layer.Options.Steps != StepChoice.All && (all.dim() != 3 || _channelsFirst.Contains(layer.Member.Name)), "it has no steps");
        return layer.Options.Steps switch
        {
            StepChoice.All => all,
            StepChoice.Last => all.select(1, -1),
            StepChoice.Mean => all.mean(new long[] { 1 }),
            _ => all.amax(1),
        };
    }

    /// <summary>Does what a scheme of sharing does with the layers that it copies.</summary>
    private void Share(ModelDescription model, SharingDescription sharing)
    {
        Refuse(sharing.From is not null && model.Layers.All(layer => layer.Member.Name != sharing.From), "there is no such layer");
        var copied = new List<string>();
        var isBelow = sharing.From is null;
        foreach (var layer in model.Layers)
        {
            var computes = layer.Kind.Name != "Embedding" && layer.Kind.HasWeights;
            if (isBelow && (computes || layer.Sources.Names.Any(copied.Contains)))
                copied.Add(layer.Member.Name);
            isBelow |= layer.Member.Name == sharing.From;
        }
        Refuse(copied.Count == 0, "there is nothing to copy");
        if (sharing is ExpertsDescription experts)
            Mix(model, experts, copied);
        else
            Refuse(model.Heads.Count(head => Reads(head, copied, model)) < 2, "there is nobody to share with");
        if (sharing is ExtractionDescription extraction)
            RequireGates(model, extraction, copied);
    }

    /// <summary>Whatever experts read from outside of their level, their gates read as numbers, equally many in every row.</summary>
    private void RequireGates(ModelDescription model, ExtractionDescription extraction, List<string> copied)
    {
        var levels = new Dictionary<string, int>();
        foreach (var layer in model.Layers.Where(layer => copied.Contains(layer.Member.Name)))
        {
            var before = layer.Sources.Names.Max(name => levels.GetValueOrDefault(name));
            var level = extraction.SingleLevel ? 1 : before + (layer.Kind.HasWeights ? 1 : 0);
            levels[layer.Member.Name] = level;
            RequireNumbers(layer.Sources.Names.Where(name => levels.GetValueOrDefault(name) != level));
        }
    }

    private static bool Reads(HeadDescription head, List<string> copied, ModelDescription model)
    {
        var reached = head.Sources.Names.ToHashSet();
        foreach (var layer in model.Layers.Reverse().Where(layer => reached.Contains(layer.Member.Name)))
            reached.UnionWith(layer.Sources.Names);
        return reached.Overlaps(copied);
    }

    /// <summary>Mixes the layers that the experts copy, by a gate that reads what they read.</summary>
    private void Mix(ModelDescription model, ExpertsDescription experts, List<string> copied)
    {
        var read = model.Layers
            .Where(layer => copied.Contains(layer.Member.Name))
            .SelectMany(layer => layer.Sources.Names)
            .Except(copied)
            .ToList();
        RequireNumbers(read);
        var x = cat([.. read.Select(name => _values[name].flatten(1))], 1);
        var gate = nn.Linear(x.shape[1], experts.Count, false).call(x).softmax(1);
        foreach (var name in copied)
            _values[name] = ExpertMixture.Mix(gate, [.. Enumerable.Repeat(_values[name], experts.Count)]);
    }

    private void RequireVector(HeadDescription head, ModelDescription model)
    {
        var source = head.Sources.Names[0];
        Refuse(_values[source].dtype == int64, "an index is no number to compute with");
        var isFlattened = model.Inputs.Any(input => input.Name == source) && !_sequences.ContainsKey(source);
        Refuse(!isFlattened && _values[source].dim() != 2, "a head reads a vector");
    }

    /// <summary>Requires that a gate can read the sources.</summary>
    private void RequireNumbers(IEnumerable<string> sources) => Refuse(
        sources.Any(name => _values[name].dtype == int64 || _sequences.ContainsKey(name)),
        "the gate reads numbers, equally many in every row");

    private static void Refuse(bool refuse, string reason)
    {
        if (refuse)
            throw new RefusedException(reason);
    }

    private sealed class RefusedException(string reason) : Exception(reason);
}
