namespace Mtl;

/// <summary>The input of a balancing method for one task in a training step. Tasks without a label in the batch are left out.</summary>
/// <param name="Index">The index of the task among all tasks of the model.</param>
/// <param name="Loss">The mean loss over the labeled rows, not weighted.</param>
/// <param name="Preference">The weight of the task that the model declares, above 0.</param>
/// <param name="Labels">The number of labels of the task in the batch; at least 1.</param>
public readonly record struct BalancedTask(int Index, double Loss, double Preference, long Labels);
