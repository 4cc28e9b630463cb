using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Soft sharing (Duong et al. 2015): every task has a network, and the objective a penalty on the distance of corresponding weights.
/// </summary>
internal sealed class SoftSharingLowering(SoftSharingDescription declared, TaskCopies copies) : SharingLowering
{
    public override ModelGraph Lower(ModelGraph model)
    {
        var distances = new List<Distance>();
        var strength = Hyperparameter.Of(declared, "", declared.Strength, NumberRange.NotNegative, "strength λ of soft sharing");
        return copies.Lower(model, AddPenalty, sources => sources) with { Distances = distances.ToEquatableArray() };

        IEnumerable<Block> AddPenalty(LayerBlock layer, IReadOnlyList<LayerBlock> all)
        {
            if (all.Count > 1 && declared.Strength > 0 && layer.Layer.Kind.HasWeights && !layer.Parameters.IsFrozen)
            {
                Add(all.Select(copy => copy.Name), layer.Layer.Kind.OneWeight is not null);
                if (layer.Positions is not null)
                    Add(all.Select(copy => copy.Positions!.Module), hasOneWeight: true);
            }

            return [];

            void Add(IEnumerable<string> modules, bool hasOneWeight) =>
                distances.Add(new Distance(strength, modules.ToEquatableArray(), hasOneWeight));
        }
    }
}
