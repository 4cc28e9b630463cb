using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Softmax along the last dimension.</summary>
internal sealed record SoftmaxOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "softmax";

    public override string? AutogradReason => null;
}

/// <summary>The sum of the outputs of a layer's copies, each times a learned weight.</summary>
/// <param name="Module">The cross-stitch unit, which has the weights.</param>
/// <param name="Copies">The number of copies.</param>
/// <param name="Own">The index of the task's own copy.</param>
/// <param name="Share">The initial weight of the own copy.</param>
/// <param name="Output">The shape of every copy's output.</param>
internal sealed record StitchOperation(string Module, int Copies, int Own, Hyperparameter Share, Shape Output)
    : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(new OwnedTensor("weight", Copies));

    public override string Summary => $"cross-stitch, own share {Number(Share.Value)}";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;
}

/// <summary>The output of a layer times a mask, element by element.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Output">The shape of both.</param>
internal sealed record AttendOperation(string Layer, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"times {Layer}";

    public override string? AutogradReason => null;
}

/// <summary>The sum of the experts' outputs, each times its weight from a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Parts">The blocks whose experts are mixed, in the order of the weights.</param>
/// <param name="Output">The shape of every expert's output.</param>
internal sealed record MixOperation(string Gate, EquatableArray<MixPart> Parts, Shape Output) : StatelessOperation(Output)
{
    public int Experts => (int)Parts.Sum(static part => Math.Max(part.Experts, 1));

    public override string Summary => $"mixture of {string.Join(", ", Parts.Select(static part => part.Layer))} by {Gate}";

    public override string? AutogradReason => null;
}

/// <summary>A block of experts in a mixture.</summary>
/// <param name="Layer">The block.</param>
/// <param name="Experts">The number of experts that have a copy of it; 0 for a block that is one expert.</param>
internal sealed record MixPart(string Layer, int Experts);
