namespace Mtl;

/// <summary>A task as a balancing method sees it in one step. Only tasks with a label in the batch are shown.</summary>
/// <param name="Index">Its place among all tasks of the model.</param>
/// <param name="Loss">Its mean loss over the labeled rows, not weighted.</param>
/// <param name="Preference">The weight that the model declares for it, above 0.</param>
/// <param name="Labels">How many labels it has in the batch; at least 1.</param>
public readonly record struct BalancedTask(int Index, double Loss, double Preference, long Labels);
