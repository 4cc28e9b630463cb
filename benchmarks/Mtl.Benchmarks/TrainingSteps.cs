using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Benchmarks;

/// <summary>Whole training steps (forward, two losses, backward, Adam), each ready to be repeated.</summary>
internal static class TrainingSteps
{
    /// <summary>Written by hand against TorchSharp's API, as anybody would.</summary>
    public static Action ByHand(long inputs, long[] hidden, long batch)
    {
        manual_seed(1);
        long[] widths = [inputs, .. hidden];
        var trunk = Enumerable.Range(0, hidden.Length).Select(i => nn.Linear(widths[i], widths[i + 1])).ToArray();
        var kind = nn.Linear(widths[^1], 5);
        var price = nn.Linear(widths[^1], 1);
        var optimizer = optim.Adam([.. trunk.Append(kind).Append(price).SelectMany(layer => layer.parameters())], 1e-3);
        var (x, kinds, prices) = (randn(batch, inputs), randint(0, 5, batch), randn(batch));
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var value = x;
            foreach (var layer in trunk)
                value = nn.functional.relu(layer.call(value));
            var loss = nn.functional.cross_entropy(kind.call(value), kinds) + nn.functional.mse_loss(price.call(value).squeeze(1), prices);
            loss.backward();
            optimizer.step();
        };
    }

    /// <summary>The step of a generated model: what <c>Fit</c> does once per batch.</summary>
    public static Action Generated<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model);
        return () => step.Run(batch);
    }

    /// <summary>The step of a generated model whose tasks are balanced.</summary>
    public static Action Balanced<TModel, TBatch, TMetrics>(TModel model, TBatch batch, TaskBalancing balancing)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model, new() { Balancing = balancing });
        return () => step.Run(batch);
    }

    /// <summary>The gradients of the tasks by themselves, and the products of every two: what methods that balance tasks begin with.</summary>
    public static Action TaskGramian<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var tasks = TModel.Info.Tasks.Count;
        var gradients = zeros(tasks, model.Storage!.SharedCount);
        var losses = new StepLosses(tasks, model.Storage, gradients);
        return () =>
        {
            using var scope = NewDisposeScope();
            model.Storage.Gradients!.zero_();
            model.ForwardBackward(batch, losses);
            TaskGradients.Gramian(gradients);
        };
    }
}
