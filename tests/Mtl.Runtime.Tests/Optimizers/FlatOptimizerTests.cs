using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>Optimizers of parameters that lie side by side against the same optimizers of ordinary ones.</summary>
public sealed class FlatOptimizerTests
{
    private const double Rate = 0.01;
    private const int Steps = 10;

    /// <summary>MKL's square roots can differ in the last bit from the nearest number, which the managed step computes.</summary>
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, Func<IReadOnlyList<Parameter>, double, torch.optim.Optimizer>> s_optimizers = new()
    {
        ["Adam"] = (parameters, rate) => torch.optim.Adam(parameters, rate),
        ["Adam, decay, amsgrad"] = (parameters, rate) => torch.optim.Adam(parameters, rate, weight_decay: 0.1, amsgrad: true),
        ["AdamW"] = (parameters, rate) => torch.optim.AdamW(parameters, rate, weight_decay: 0.1),
        ["AdamW, amsgrad"] = (parameters, rate) => torch.optim.AdamW(parameters, rate, amsgrad: true),
        ["SGD"] = (parameters, rate) => torch.optim.SGD(parameters, rate),
        ["SGD, momentum, decay"] = (parameters, rate) =>
            torch.optim.SGD(parameters, rate, momentum: 0.9, dampening: 0.1, weight_decay: 0.1),
        ["SGD, Nesterov"] = (parameters, rate) => torch.optim.SGD(parameters, rate, momentum: 0.9, nesterov: true),
        ["RMSProp"] = (parameters, rate) => torch.optim.RMSProp(parameters, rate),
        ["RMSProp, centred, momentum"] = (parameters, rate) =>
            torch.optim.RMSProp(parameters, rate, momentum: 0.9, centered: true, weight_decay: 0.1),
        ["Adagrad"] = (parameters, rate) => torch.optim.Adagrad(parameters, rate, lr_decay: 0.01, weight_decay: 0.1),
        ["AdamW, decay of weights alone"] = (parameters, rate) => torch.optim.AdamW(WeightsAndBiases(parameters, rate), rate),
    };

    public static TheoryData<string> Optimizers() => [.. s_optimizers.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void After_ten_steps_the_parameters_are_those_of_the_ordinary_way(string optimizer)
    {
        var ordinary = Train(s_optimizers[optimizer], isFlat: false);
        var flat = Train(s_optimizers[optimizer], isFlat: true);
        MustBeEqual(ordinary, flat);
    }

    /// <summary>
    /// What no loss reaches is not stepped, as by an optimizer that finds no gradient: neither its moments move nor its step count, and its
    /// weights do not decay.
    /// </summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void What_no_loss_reaches_rests_with_its_state(string optimizer)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        using var model = new Parts(torch.nn.Linear(3, 2), torch.nn.Linear(2, 1), torch.nn.Linear(2, 2), torch.nn.Linear(1, 2));
        var parts = model.children().ToArray();
        Parameter[] ordinary = [.. model.parameters().Select(parameter => torch.nn.Parameter(parameter.detach().clone()))];
        using var reference = s_optimizers[optimizer](ordinary, Rate);
        using var flat = new FlatParameters(
            model,
            [parts[0]],
            taskSpecific: [[parts[1]], [parts[2]]],
            gradientFlow: [new TaskGradientFlow([0], parts[3])],
            penalized: [parts[2]]);
        using var set = OptimizerSet.Create(model, flat, [], new() { LearningRate = Rate, Optimizer = s_optimizers[optimizer] });
        using var noGrad = torch.no_grad();

        foreach (var (first, second) in new[] { (1, 1), (1, 1), (1, 0), (0, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (1, 1) })
        {
            var reached = new BackpropagatedTasks(2);
            reached.Add(0, first, weight: 1);
            reached.Add(1, second, weight: 1);
            set.ZeroGradients();
            bool[] hasGradient = [.. Each(first + second > 0, 2), .. Each(first > 0, 2), true, second > 0, .. Each(first > 0, 2)];
            foreach (var (mine, parameter, isReached) in model.parameters().Zip(ordinary, hasGradient))
            {
                var gradient = torch.randn(parameter.shape);
                parameter.grad = isReached ? gradient : null;
                if (isReached)
                    flat[mine].Gradient.copy_(gradient);
            }

            set.Step(reached);
            reference.step();
            MustBeNear(ordinary, model.parameters());
        }

        static IEnumerable<bool> Each(bool value, int count) => Enumerable.Repeat(value, count);
    }

    /// <summary>
    /// Of three heads the first learns alone, then the first two: what was divided is divided once more, behind the beginning. The first
    /// gradients are the largest, so that the largest second moment is not the last.
    /// </summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void What_was_divided_is_divided_once_more_with_its_state(string optimizer)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(2);
        using var model = new Parts(torch.nn.Linear(3, 2), torch.nn.Linear(2, 1), torch.nn.Linear(2, 2), torch.nn.Linear(2, 3));
        var parts = model.children().ToArray();
        Parameter[] ordinary = [.. model.parameters().Select(parameter => torch.nn.Parameter(parameter.detach().clone()))];
        using var reference = s_optimizers[optimizer](ordinary, Rate);
        using var flat = new FlatParameters(model, [parts[0]], taskSpecific: [[parts[1]], [parts[2]], [parts[3]]]);
        using var set = OptimizerSet.Create(model, flat, [], new() { LearningRate = Rate, Optimizer = s_optimizers[optimizer] });
        using var noGrad = torch.no_grad();
        int[] heads = [3, 1, 2, 3, 3]; // So many of them have labels.
        for (int step = 0; step < heads.Length; step++)
        {
            var reached = new BackpropagatedTasks(3);
            for (int task = 0; task < heads[step]; task++)
                reached.Add(task, 1, weight: 1);
            set.ZeroGradients();
            foreach (var (index, (mine, parameter)) in model.parameters().Zip(ordinary).Index())
            {
                bool isReached = index / 2 <= heads[step]; // A weight and a bias for each part, the shared one first.
                var gradient = torch.randn(parameter.shape) * (step == 0 ? 100 : 1);
                parameter.grad = isReached ? gradient : null;
                if (isReached)
                    flat[mine].Gradient.copy_(gradient);
            }

            set.Step(reached);
            reference.step();
            MustBeNear(ordinary, model.parameters());
        }
    }

    [Fact]
    public void What_is_frozen_on_the_way_rests()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new TwoTaskModel();
        using var flat = new FlatParameters(model);
        using var set = OptimizerSet.Create(model, flat, [], new() { LearningRate = Rate });
        flat.Gradients!.fill_(1);
        set.Step(AllTasks());
        Freezing.Freeze(model.Trunk);
        float[] trunk = model.Trunk.weight!.Read(), price = model.Price.Output.weight!.Read();
        set.ZeroGradients();
        set.Step(AllTasks()); // Adam would go on by its moments.
        Assert.Equal(trunk, model.Trunk.weight!.Read());
        Assert.NotEqual(price, model.Price.Output.weight!.Read());
    }

    [Fact]
    public void An_unknown_optimizer_leaves_what_no_loss_reaches()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new Parts(torch.nn.Linear(2, 1), torch.nn.Linear(2, 1));
        var parts = model.children().ToArray();
        using var flat = new FlatParameters(model, [], taskSpecific: [[parts[0]], [parts[1]]]);
        using var set = OptimizerSet.Create(
            model,
            flat,
            [],
            new() { Optimizer = (parameters, rate) => torch.optim.NAdam(parameters, rate) });
        flat.Gradients!.fill_(1);
        set.Step(AllTasks());
        var first = new BackpropagatedTasks(2);
        first.Add(0, 1, weight: 1);
        float[][] before = [.. model.parameters().Select(parameter => parameter.Read())];
        set.ZeroGradients();
        flat.Gradients.fill_(1);
        set.Step(first);
        float[][] after = [.. model.parameters().Select(parameter => parameter.Read())];
        Assert.NotEqual(before[..2], after[..2]);
        Assert.Equal(before[2..], after[2..]);
        set.ZeroGradients();
        flat.AttachGradients();
        flat.Gradients.fill_(1);
        set.Step(AllTasks());
        Assert.NotEqual(before[2..], [.. model.parameters().Skip(2).Select(parameter => parameter.Read())]);
    }

    [Fact]
    public void Parts_keep_learning_rates_of_their_own()
    {
        static void Slow(TwoTaskModel model, List<LearningRateGroup> groups) => groups.Add(new(0.1, model.Trunk, model.Price));
        MustBeEqual(Train(s_optimizers["Adam"], isFlat: false, Slow), Train(s_optimizers["Adam"], isFlat: true, Slow));
    }

    [Fact]
    public void What_is_frozen_stays_as_it_is()
    {
        static void Frozen(TwoTaskModel model, List<LearningRateGroup> groups) => Freezing.Freeze(model.Kind.Hidden[0]);
        var flat = Train(s_optimizers["AdamW"], isFlat: true, Frozen);
        MustBeEqual(Train(s_optimizers["AdamW"], isFlat: false, Frozen), flat);
        using var fresh = new TwoTaskModel();
        Assert.Equal(fresh.Snapshot()["Kind.Hidden0.weight"], flat["Kind.Hidden0.weight"]);
    }

    public static TheoryData<string> Schedules() => ["step", "exponential", "lambda", "cosine", "one cycle"];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_schedule_that_was_made_with_the_optimizer_still_acts(string schedule)
    {
        var (ordinary, ordinaryRate) = TrainScheduled(schedule, isFlat: false);
        var (flat, flatRate) = TrainScheduled(schedule, isFlat: true);
        Assert.NotEqual(Rate, flatRate);
        Assert.Equal(ordinaryRate, flatRate);
        MustBeEqual(ordinary, flat);
    }

    [Fact]
    public void An_unknown_optimizer_steps_by_itself()
    {
        using var model = new TwoTaskModel();
        using var flat = new FlatParameters(model);
        CarefulSgd? made = null;
        using var set = OptimizerSet.Create(
            model,
            flat,
            [],
            new() { Optimizer = (parameters, rate) => made = new CarefulSgd(parameters, rate) });
        Assert.False(flat.IsAttached);
        Assert.Equal(model.parameters(), made!.parameters(), ReferenceEqualityComparer.Instance);
        flat.Gradients!.fill_(1);
        set.Step(AllTasks());
        set.ZeroGradients();
        Assert.Equal(1, made.Steps);
        Assert.Equal(0, flat.Gradients.abs().sum().item<float>());
    }

    [Fact]
    public void Gradients_set_to_none_on_the_way_do_not_matter()
    {
        using var model = new TwoTaskModel();
        using var flat = new FlatParameters(model);
        using var set = OptimizerSet.Create(model, flat, [], new() { LearningRate = 0.5, Optimizer = s_optimizers["SGD"] });
        Assert.True(flat.IsAttached);
        model.zero_grad();
        flat.Gradients!.fill_(2);
        float before = flat.Values!.sum().item<float>();
        set.Step(AllTasks());
        Assert.Equal(before - flat.Values.NumberOfElements, flat.Values.sum().item<float>(), 1e-3);
    }

    private static bool IsRounding(string name) =>
        name is "Trunk.bias" or "Kind.Hidden0.bias" || name.EndsWith("running_mean", StringComparison.Ordinal);

    private static BackpropagatedTasks AllTasks()
    {
        var reached = new BackpropagatedTasks(2);
        reached.Add(0, 1, weight: 1);
        reached.Add(1, 1, weight: 1);
        return reached;
    }

    private static AdamW.ParamGroup[] WeightsAndBiases(IReadOnlyList<Parameter> parameters, double rate) =>
    [
        new([.. parameters.Where(parameter => parameter.dim() > 1)], new AdamW.Options { LearningRate = rate, weight_decay = 0.5 }),
        new([.. parameters.Where(parameter => parameter.dim() <= 1)], new AdamW.Options { LearningRate = rate * 2, weight_decay = 0 }),
    ];

    private static Dictionary<string, float[]> Train(
        Func<IReadOnlyList<Parameter>, double, torch.optim.Optimizer> optimizer,
        bool isFlat,
        Action<TwoTaskModel, List<LearningRateGroup>>? change = null,
        Action? afterStep = null)
    {
        using var model = new TwoTaskModel();
        var groups = new List<LearningRateGroup>();
        change?.Invoke(model, groups);
        using var flat = isFlat ? new FlatParameters(model) : null;
        using var set = OptimizerSet.Create(model, flat, groups, new() { LearningRate = Rate, Optimizer = optimizer });
        Assert.Equal(isFlat, flat?.IsAttached ?? false);
        var backward = new BackwardPass(2);
        torch.manual_seed(4);
        model.train();
        for (int step = 0; step < Steps; step++)
        {
            using var scope = torch.NewDisposeScope();
            set.ZeroGradients();
            backward.Backpropagated.Clear();
            model.ForwardBackward(TwoTaskData.Create(16, seed: step), backward);
            set.Step(backward.Backpropagated);
            afterStep?.Invoke();
        }

        return model.Snapshot();
    }

    private static (Dictionary<string, float[]> State, double Rate) TrainScheduled(string kind, bool isFlat)
    {
        torch.optim.Optimizer? made = null;
        torch.optim.lr_scheduler.LRScheduler? schedule = null;
        var state = Train(
            (parameters, rate) =>
            {
                var optimizer = torch.optim.Adam(parameters, rate);
                made = optimizer;
                schedule = kind switch
                {
                    "step" => torch.optim.lr_scheduler.StepLR(optimizer, 7, 0.5),
                    "exponential" => torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.95),
                    "lambda" => torch.optim.lr_scheduler.LambdaLR(optimizer, epoch => 1 / (1.0 + epoch)),
                    "cosine" => torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 60),
                    _ => torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr: 0.1, total_steps: Steps + 20),
                };
                return optimizer;
            },
            isFlat,
            afterStep: () => schedule!.step());
        return (state, made!.ParamGroups.Single().LearningRate);
    }

    private static void MustBeNear(IEnumerable<Parameter> ordinary, IEnumerable<Parameter> flat)
    {
        foreach (var (expected, actual) in ordinary.Zip(flat))
        {
            foreach (var (mine, theirs) in actual.Read().Zip(expected.Read()))
                Assert.Equal(theirs, mine, Tolerance * Math.Max(1, Math.Abs(theirs)));
        }
    }

    /// <summary>
    /// Requires the same parameters. A bias before batch normalization is left out, and the running mean that contains it: its gradient is
    /// 0 but for rounding, of which these optimizers make whole steps.
    /// </summary>
    private static void MustBeEqual(Dictionary<string, float[]> ordinary, Dictionary<string, float[]> flat)
    {
        Assert.Equal(ordinary.Keys, flat.Keys);
        foreach (var (name, expected) in ordinary.Where(static pair => !IsRounding(pair.Key)))
        {
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(
                    Math.Abs(expected[i] - flat[name][i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])),
                    $"{name}, number {i}: {expected[i]} and {flat[name][i]}");
            }
        }
    }

    /// <summary>An optimizer of a user's own.</summary>
    private sealed class CarefulSgd(IEnumerable<Parameter> parameters, double rate) : SGD(parameters, rate)
    {
        public int Steps { get; private set; }

        public override torch.Tensor step(Func<torch.Tensor>? closure = null)
        {
            Steps++;
            return base.step(closure!);
        }
    }
}
