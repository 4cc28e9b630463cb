using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests.Balancing;

/// <summary>
/// What methods that a training chooses learn: the optimizers of the run move it, by its derivatives and from scratch in every step.
/// </summary>
public sealed class LearningTests
{
    private const double Rate = 0.1;

    public static TheoryData<bool> Layouts => [true, false];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_scores_of_a_loss_method_descend_its_objective(bool isFlat)
    {
        using var scope = torch.NewDisposeScope();
        using var model = torch.nn.Linear(2, 1);
        using var flat = isFlat ? new FlatParameters(model) : null;
        using var method = new UncertaintyBalancing(2);
        method.Attach(Methods.Model(2, 0.5));
        using var optimizers = NewOptimizers(model, flat, method);
        double[] losses = [3, 0.2], preferences = [2, 0.5], s = [0, 0];
        for (int step = 0; step < 2; step++)
        {
            optimizers.ZeroGradients();
            method.Weigh(losses, [4, 4]);
            method.Learned.AddGradient(flat);
            optimizers.Step(AllTasks());
            for (int task = 0; task < 2; task++)
                s[task] -= Rate * preferences[task] * ((1 - (Math.Exp(-s[task]) * losses[task])) / 2);
        }

        Assert.Equal(s[0], method.LogVariances[0], 1e-6);
        Assert.Equal(s[1], method.LogVariances[1], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_scores_of_a_gradient_method_descend_its_distance(bool isFlat)
    {
        using var scope = torch.NewDisposeScope();
        using var shared = torch.nn.Linear(2, 1, hasBias: false);
        using var own = new Parts(torch.nn.Linear(1, 1), torch.nn.Linear(1, 1));
        using var model = new Parts(shared, own);
        using var flat = new FlatParameters(model, [shared], taskSpecific: [.. own.children().Select(part => new[] { part })]);
        using var method = new GradNormBalancing(2) { Alpha = 1 };
        method.Attach(Methods.Model(1, 1));
        flat.AttachGradients();
        using var optimizers = NewOptimizers(model, isFlat ? flat : null, method);
        double[] norms = [1, 5], scores = [0, 0];
        var gradients = torch.tensor([1f, 0, 3, 4], [2, 2]);
        double[][] losses = [[1, 2], [0.5, 1.8]];
        for (int step = 0; step < 2; step++)
        {
            optimizers.ZeroGradients();
            method.Combine(losses[step], [4, 4], gradients, flat);
            optimizers.Step(AllTasks());

            double[] weights = [.. scores.Select(score => 2 * Math.Exp(score) / scores.Sum(Math.Exp))];
            double[] left = [losses[step][0] / 1, losses[step][1] / 2];
            double mean = ((weights[0] * norms[0]) + (weights[1] * norms[1])) / 2;
            double[] pulls = [.. Enumerable.Range(0, 2).Select(Pull)];
            for (int k = 0; k < 2; k++)
                scores[k] -= Rate * (pulls[k] - (pulls.Sum() * weights[k] / 2));

            double Pull(int i) => norms[i] * weights[i] * Math.Sign((weights[i] * norms[i]) - (mean * left[i] / left.Average()));
        }

        float[] found = method.Learned.Parameter.Read();
        Assert.NotEqual(0, scores[0], 0.1);
        Assert.Equal(scores[0], found[0], 1e-6);
        Assert.Equal(scores[1], found[1], 1e-6);
    }

    /// <summary>As in a model that declares the method: its scores lie beside the model's parameters.</summary>
    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void Derivatives_are_added_to_the_gradient_beside_the_model_s(torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        using var method = new UncertaintyBalancing(2);
        using var model = new Parts(torch.nn.Linear(2, 1), method);
        model.to(type);
        method.Attach(Methods.Model(2, 0.5));
        using var flat = new FlatParameters(model);
        flat.AttachGradients();
        Assert.True(flat.Contains(method.Learned.Parameter));
        for (int pass = 1; pass <= 2; pass++)
        {
            method.Weigh([3, 0.2], [4, 4]);
            method.Learned.AddGradient(flat);
            double[] found = TensorValues.Read<double>(method.Learned.Parameter.grad!);
            Assert.Equal(pass * 2 * (1 - 3) / 2.0, found[0], 1e-6);
            Assert.Equal(pass * 0.5 * (1 - 0.2) / 2, found[1], 1e-6);
        }

        Assert.Equal(-4 + 0.4, flat.Gradients!.sum().to(torch.float64).item<double>(), 1e-6);
    }

    /// <summary>Adam, which would go on by its moments.</summary>
    [Fact]
    public void The_score_of_a_task_without_labels_rests()
    {
        using var scope = torch.NewDisposeScope();
        using var model = torch.nn.Linear(2, 1);
        using var flat = new FlatParameters(model);
        using var method = new UncertaintyBalancing(3);
        method.Attach(Methods.Model(1, 1, 1));
        using var optimizers = OptimizerSet.Create(model, flat, [], new() { LearningRate = Rate, Balancing = method });
        Step([4, 4, 4]);
        double[] before = [.. method.LogVariances];
        Step([4, 0, 4]);
        Assert.NotEqual(before[0], method.LogVariances[0]);
        Assert.Equal(before[1], method.LogVariances[1]);
        Assert.NotEqual(before[2], method.LogVariances[2]);
        Step([4, 4, 4]);
        Assert.NotEqual(before[1], method.LogVariances[1]);

        void Step(long[] labels)
        {
            optimizers.ZeroGradients();
            method.Learned.ClearHasGradient();
            method.Weigh([3, 2, 0.5], labels);
            method.Learned.AddGradient(flat);
            optimizers.Step(AllTasks());
        }
    }

    [Fact]
    public void Famo_learns_by_Adam_and_counts_its_steps()
    {
        using var method = new FamoBalancing(3) { LearningRate = 0.1, WeightDecay = 0.01 }.For(3);
        double[][] before = [[1, 2, 3], [0.9, 1.5, 2.9]];
        double[][] after = [[0.9, 1.5, 2.9], [0.5, 1.4, 2]];
        double[] logits = [0, 0, 0], first = [0, 0, 0], second = [0, 0, 0];
        for (int step = 0; step < 2; step++)
        {
            method.AfterStep(Losses(before[step]), Losses(after[step]));
            double[] shares = [.. logits.Select(logit => Math.Exp(logit) / logits.Sum(Math.Exp))];
            double[] falls = [.. before[step].Zip(after[step], (from, to) => Math.Log((from + 1e-8) / (to + 1e-8)))];
            double mean = shares.Zip(falls, (share, fall) => share * fall).Sum();
            for (int task = 0; task < 3; task++)
            {
                double slope = (shares[task] * (falls[task] - mean)) + (0.01 * logits[task]);
                first[task] = (0.9 * first[task]) + (0.1 * slope);
                second[task] = (0.999 * second[task]) + (0.001 * slope * slope);
                double firstMean = first[task] / (1 - Math.Pow(0.9, step + 1)), secondMean = second[task] / (1 - Math.Pow(0.999, step + 1));
                logits[task] -= 0.1 * firstMean / (Math.Sqrt(secondMean) + 1e-8);
            }
        }

        MustBe(logits, "logits");
        MustBe(first, "first_moment");
        MustBe(second, "second_moment");
        MustBe([2, 2, 2], "steps");

        void MustBe(double[] expected, string key)
        {
            double[] found = TensorValues.Read<double>(method.get_buffer(key)!);
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Fact]
    public void A_task_without_labels_keeps_what_was_learned_for_it()
    {
        using var method = new FamoBalancing(2).For(2);
        method.AfterStep(Losses(1, 2), Losses(0.9, 1));
        double[] before = Logits();
        var absent = new BackwardPass(2);
        absent.Record(0, new CompilerServices.MeasuredLoss(1, 0), 1);
        absent.Record(1, new CompilerServices.MeasuredLoss(2, 4), 1);
        method.AfterStep(absent.Losses, Losses(1, 1));
        Assert.Equal(before[0], Logits()[0]);
        Assert.NotEqual(before[1], Logits()[1]);

        double[] Logits() => TensorValues.Read<double>(method.get_buffer("logits")!);
    }

    private static OptimizerSet NewOptimizers(torch.nn.Module model, FlatParameters? flat, TaskBalancing method) => OptimizerSet.Create(
        model, flat, [],
        new() { LearningRate = Rate, Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate), Balancing = method });

    private static BackpropagatedTasks AllTasks()
    {
        var reached = new BackpropagatedTasks(2);
        reached.Add(0, 1, weight: 1);
        reached.Add(1, 1, weight: 1);
        return reached;
    }

    private static StepLosses Losses(params double[] losses)
    {
        var step = new BackwardPass(losses.Length);
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new CompilerServices.MeasuredLoss(losses[task], 1), 1);
        return step.Losses;
    }
}
