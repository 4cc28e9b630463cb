using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Gives every task a network of its own, and the objective a penalty on the distance of corresponding weights (Duong et al. 2015).</summary>
internal sealed class SoftSharingLowering(SoftSharingDescription declared, TaskCopies copies) : SharingLowering
{
    public override ModelGraph Lower(ModelGraph model)
    {
        var layers = model.SharedLayers.ToList();
        return model.With(
        [
            .. model.Inputs, .. model.Categories,
            .. layers.SelectMany(layer => copies.Of(layer, model)),
            .. model.Tasks.SelectMany(task => model.LayersOf(task).Select(layer => layer with { Sources = copies.Of(layer.Sources, task.Name) })),
            .. model.Tasks.Select(task => task with { Sources = copies.Of(task.Sources, task.Name) }),
        ]) with
        {
            Penalties = model.Penalties.SelectMany(PenaltiesOf).ToEquatableArray(),
            Distances = layers.Where(layer => declared.Strength > 0 && layer.Layer.Kind.HasWeights() && !layer.Parameters.IsFrozen)
                .Select(layer => new Distance(declared.Strength, copies.Of(layer, model).Select(copy => copy.Name).ToEquatableArray(), layer.Layer.Kind.IsTrunk()))
                .Where(distance => distance.Modules.Count > 1)
                .ToEquatableArray(),
        };

        IEnumerable<Penalty> PenaltiesOf(Penalty penalty) => layers.Find(layer => layer.Name == penalty.Module) is { } layer
            ? copies.Of(layer, model).Select(copy => penalty with { Module = copy.Name })
            : [penalty];
    }
}
