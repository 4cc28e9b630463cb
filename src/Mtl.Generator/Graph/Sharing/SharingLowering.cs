using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// A scheme of sharing: from the model as it is declared, with one trunk, to the model that the scheme makes of it. Shapes stay what they were.
/// </summary>
internal abstract class SharingLowering
{
    /// <summary>The scheme of a model, or null where the tasks share the trunk as it stands. What is wrong with it is reported.</summary>
    /// <param name="model">The model.</param>
    /// <param name="report">Receives mistakes.</param>
    /// <param name="blocks">Inputs, layers and tasks as they are declared.</param>
    public static SharingLowering? Of(ModelDescription model, ProblemReport report, IReadOnlyList<Block> blocks)
    {
        if (model.Sharing is not { } declared)
            return null;
        var trunk = new CopiedTrunk(model, declared, report, blocks);
        return declared switch
        {
            ExpertsDescription experts => new ExpertLowering(experts, trunk, report),
            SoftSharingDescription soft => new SoftSharingLowering(soft, new TaskCopies(model, declared, trunk, report, blocks)),
            CrossStitchDescription stitch => new CrossStitchLowering(stitch, new TaskCopies(model, declared, trunk, report, blocks)),
            ExtractionDescription extraction => new ExtractionLowering(extraction, trunk, new TaskCopies(model, declared, trunk, report, blocks), report),
            AttentionDescription attention => new AttentionLowering(attention, trunk, new TaskCopies(model, declared, trunk, report, blocks)),
            _ => throw new InvalidOperationException($"No lowering for {declared.GetType().Name}."),
        };
    }

    /// <summary>The model that the scheme makes of another. To be called where nothing is wrong.</summary>
    public abstract ModelGraph Lower(ModelGraph model);
}
