using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Cross-stitch (Misra et al. 2016): every task has a network, and after each block of layers a unit adds the weighted outputs of all
/// copies.
/// </summary>
internal sealed class CrossStitchLowering(CrossStitchDescription declared, CopiedTrunk trunk, TaskCopies copies) : SharingLowering
{
    private readonly Hyperparameter _own =
        Hyperparameter.Of(declared, "Own", declared.Own, NumberRange.Share, "initial weight of a task's own copy");

    private readonly Hyperparameter? _learningRate = declared.LearningRate == 1 ? null : Hyperparameter.Of(
        declared, "LearningRate", declared.LearningRate, NumberRange.Positive, "factor of the learning rate of the cross-stitch units");

    public override ModelGraph Lower(ModelGraph model)
    {
        var stitched = new Dictionary<string, string>(StringComparer.Ordinal);
        return copies.Lower(model, Stitch, sources => sources.Renamed(name => stitched.TryGetValue(name, out var unit) ? unit : name));

        // The units after the copies of a layer, if there are several and a block ends with it.
        IEnumerable<Block> Stitch(LayerBlock layer, IReadOnlyList<LayerBlock> all)
        {
            if (all.Count < 2 || !trunk.EndsBlock(layer))
                return [];
            var units = all.Select((copy, own) => UnitOf(layer, own, all, KeyOf(copy.Task!))).ToList();
            for (var i = 0; i < units.Count; i++)
                stitched[all[i].Name] = units[i].Name;
            return units;
        }

        string KeyOf(string task) => model.Tasks.First(block => block.Name == task).Parameters.StateKey;
    }

    private StitchBlock UnitOf(LayerBlock layer, int own, IReadOnlyList<LayerBlock> all, string keyOfTask)
    {
        var name = SharingNames.Copy(SharingNames.Stitch(layer.Name), all[own].Task!);
        var sources = new Sources(all.Select(copy => copy.Name).ToEquatableArray(), Merge.Add, layer.Output);
        var stitch = new StitchOperation(name, all.Count, own, _own, layer.Output);
        var key = SharingNames.Copy(SharingNames.Stitch(layer.Parameters.StateKey), keyOfTask);
        return new StitchBlock(name, layer.Layer, all[own].Task!, sources, stitch)
        {
            Parameters = new ParameterPolicy(key, IsFrozen: false, _learningRate),
        };
    }
}
