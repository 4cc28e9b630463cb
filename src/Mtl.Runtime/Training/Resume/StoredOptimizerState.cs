namespace Mtl;

/// <summary>The state of an optimizer for a parameter in a checkpoint, without its tensors.</summary>
/// <param name="Range">
/// The index of the contiguous parameters that the optimizer updated as one, where vector instructions round alike; -1 for a single one.
/// </param>
/// <param name="Numbers">The numbers, such as the step count.</param>
internal sealed record StoredOptimizerState(int Range, Dictionary<string, double> Numbers);
