using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>From any numbers to the shares of a whole, along the last dimension.</summary>
internal sealed record SoftmaxOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "softmax";

    public override string? AutogradReason => null;
}

/// <summary>What the copies of a layer compute, each times a learned number, added up.</summary>
/// <param name="Module">The unit that holds the numbers.</param>
/// <param name="Copies">How many copies there are.</param>
/// <param name="Own">Which of them is the unit's own.</param>
/// <param name="Share">Its number at the beginning.</param>
/// <param name="Output">The shape of what each computes.</param>
internal sealed record StitchOperation(string Module, int Copies, int Own, double Share, Shape Output) : ModuleOperation(Module, Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(new OwnedTensor("weight", Copies));

    public override string Summary => $"{Number(Share)} own, learned";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;
}

/// <summary>What a layer computes, number by number times a mask.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Output">The shape of both.</param>
internal sealed record AttendOperation(string Layer, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"times {Layer}";

    public override string? AutogradReason => null;
}

/// <summary>What the experts compute, each times its share in a gate, added up.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Parts">The blocks whose experts are mixed, in the order of the shares.</param>
/// <param name="Output">The shape of what each computes.</param>
internal sealed record MixOperation(string Gate, EquatableArray<MixPart> Parts, Shape Output) : StatelessOperation(Output)
{
    public int Experts => (int)Parts.Sum(static part => Math.Max(part.Experts, 1));

    public override string Summary => $"mixture of {string.Join(", ", Parts.Select(static part => part.Layer))} by {Gate}";

    public override string? AutogradReason => null;
}

/// <summary>A block of experts that is mixed with others.</summary>
/// <param name="Layer">The block.</param>
/// <param name="Experts">How many experts have a copy of it; 0 for a block that is one expert.</param>
internal sealed record MixPart(string Layer, int Experts);
