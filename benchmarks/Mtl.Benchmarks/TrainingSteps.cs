using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Benchmarks;

/// <summary>Training steps of generated models, which can be repeated.</summary>
internal static class TrainingSteps
{
    /// <summary>The training step of a generated model, which <c>Fit</c> runs once per batch.</summary>
    public static Action Generated<TModel, TBatch, TMetrics>(TModel model, TBatch batch, int? threads = null)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model, new() { Threads = threads });
        return () => step.Run(batch);
    }

    /// <summary>The training step of a generated model with a balancing method.</summary>
    public static Action Balanced<TModel, TBatch, TMetrics>(TModel model, TBatch batch, TaskBalancing balancing)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model, new() { Balancing = balancing });
        return () => step.Run(batch);
    }

    /// <summary>The gradients of all tasks and their Gramian, which gradient balancing methods need.</summary>
    public static Action TaskGramian<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var tasks = TModel.Info.Tasks.Count;
        var gradients = zeros(tasks, model.Storage!.SharedCount);
        var pass = new BackwardPass(tasks, model.Storage, gradients);
        return () =>
        {
            using var scope = NewDisposeScope();
            model.Storage.Gradients!.zero_();
            model.ForwardBackward(batch, pass);
            TaskGradients.Gramian(gradients);
        };
    }
}
