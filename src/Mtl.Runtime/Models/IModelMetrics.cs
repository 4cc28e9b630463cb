namespace Mtl;

/// <summary>The metrics of a model: one <see cref="TaskMetrics"/> per task.</summary>
public interface IModelMetrics
{
    /// <summary>The metrics of every task, in the order of <see cref="ModelInfo.Tasks"/>.</summary>
    IReadOnlyList<TaskMetrics> Tasks { get; }
}
