using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>From every index to its learned vector; where an index stands for a missing category, that vector stays zero.</summary>
internal sealed record EmbeddingOperation(string Module, IndexRange Indices, int Dimensions, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(new OwnedTensor("weight", Indices.Count, Dimensions));

    public override string Summary => $"embedding {Dimensions}";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;
}
