using System.Reflection;
using Mtl.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>The step of a model by autograd and as it is fused, on one batch with the same random numbers.</summary>
internal sealed class StepCheck(nn.Module model, object batch)
{
    private readonly Type _interface = model.GetType().GetInterfaces()
        .Single(type => type.Name.StartsWith("IMultiTaskModel", StringComparison.Ordinal));
    private readonly int _tasks = ((ModelInfo)model.GetType().GetProperty("Info")!.GetValue(null)!).Tasks.Count;

    public FlatParameters Storage => (FlatParameters)_interface.GetProperty("Storage")!.GetValue(model)!;

    private ModelRandom Random => (ModelRandom)_interface.GetProperty("Random")!.GetValue(model)!;

    /// <summary>Whether the step is fused and would run.</summary>
    public bool IsFused
    {
        get
        {
            var holder = model.GetType().GetField("_fusedStep", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(model);
            return holder?.GetType().GetProperty("ForTraining")!.GetValue(holder) is not null;
        }
    }

    /// <summary>What a step leaves behind: gradients, then running statistics, then the losses.</summary>
    public double[] Fused(long seed) => Run(seed, () =>
    {
        var backward = new BackwardPass(_tasks);
        ForwardBackward(backward);
        var losses = backward.Losses;
        return [.. losses.Losses, losses.Penalty, losses.Objective];
    });

    /// <inheritdoc cref="Fused"/>
    public double[] ByAutograd(long seed) => Run(seed, () =>
    {
        var values = Values(Losses()).ToList();
        values[^1].backward();
        return [.. values.Select(value => value.to(float64).item<double>())];
    });

    /// <summary>What a step by task leaves behind, and then the gradient of every task with respect to the shared parameters.</summary>
    public List<double[]> ByTask(long seed)
    {
        var rows = full(_tasks, Storage.SharedCount, float.NaN, dtype: Storage.Values!.dtype); // What it held must not show.
        return RunByTask(seed, new(_tasks, Storage, rows), backward =>
        {
            ForwardBackward(backward);
            return rows;
        });
    }

    /// <inheritdoc cref="ByTask"/>
    public List<double[]> ByTaskAndAutograd(long seed, double[] weights) => ByAutograd(seed, weights, losses =>
    {
        var rows = zeros(_tasks, Storage.SharedCount, dtype: Storage.Values!.dtype);
        Storage.BackwardByTask(losses, rows);
        return rows;
    });

    /// <summary>The result of a step by task, then the gradient of every task with respect to the shared outputs that it reads.</summary>
    public List<double[]> Representation(long seed) =>
        RunByTask(
            seed, new(_tasks), backward => (Tensor)_interface.GetMethod("BackwardToRepresentation")!.Invoke(model, [batch, backward])!);

    /// <inheritdoc cref="Representation"/>
    public List<double[]> RepresentationByAutograd(long seed, double[] weights)
    {
        var representation = new SharedRepresentation();
        return ByAutograd(seed, weights, representation.Backward, representation);
    }

    private void ForwardBackward(BackwardPass backward) => _interface.GetMethod("ForwardBackward")!.Invoke(model, [batch, backward]);

    private List<double[]> RunByTask(long seed, BackwardPass backward, Func<BackwardPass, Tensor> step)
    {
        var rows = new List<double[]>();
        var rest = Run(seed, () =>
        {
            rows.AddRange(step(backward).unbind().Select(Numbers));
            return [.. backward.Losses.Losses];
        });
        return [rest, .. rows];
    }

    private List<double[]> ByAutograd(
        long seed, double[] weights, Func<IReadOnlyList<Tensor>, Tensor> step, SharedRepresentation? representation = null)
    {
        var rows = new List<double[]>();
        var rest = Run(seed, () =>
        {
            var losses = Values(Losses(representation)).Take(_tasks).ToList();
            rows.AddRange(step([.. losses.Zip(weights, (loss, weight) => weight * loss)]).unbind().Select(Numbers));
            return [.. losses.SelectMany(Numbers)];
        });
        return [rest, .. rows];
    }

    /// <summary>The losses of the tasks, the penalty, the total.</summary>
    private static IEnumerable<Tensor> Values(object losses) => losses.GetType().GetProperties()
        .Where(property => property.PropertyType == typeof(Tensor))
        .OrderBy(property => property.Name is "Penalty" ? 1 : property.Name is "Total" ? 2 : 0)
        .Select(property => (Tensor)property.GetValue(losses)!);

    private static double[] Numbers(Tensor tensor) => tensor.detach().to(float64).flatten().data<double>().ToArray();

    private object Losses(SharedRepresentation? representation = null)
    {
        var inputs = batch.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(Tensor))
            .Select(property => property.GetValue(batch))
            .ToArray();
        var toRepresentation = model.GetType().GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
            .FirstOrDefault(method => method.Name == "forward");
        var outputs = representation is null || toRepresentation is null
            ? model.GetType().GetMethod("forward")!.Invoke(model, inputs)!
            : toRepresentation.Invoke(model, [.. inputs, representation])!;
        return model.GetType().GetMethod("ComputeLosses")!.Invoke(model, [outputs, batch])!;
    }

    private double[] Run(long seed, Func<double[]> step)
    {
        using var scope = NewDisposeScope();
        var statistics = model.named_buffers().Select(buffer => buffer.buffer).ToList();
        var before = statistics.Select(buffer => buffer.clone()).ToList();
        model.zero_grad(set_to_none: false);
        Random.Reseed(seed);
        var losses = step();
        double[] result =
        [
            .. model.parameters().SelectMany(parameter => Numbers(parameter.grad ?? zeros_like(parameter))),
            .. statistics.SelectMany(Numbers),
            .. losses,
        ];
        foreach (var (buffer, old) in statistics.Zip(before))
            buffer.copy_(old);
        return result;
    }
}
