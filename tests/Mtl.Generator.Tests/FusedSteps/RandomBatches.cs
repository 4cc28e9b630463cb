using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>Batches of random rows, in which labels are missing: some, all or none of a task.</summary>
internal static class RandomBatches
{
    public static object Of(Type model, ModelGraph graph, int rows, Random random)
    {
        manual_seed(random.Next());
        var inputs = graph.Inputs.Select(input => (object)Input(input, rows));
        var labels = graph.Tasks.Select(task => (object)Labels(task, rows, random.Next(4) switch { 0 => 0, 1 => 1, _ => 0.6 }));
        return Activator.CreateInstance(model.GetNestedType("Batch")!, [.. inputs, .. labels])!;
    }

    /// <summary>The same rows with twice the precision.</summary>
    public static object Precise(object batch)
    {
        var type = batch.GetType();
        var members = type.GetConstructors().Single(constructor => constructor.GetParameters().Length > 1).GetParameters()
            .Select(parameter => type.GetProperty(parameter.Name!)!.GetValue(batch) switch
            {
                Tensor tensor => (object)Precise(tensor),
                TaskLabels labels => new TaskLabels(Precise(labels.Values), Precise(labels.Present)),
                var other => other,
            });
        return Activator.CreateInstance(type, [.. members])!;
    }

    private static Tensor Precise(Tensor tensor) => tensor.dtype == int64 ? tensor : tensor.to(float64);

    private static Tensor Input(InputBlock input, int rows)
    {
        if (input.HoldsCategories)
            return stack([.. input.Features.Select(feature => randint(0, feature.Indices.Count, rows))], dim: 1);
        long[] shape = [rows, .. input.Stored.Sizes.Select(size => (long)size)];
        return input.Stored.Indices is { } indices ? randint(0, indices.Count, shape) : randn(shape);
    }

    private static TaskLabels Labels(TaskBlock task, int rows, double share)
    {
        var head = task.Head;
        long[] several = [rows, head.Outputs];
        var values = head.Kind.Label switch
        {
            LabelKind.Class or LabelKind.Rank => randint(0, head.Classes.Count, rows),
            LabelKind.Boolean => randint(0, 2, rows).to(float32),
            LabelKind.Flags => randint(0, 2, several).to(float32),
            LabelKind.WholeNumber => randint(0, 5, rows).to(float32),
            LabelKind.Number => head.HasArrayLabels ? randn(several) : randn(rows),
            var other => throw new InvalidOperationException($"RandomBatches has no labels of kind {other}."),
        };
        var present = head.HasArrayLabels ? rand(several) : rand(rows);
        return new(values, present.lt(share).to(float32));
    }
}
