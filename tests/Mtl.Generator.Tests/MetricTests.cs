using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Metrics that are chosen at a head: they reach the trained model's history, in their order.</summary>
[Collection(OnTheEngine.Name)]
public sealed class MetricTests
{
    private const string Source =
        """
        using System.Linq;
        using Mtl;
        using TorchSharp;

        [MultiTaskModel(Inputs = 2), TaskHead<bool>("Chosen", Metrics = new[] { Metric.Auc, Metric.Loss })]
        public partial class M
        {
            [TaskHead] public partial BinaryHead Usual { get; }
        }

        public static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                using var model = new M(seed: 1);
                var input = torch.randn(32, 2);
                var labels = new TaskLabels(input.select(1, 0).gt(0).to_type(torch.ScalarType.Float32), torch.ones(32));
                var batch = new M.Batch(input, labels, labels);
                var history = model.Fit(batch, batch, new() { Epochs = 2 });
                var tasks = history.Epochs[1].Tasks.Select(task =>
                    $"{task.Task} {task.Validation!.Shown} {string.Join(" ", task.Validation.Values.Select(value => value.Name))}");
                return string.Join("; ", tasks)
                    + $"; {M.Summary.Contains("binary by Auc, Loss")} {model.Evaluate(batch).Chosen.Recall >= 0}";
            }
        }
        """;

    [Fact]
    public void The_chosen_metrics_lead_the_history() => Assert.Equal(
        "Chosen 2 AUC Loss Accuracy F1 Precision Recall; Usual 1 Accuracy F1 AUC Precision Recall; True True",
        GeneratedProgram.Run([Source]));

    [Fact]
    public void The_generator_knows_the_metrics_of_the_language() => Assert.Equal(
        Enum.GetValues<Metric>().Select(metric => (metric.ToString(), (int)metric)),
        Enum.GetValues<MetricName>().Select(metric => (metric.ToString(), (int)metric)));
}
