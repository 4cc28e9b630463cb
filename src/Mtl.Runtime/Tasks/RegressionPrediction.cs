namespace Mtl;

/// <summary>The answer of a <see cref="RegressionHead"/>.</summary>
/// <param name="Value">The predicted number.</param>
public readonly record struct RegressionPrediction(float Value);
