namespace Mtl.Generator.Model;

/// <summary>The names of the members that a sharing architecture generates.</summary>
internal static class SharingNames
{
    /// <summary>The method that computes the gates of a batch.</summary>
    public const string ComputeGates = "ComputeGates";

    /// <summary>The property that holds the copies of a layer, or of its normalization, in a mixture of experts.</summary>
    public static string Experts(string module) => module + "Experts";

    /// <summary>The name without the suffix of <see cref="Experts"/>.</summary>
    public static string WithoutExperts(string name) =>
        name.EndsWith("Experts", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Experts".Length) : name;

    /// <summary>The property that holds the gate of a task in a mixture of experts; of a layer, the gates that mix its experts.</summary>
    public static string Gate(string task) => task + "Gate";

    /// <summary>The property that holds a task's copy of a layer.</summary>
    public static string Copy(string layer, string task) => $"{layer}Of{task}";

    /// <summary>The cross-stitch units after the copies of a layer; each also has the name of its task, like the copies.</summary>
    public static string Stitch(string layer) => layer + "Stitch";

    /// <summary>The attentions to a layer; each also has the name of its task, like copies.</summary>
    public static string Attention(string layer) => layer + "Attention";

    /// <summary>The hidden layer of an attention's mask.</summary>
    public static string MaskHidden(string attention) => attention + "Hidden";

    /// <summary>The layer of an attention that computes its mask.</summary>
    public static string Mask(string attention) => attention + "Mask";

    /// <summary>The property that holds the layer on attended features.</summary>
    public static string Attended(string layer) => layer + "Attended";

    /// <summary>
    /// The mixture that a task reads instead of a layer. It has no member; the dot, which a name cannot have, distinguishes it.
    /// </summary>
    public static string Mixture(string task, string layer) => $"{task}·{layer}";

    /// <summary>The mixture of the experts of a layer that the shared experts of the next level read.</summary>
    public static string SharedMixture(string layer) => $"{layer}·All";

    /// <summary>All members that a sharing architecture can generate.</summary>
    public static IEnumerable<string> Of(
        SharingDescription? sharing, IReadOnlyList<LayerDescription> layers, IReadOnlyList<HeadDescription> heads)
    {
        var shared = layers.Where(layer => layer.IsShared).Select(layer => layer.Member.Name).ToList();
        var tasks = heads.Select(head => head.Member.Name).ToList();
        return sharing switch
        {
            ExpertsDescription => [.. shared.SelectMany(WithBeside).Select(Experts), .. tasks.Select(Gate), ComputeGates],
            SoftSharingDescription => Copies(),
            CrossStitchDescription => [.. Copies(), .. shared.SelectMany(layer => tasks.Select(task => Copy(Stitch(layer), task)))],
            ExtractionDescription =>
            [
                .. Copies(), .. Copies().Select(Experts), .. shared.SelectMany(WithBeside).Select(Experts),
                .. shared.Select(Gate), .. shared.SelectMany(layer => tasks.Select(task => Copy(Gate(layer), task))),
            ],
            AttentionDescription =>
            [
                .. shared.SelectMany(layer => WithBeside(Attended(layer))),
                .. shared.SelectMany(layer => tasks.Select(task => Copy(Attention(layer), task)))
                    .SelectMany(attention => new[] { MaskHidden(attention), Mask(attention) })
                    .SelectMany(WithBeside),
            ],
            _ => [],
        };

        IEnumerable<string> Copies() => shared.SelectMany(layer => tasks.SelectMany(task => WithBeside(Copy(layer, task))));
    }

    /// <summary>A layer and the modules that can be generated for it.</summary>
    private static string[] WithBeside(string layer) =>
        [layer, GeneratedNames.Norm(layer), GeneratedNames.Positions(layer), GeneratedNames.DropoutRate(layer)];
}
