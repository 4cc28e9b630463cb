using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Gives every task a network of its own, and behind each layer with weights a unit that adds up what the copies of all tasks compute (Misra et
/// al. 2016).
/// </summary>
internal sealed class CrossStitchLowering(CrossStitchDescription declared, TaskCopies copies) : SharingLowering
{
    public override ModelGraph Lower(ModelGraph model)
    {
        var stitched = new Dictionary<string, string>(StringComparer.Ordinal);
        return copies.Lower(model, Stitch, sources => sources.Renamed(name => stitched.TryGetValue(name, out var unit) ? unit : name));

        // The units behind the copies of a layer, where there are several and the layer has weights.
        IEnumerable<Block> Stitch(LayerBlock layer, IReadOnlyList<LayerBlock> all)
        {
            if (all.Count < 2 || !layer.Layer.Kind.HasWeights)
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
        return new StitchBlock(name, layer.Layer, all[own].Task!, new Sources(all.Select(copy => copy.Name).ToEquatableArray(), Merge.Add, layer.Output), new StitchOperation(name, all.Count, own, declared.Own, layer.Output))
        {
            Parameters = new ParameterPolicy(SharingNames.Copy(SharingNames.Stitch(layer.Parameters.StateKey), keyOfTask), IsFrozen: false, declared.LearningRate),
        };
    }
}
