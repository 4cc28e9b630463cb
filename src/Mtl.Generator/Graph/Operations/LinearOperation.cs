namespace Mtl.Generator.Graph;

/// <summary>x·Wᵀ + b along the last dimension.</summary>
internal sealed record LinearOperation(string Module, int Inputs, int Outputs, Shape Output) : ModuleOperation(Module, Output)
{
    /// <summary>Whether there is a bias b.</summary>
    public bool HasBias { get; init; } = true;

    public override OwnedTensors Tensors => HasBias
        ? OwnedTensors.Of(new("weight", Outputs, Inputs), new("bias", Outputs))
        : OwnedTensors.Of(new OwnedTensor("weight", Outputs, Inputs));

    public override string Summary => $"linear {Outputs}{(HasBias ? "" : " without bias")}";

    public override string? AutogradReason => Output.Rank == 1 ? null : "a linear layer over time steps";

    public override bool MayUseOneDnn => false;
}
