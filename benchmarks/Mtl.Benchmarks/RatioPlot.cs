using ScottPlot;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Benchmarks;

/// <summary>
/// Measures how the time of a generated step compares with TorchSharp by hand, by the width of the layers and the size of the batch, and
/// draws it.
/// </summary>
internal static class RatioPlot
{
    private static readonly int[] s_batches = [32, 256, 1024];

    /// <summary>Measures and draws.</summary>
    /// <param name="path">The SVG file.</param>
    public static void Save(string path)
    {
        var plot = new Plot();
        foreach (var batch in s_batches)
        {
            (int Width, double Ratio)[] points =
            [
                (16, Ratio<Width16, Width16.Batch, Width16.Metrics>(16, batch, new(seed: 1))),
                (32, Ratio<Width32, Width32.Batch, Width32.Metrics>(32, batch, new(seed: 1))),
                (64, Ratio<Width64, Width64.Batch, Width64.Metrics>(64, batch, new(seed: 1))),
                (128, Ratio<Width128, Width128.Batch, Width128.Metrics>(128, batch, new(seed: 1))),
                (256, Ratio<Large, Large.Batch, Large.Metrics>(256, batch, new(seed: 1))),
                (512, Ratio<Width512, Width512.Batch, Width512.Metrics>(512, batch, new(seed: 1))),
            ];
            var line = plot.Add.Scatter(
                Array.ConvertAll(points, point => Math.Log2(point.Width)), Array.ConvertAll(points, point => point.Ratio));
            line.LegendText = $"batch {batch}";
            line.LineWidth = 2;
            Console.WriteLine($"batch {batch}: {string.Join(", ", points.Select(point => $"{point.Width} {point.Ratio:F2}"))}");
        }

        plot.Axes.Bottom.SetTicks(
            [4, 5, 6, 7, 8, 9], ["16", "32", "64", "128", "256", "512"]);
        plot.Axes.SetLimitsY(0, 1);
        plot.Title("Training step: time of the generated code / time of TorchSharp by hand");
        plot.XLabel("width of the two hidden layers");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SaveSvg(path, 720, 420);
    }

    private static double Ratio<TModel, TBatch, TMetrics>(int width, int batch, TModel model)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        using var owned = model;
        var rows = (TBatch)Activator.CreateInstance(typeof(TBatch), randn(batch, 64), Labels.Kinds(batch), Labels.Numbers(batch))!;
        int steps = (int)Math.Clamp(1e9 / Flops.OfStep(batch, [64, width, width], 6), 5, 400);
        var results = new Measurement("plot", steps, peer: null)
            .Add(Report.ByHand, new TorchSharpByHand(64, [width, width], "cr", batch).Step())
            .Add("generated", TrainingSteps.Generated<TModel, TBatch, TMetrics>(model, rows))
            .Run();
        return results[1].Microseconds / results[0].Microseconds;
    }
}
