using Mtl.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Mixtures of experts against their formula, under everything else that a model can do.</summary>
[Collection(Alone.Name)]
public sealed class ExpertTests
{
    private const int Rows = 12;

    [Fact]
    public void Outputs_are_those_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var model = new Mixed(seed: 1);
        var x = randn(Rows, 6);
        model.eval();
        var found = model.call(x);
        Assert.Same(model.Trunk, model.TrunkExperts[0]);
        Tensor[] experts = [.. model.TrunkExperts.Select(expert => nn.functional.relu(expert.call(x)))];
        MustBeClose(model.Up.Output.call(Mix(model.UpGate, x, experts)).squeeze(1), found.Up);
        MustBeClose(model.Down.Output.call(Mix(model.DownGate, x, experts)).squeeze(1), found.Down);
        MustBeClose(found.Up, tensor(model.Predict(x).Select(prediction => (float)prediction.Up.Value).ToArray()));
    }

    [Fact]
    public void Parameters_are_counted_as_they_are()
    {
        using var model = new Mixed();
        Assert.Equal((4 * 7 * 8) + (2 * 6 * 4) + (2 * 9), Mixed.ParameterCount);
        Assert.Equal(Mixed.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(4 * 7 * 8, ((IMultiTaskModel<Mixed.Batch, Mixed.Metrics>)model).Storage!.SharedCount);
    }

    [Fact]
    public void Layers_that_encode_stay_single_and_sources_are_joined_as_declared()
    {
        using var scope = NewDisposeScope();
        using var model = new MixedWords(seed: 2);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.eval();
        var found = model.call(numbers, word);
        var x = cat([numbers, model.Vectors.call(word)], 1);
        Tensor[] first = [.. model.FirstExperts.Zip(model.FirstNormExperts, (layer, norm) => nn.functional.relu(norm.call(layer.call(x))))];
        Tensor[] second = [.. model.SecondExperts.Zip(first, (layer, h) => nn.functional.relu(layer.call(h)))];
        var own = nn.functional.relu(model.Own.call(Mix(model.PriceGate, x, first)));
        MustBeClose(model.Price.Output.call(cat([own, Mix(model.PriceGate, x, second), numbers], 1)).squeeze(1), found.Price);
        MustBeClose(model.Sold.Output.call(Mix(model.SoldGate, x, second)).squeeze(1), found.Sold);
        MustBeClose(model.Simple.Output.call(numbers).squeeze(1), found.Simple);
    }

    [Fact]
    public void Convolutions_are_experts_whose_gates_read_the_image_as_a_vector()
    {
        using var scope = NewDisposeScope();
        using var model = new MixedImages(seed: 3);
        var image = randn(Rows, 2, 6, 6);
        model.eval();
        var found = model.call(image);
        Assert.Equal([2, 72], model.IsCatGate.weight!.shape);
        Tensor[] edges =
        [
            .. model.EdgesExperts.Zip(
                model.EdgesNormExperts, (layer, norm) => nn.functional.relu(norm.call(layer.call(image)))),
        ];
        Tensor[] flat = [.. edges.Select(edge => nn.functional.adaptive_avg_pool2d(edge, 2).flatten(1))];
        MustBeClose(model.IsCat.Output.call(Mix(model.IsCatGate, image, flat)).squeeze(1), found.IsCat);
        model.train();
        Fits(batch => model.Fit(batch), new MixedImages.Batch(image, Yes(), Labels(Rows)));
    }

    [Fact]
    public void Recurrent_layers_and_those_of_the_user_are_experts_that_begin_where_it_is_said()
    {
        using var scope = NewDisposeScope();
        using var model = new MixedSteps(seed: 4);
        var signal = randn(Rows, 5, 4);
        model.eval();
        var found = model.call(signal);
        var steps = SelfAttention.Apply(model.Steps, signal);
        Tensor[] heard = [.. model.HeardExperts.Select(layer => layer.call(steps).Item1.select(1, -1))];
        MustBeClose(model.Loudness.Output.call(Mix(model.LoudnessGate, steps, heard)).squeeze(1), found.Loudness);
        Tensor[] own = [.. model.OwnExperts.Zip(heard, (layer, h) => layer.call(h))];
        MustBeClose(model.IsSpeech.Output.call(Mix(model.IsSpeechGate, steps, own)).squeeze(1), found.IsSpeech);
        Fits(batch => model.Fit(batch), new MixedSteps.Batch(signal, Yes(), Labels(Rows), new TaskLabels(zeros(Rows, 5), ones(Rows, 5))));
    }

    [Fact]
    public void Task_by_task_the_gradients_are_those_of_autograd()
    {
        using var scope = NewDisposeScope();
        using var model = new MixedWords(seed: 5);
        var batch = new MixedWords.Batch(randn(Rows, 5), randint(0, 7, Rows), Labels(Rows), Yes(), Yes());
        var losses = model.ComputeLosses(model.call(batch.Numbers, batch.Word), batch);
        nn.Module[] parts = [model.FirstExperts, model.Vectors, model.FirstNormExperts, model.SecondExperts];
        Parameter[] shared = [.. parts.SelectMany(part => part.parameters())];
        var gates = (Price: model.PriceGate.weight!, Sold: model.SoldGate.weight!);
        var found = model.ComputeTaskGradients(batch);
        IMultiTaskModel<MixedWords.Batch, MixedWords.Metrics> plain = model;
        plain.ForwardBackward(batch, new BackwardPass(3, plain.Storage, found));
        Assert.Equal(shared.Sum(parameter => parameter.numel()), found.shape[1]);
        var (ofPrice, ofSold) = (gates.Price.grad!.clone(), gates.Sold.grad!.clone());
        foreach (var (row, loss) in new[] { losses.Price, 0.5 * losses.Sold, losses.Simple }.Index())
        {
            model.zero_grad();
            autograd.backward([loss], retain_graph: true);
            // The places of single numbers are the storage's own; whatever the order, the numbers are the same.
            var expected = shared.SelectMany(parameter => (parameter.grad ?? zeros_like(parameter)).data<float>()).Order().ToArray();
            MustBeClose(tensor(expected), tensor(found[row].data<float>().Order().ToArray()));
            if (row == 0)
                MustBeClose(gates.Price.grad!, ofPrice);
            if (row == 1)
                MustBeClose(gates.Sold.grad!, ofSold);
        }
    }

    [Fact]
    public void Tasks_are_learned_and_the_gates_say_what_they_take_from_whom()
    {
        using var model = new Mixed(seed: 6);
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = randn(512, 6);
        var up = nn.functional.relu(x.select(1, 0) - x.select(1, 1)) + (x.select(1, 2) * x.select(1, 3));
        var batch = new Mixed.Batch(x, new(up, ones(512)), new(x.select(1, 4).square() - 1, ones(512)));
        var history = model.Fit(batch, options: new() { Epochs = 60, LearningRate = 0.02, Seed = 1 });
        Assert.True(
            history.Epochs[^1].Objective < 0.4 * history.Epochs[0].Objective,
            $"{history.Epochs[0].Objective} → {history.Epochs[^1].Objective}");

        var shares = model.ComputeGates(x);
        MustBeClose(ones(2), shares.sum(1));
        MustBeClose(model.UpGate.call(x).softmax(1).mean([0]), shares[0]);
        Assert.False(allclose(shares[0], shares[1], atol: 1e-2), shares.str());
    }

    [Fact]
    public void A_saved_mixture_predicts_the_same_after_it_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = new MixedWords(seed: 7);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.Fit(new MixedWords.Batch(numbers, word, Labels(Rows), Yes(), Yes()), options: new() { Epochs = 3 });
        model.Save(folder["mixed.safetensors"]);
        using var again = MixedWords.Load(folder["mixed.safetensors"]);
        Assert.Equal(model.Predict(numbers, word), again.Predict(numbers, word));
        Assert.Contains("FirstNormExperts.2.running_mean", again.state_dict().Keys);
        Assert.Contains("PriceGate.weight", again.state_dict().Keys);
        Assert.DoesNotContain("PriceGate.bias", again.state_dict().Keys);
        Assert.DoesNotContain("SimpleGate.weight", again.state_dict().Keys);
    }

    [Fact]
    public void Experts_are_frozen_together_and_gates_with_their_heads()
    {
        using var scope = NewDisposeScope();
        using var model = new MixedFrozen(seed: 8);
        Assert.Equal(
            [
                "AgeGate.weight", "BodyExperts.0.bias", "BodyExperts.0.weight", "BodyExperts.1.bias", "BodyExperts.1.weight",
                "CostGate.weight", "SizeGate.weight",
            ],
            model.state_dict().Keys
                .Where(key => key.Contains("Gate", StringComparison.Ordinal) || key.StartsWith("BodyExperts", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Contains("BodyNormExperts.1.running_var", model.state_dict().Keys);
        var before = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        model.Fit(
            new MixedFrozen.Batch(randn(Rows, 4), Labels(Rows), Labels(Rows), Labels(Rows)),
            options: new() { Epochs = 2, BatchSize = 4 });
        foreach (var (key, value) in model.state_dict())
        {
            var moves = key.StartsWith("Cost", StringComparison.Ordinal) || key.StartsWith("Age", StringComparison.Ordinal);
            Assert.True(moves != value.eq(before[key]).all().item<bool>(), key);
        }

        var group = Assert.Single(((IMultiTaskModel<MixedFrozen.Batch, MixedFrozen.Metrics>)model).LearningRates);
        Assert.Equal([model.PriceGate, model.Price], group.Modules);
    }

    [Fact]
    public void A_mixture_is_a_module_like_any_other()
    {
        using var scope = NewDisposeScope();
        var model = new Mixed(seed: 9);
        using var outer = nn.Sequential(("first", nn.Linear(3, 6)), ("second", new Sum(model)));
        Assert.Contains("second.inner.TrunkExperts.3.bias", outer.state_dict().Keys);
        outer.to(float64);
        var result = outer.call(randn(2, 3, dtype: float64));
        autograd.backward(result.sum());
        Assert.All(outer.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    private static Tensor Mix(Linear gate, Tensor x, Tensor[] experts) =>
        stack(experts, 1).mul(gate.call(x.flatten(1)).softmax(1).unsqueeze(2)).sum(1);

    private static TaskLabels Labels(int rows) => new(randn(rows), ones(rows));

    private static TaskLabels Yes() => new(randint(0, 2, Rows).to(float32), ones(Rows));

    private static void Fits<TBatch>(Func<TBatch, TrainingHistory> fit, TBatch batch) =>
        Assert.All(fit(batch).Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(
            expected.shape.SequenceEqual(found.shape) && allclose(expected, found, rtol: 1e-4, atol: 1e-5),
            $"expected {expected.str()}, found {found.str()}");

    private sealed class Sum : nn.Module<Tensor, Tensor>
    {
        private readonly Mixed inner;

        public Sum(Mixed model)
            : base("Sum")
        {
            inner = model;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var outputs = inner.call(input);
            return outputs.Up + outputs.Down;
        }
    }
}
