namespace Mtl.Generator.Emit;

/// <summary>An op of the runtime that fused steps are made of.</summary>
/// <param name="ClassName">Its class.</param>
/// <param name="Forward">What it computes; null where the operation that it stands for says more.</param>
/// <param name="Backward">Its derivative: from dy to the gradients of what it reads and of its parameters.</param>
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

    public static FusedOpKind Product { get; } = new("ProductOp", Forward: null, "every source gets dy times the others");

    public static FusedOpKind Concat { get; } = new("ConcatOp", Forward: null, "every source gets its columns of dy");

    public static FusedOpKind Sum { get; } = new("SumOp", Forward: null, "every source gets dy");

    public static IReadOnlyList<FusedOpKind> All { get; } =
        [Linear, LinearGroup, Activation, Dropout, BatchNorm, LayerNorm, Embedding, Gate, Mixture, CrossStitch, Product, Concat, Sum];
}
