using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Looks up a learned vector for every index; the vector of a missing category stays zero.</summary>
internal sealed record EmbeddingOperation(string Module, IndexRange Indices, int Dimensions, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(new OwnedTensor("weight", Indices.Count, Dimensions));

    public override string Summary => $"embedding {Dimensions}";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;
}
