using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>The number of threads is a matter of speed: parameters, metrics and predictions are the same to the last bit.</summary>
public sealed class ThreadsTests
{
    [Fact]
    public void Training_has_the_same_result_with_every_number_of_threads()
    {
        var alone = Train(threads: 1);
        Assert.Equal(alone, Train(threads: 2));
        Assert.Equal(alone, Train(threads: 1000));
        Assert.Equal(alone, Train(threads: null));
    }

    [Fact]
    public void Evaluation_and_prediction_too()
    {
        using var scope = NewDisposeScope();
        using var model = new Wide(seed: 1);
        var rows = Rows(700);
        var (alone, shared) = (model.Evaluate(rows, threads: 1), model.Evaluate(rows, threads: 2));
        Assert.Equal((alone.Kind.Loss, alone.Price.Loss), (shared.Kind.Loss, shared.Price.Loss));
        Assert.Equal(Numbers(threads: 1), Numbers(threads: 2));

        IEnumerable<(Color, float, double)> Numbers(int threads) =>
            model.Predict(rows.Input, threads: threads).Select(row => (row.Kind.Value, row.Kind.Probability, row.Price.Value));
    }

    [Fact]
    public void Less_than_one_thread_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = new Wide(seed: 1);
        var rows = Rows(4);
        Assert.Contains("Threads must be at least 1", Refused(() => new TrainingOptions { Threads = 0 }), StringComparison.Ordinal);
        Assert.Contains("threads must be at least 1", Refused(() => model.Evaluate(rows, threads: 0)), StringComparison.Ordinal);
        Assert.Contains("threads must be at least 1", Refused(() => model.Predict(rows.Input, threads: -1)), StringComparison.Ordinal);

        static string Refused(Func<object> call) => Assert.Throws<ArgumentOutOfRangeException>(call).Message;
    }

    private static float[] Train(int? threads)
    {
        using var scope = NewDisposeScope();
        using var model = new Wide(seed: 1);
        manual_seed(2);
        model.Fit(Rows(512), Rows(100), new() { Epochs = 2, BatchSize = 256, GradientClipNorm = 1, Threads = threads });
        return cat([.. model.parameters().Select(parameter => parameter.flatten())]).detach().data<float>().ToArray();
    }

    private static Wide.Batch Rows(int count) => new(
        randn(count, 100), new(randint(3, count), ones(count)), new(randn(count), ones(count)));
}

/// <summary>A model that is large enough for several threads.</summary>
[MultiTaskModel(Inputs = 100)]
public sealed partial class Wide
{
    [SharedLayer(256), Dropout(0.1), Activation(Activation.Gelu)]
    public partial Linear First { get; }

    [SharedLayer(256)]
    public partial Linear Second { get; }

    [TaskHead]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }
}
