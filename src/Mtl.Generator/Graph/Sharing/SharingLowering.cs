using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Lowers a sharing architecture: from the declared model, with one trunk, to the model with copies, gates or masks. Shapes do not change.
/// </summary>
internal abstract class SharingLowering
{
    /// <summary>The lowering of a model, or null for hard sharing. Problems are reported.</summary>
    /// <param name="model">The model.</param>
    /// <param name="report">Receives problems.</param>
    /// <param name="blocks">The declared inputs, layers and tasks.</param>
    public static SharingLowering? Of(ModelDescription model, ProblemReport report, IReadOnlyList<Block> blocks)
    {
        if (model.Sharing is not { } declared)
            return null;
        var trunk = new CopiedTrunk(model, declared, report, blocks);
        return declared switch
        {
            ExpertsDescription experts => new ExpertLowering(experts, trunk, report),
            SoftSharingDescription soft => new SoftSharingLowering(soft, Copies()),
            CrossStitchDescription stitch => new CrossStitchLowering(stitch, trunk, Copies()),
            ExtractionDescription extraction => new ExtractionLowering(extraction, trunk, Copies(), report),
            AttentionDescription attention => new AttentionLowering(attention, trunk, Copies()),
            _ => throw new InvalidOperationException($"No lowering for {declared.GetType().Name}."),
        };

        TaskCopies Copies() => new(model, declared, trunk, report, blocks);
    }

    /// <summary>Lowers a model without problems.</summary>
    public abstract ModelGraph Lower(ModelGraph model);
}
