namespace Mtl.Generator.Emit;

/// <summary>A kind of op in a fused step.</summary>
/// <param name="ClassName">Its class in the runtime.</param>
/// <param name="Forward">The formula of its forward pass; null where the summary of the graph's operation says more.</param>
/// <param name="Backward">The formula of its backward pass: the gradients of its inputs and parameters, given dy.</param>
internal sealed record FusedOpKind(string ClassName, string? Forward, string Backward)
{
    private const string LinearBackward = "dW += dyᵀ·x, db += Σ dy, dx += dy·W";

    public static FusedOpKind Linear { get; } = new("LinearOp", "y = x·Wᵀ + b", LinearBackward);

    public static FusedOpKind LinearGroup { get; } = new("LinearGroupOp", Forward: null, LinearBackward);

    public static FusedOpKind Activation { get; } = new("ActivationOp", Forward: null, "dx = dy·f′(x)");

    public static FusedOpKind Dropout { get; } = new("DropoutOp", Forward: null, "dx = dy·mask / (1 − p)");

    public static FusedOpKind BatchNorm { get; } =
        new("BatchNormOp", Forward: null, "dγ += Σ dy·x̂, dβ += Σ dy, dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂))");

    public static FusedOpKind LayerNorm { get; } =
        new("LayerNormOp", Forward: null, "dγ += Σ dy·x̂, dβ += Σ dy, dx = (g − mean g − x̂·mean(g·x̂))/σ with g = γ·dy");

    public static FusedOpKind Embedding { get; } = new("EmbeddingOp", Forward: null, "dW[i] += dy");

    public static FusedOpKind Gate { get; } = new("GateOp", "softmax", "dx = g·(dg − Σ g·dg)");

    public static FusedOpKind Mixture { get; } = new("MixtureOp", "y = Σ g·h", "dg += h·dy, dh += g·dy");

    public static FusedOpKind CrossStitch { get; } = new("CrossStitchOp", "y = Σ α·h", "dα += Σ h·dy, dh += α·dy");

    public static FusedOpKind Product { get; } = new("ProductOp", Forward: null, "dx += dy times the other sources, for every source x");

    public static FusedOpKind Concat { get; } = new("ConcatOp", Forward: null, "dx += its columns of dy, for every source x");

    public static FusedOpKind Sum { get; } = new("SumOp", Forward: null, "dx += dy, for every source x");

    public static IReadOnlyList<FusedOpKind> All { get; } =
        [Linear, LinearGroup, Activation, Dropout, BatchNorm, LayerNorm, Embedding, Gate, Mixture, CrossStitch, Product, Concat, Sum];
}
