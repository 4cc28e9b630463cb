using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Progressive extraction against its formula, under everything else that a model can do.</summary>
[Collection(Alone.Name)]
public sealed class ExtractionTests
{
    private const int Rows = 12;

    [Fact]
    public void Outputs_are_those_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var model = new ExtractedWords(seed: 1);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.eval();
        var found = model.call(numbers, word);
        var x = cat([numbers, model.Vectors.call(word)], 1);
        Assert.Same(model.First, model.FirstExperts[0]);
        Tensor[] first = [.. model.FirstExperts.Zip(model.FirstNormExperts, (layer, norm) => nn.functional.relu(norm.call(layer.call(x))))];
        var ofPrice = nn.functional.relu(model.FirstOfPriceNorm.call(model.FirstOfPrice.call(x)));
        var ofSize = nn.functional.relu(model.FirstOfSizeNorm.call(model.FirstOfSize.call(x)));
        var ofSold = nn.functional.relu(model.FirstOfSoldNorm.call(model.FirstOfSold.call(x)));
        var readByPrice = Mix(model.FirstGateOfPrice, x, [ofPrice, .. first]);
        var readByAll = Mix(model.FirstGate, x, [ofPrice, ofSize, ofSold, .. first]);
        Tensor[] second =
        [
            nn.functional.relu(model.SecondOfPrice.call(readByPrice)),
            .. model.SecondExperts.Select(layer => nn.functional.relu(layer.call(readByAll))),
        ];
        var own = nn.functional.relu(model.Own.call(readByPrice));
        MustBeClose(
            model.Price.Output.call(cat([own, Mix(model.SecondGateOfPrice, readByPrice, second), numbers], 1)).squeeze(1),
            found.Price);
        MustBeClose(model.Sold.Output.call(Mix(model.FirstGateOfSold, x, [ofSold, .. first])).squeeze(1), found.Sold);
        MustBeClose(model.Simple.Output.call(numbers).squeeze(1), found.Simple);
    }

    [Fact]
    public void Parameters_are_counted_as_they_are_and_the_last_experts_of_a_task_are_its_own()
    {
        using var model = new ExtractedWords();
        int first = (9 * 8) + 8 + 16, second = (8 * 6) + 6;
        // Even the expert of Sold, which ends behind the first level, reaches the others through the shared experts of the second.
        int shared = (7 * 4) + (5 * first) + (9 * 5) + (2 * second);
        int own = (2 * second) + (3 * 9 * 3) + (2 * 8 * 3) + 27 + 15 + 7 + 9 + 6;
        Assert.Equal(ExtractedWords.ParameterCount, shared + own);
        Assert.Equal(ExtractedWords.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(shared, ((IMultiTaskModel<ExtractedWords.Batch, ExtractedWords.Metrics>)model).Storage!.SharedCount);
    }

    [Fact]
    public void One_level_mixes_after_the_last_layer_only()
    {
        using var scope = NewDisposeScope();
        using var model = new ExtractedImages(seed: 2);
        var image = randn(Rows, 2, 6, 6);
        model.eval();
        var found = model.call(image);
        var shared = nn.functional.relu(model.Shapes.call(nn.functional.relu(model.EdgesNorm.call(model.Edges.call(image))).flatten(1)));
        Tensor[] own =
        [
            .. Enumerable.Range(0, 2).Select(e => nn.functional.relu(model.ShapesOfIsCatExperts[e].call(
                nn.functional.relu(model.EdgesOfIsCatNormExperts[e].call(model.EdgesOfIsCatExperts[e].call(image))).flatten(1)))),
        ];
        MustBeClose(model.IsCat.Output.call(Mix(model.ShapesGateOfIsCat, image.flatten(1), [.. own, shared])).squeeze(1), found.IsCat);
        Assert.DoesNotContain(
            model.state_dict().Keys,
            key => key.StartsWith("EdgesGate", StringComparison.Ordinal) || key.StartsWith("ShapesGate.", StringComparison.Ordinal));
        var history = model.Fit(new ExtractedImages.Batch(image, Yes(), Labels()), options: new() { Epochs = 3 });
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));
    }

    [Fact]
    public void A_saved_model_predicts_the_same_after_it_is_loaded_and_gates_go_with_their_heads()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = new ExtractedWords(seed: 5);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        var before = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        model.Fit(new ExtractedWords.Batch(numbers, word, Labels(), Labels(), Yes(), Yes()), options: new() { Epochs = 3 });
        model.Save(folder["extracted.safetensors"]);
        using var again = ExtractedWords.Load(folder["extracted.safetensors"]);
        Assert.Equal(model.Predict(numbers, word), again.Predict(numbers, word));
        Assert.Superset(
            new HashSet<string>
            {
                "FirstExperts.1.weight", "FirstNormExperts.0.running_mean", "FirstOfGoneNorm.running_var",
                "FirstGateOfGone.weight", "FirstGate.weight", "SecondGateOfPrice.weight",
            },
            again.state_dict().Keys.ToHashSet());
        foreach (var key in new[] { "FirstGateOfGone.weight", "FirstGateOfSize.weight", "FirstOfGone.weight", "FirstGate.weight" })
            Assert.True(key == "FirstGateOfGone.weight" == model.state_dict()[key].eq(before[key]).all().item<bool>(), key);
    }

    [Fact]
    public void Task_by_task_gates_that_are_computed_together_go_back_for_their_own_task()
    {
        using var scope = NewDisposeScope();
        using var model = new ExtractedDepths(seed: 6);
        var batch = new ExtractedDepths.Batch(randn(Rows, 5), Labels(), Labels());
        var losses = model.ComputeLosses(model.call(batch.Input), batch);
        Parameter[] shared = [.. new nn.Module[] { model.Body, model.First, model.Second }.SelectMany(part => part.parameters())];
        var found = model.ComputeTaskGradients(batch);
        Assert.Equal(shared.Sum(parameter => parameter.numel()), found.shape[1]);
        foreach (var (row, loss) in new[] { losses.Deep, losses.Both }.Index())
        {
            var expected = autograd.grad([loss], [.. shared], retain_graph: true, allow_unused: true)
                .Zip(shared, (gradient, parameter) => gradient is null ? zeros_like(parameter) : gradient);
            MustBeClose(
                tensor(expected.SelectMany(gradient => gradient.data<float>()).Order().ToArray()),
                tensor(found[row].data<float>().Order().ToArray()));
        }
    }

    [Fact]
    public void Gates_of_one_task_that_are_computed_together_go_back_with_their_task()
    {
        using var scope = NewDisposeScope();
        using var model = new ExtractedBranches(seed: 7);
        var batch = new ExtractedBranches.Batch(randn(Rows, 5), Labels(), Labels());
        var losses = model.ComputeLosses(model.call(batch.Input), batch);
        var parameters = model.named_parameters().ToList();
        var expected = autograd.grad([losses.One + losses.Other], [.. parameters.Select(entry => entry.parameter)])
            .Select(gradient => gradient.clone())
            .ToList();
        model.zero_grad(set_to_none: false);
        ((IMultiTaskModel<ExtractedBranches.Batch, ExtractedBranches.Metrics>)model).ForwardBackward(batch, new BackwardPass(2));
        foreach (var ((name, parameter), gradient) in parameters.Zip(expected))
            Assert.True(
                allclose(gradient, parameter.grad!, rtol: 1e-4, atol: 1e-6),
                $"{name}: expected {gradient.str()}, found {parameter.grad!.str()}");
    }

    private static Tensor Mix(Linear gate, Tensor x, Tensor[] experts) =>
        stack(experts, 1).mul(gate.call(x).softmax(1).unsqueeze(2)).sum(1);

    private static TaskLabels Labels() => new(randn(Rows), ones(Rows));

    private static TaskLabels Yes() => new(randint(0, 2, Rows).to(float32), ones(Rows));

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(
            expected.shape.SequenceEqual(found.shape) && allclose(expected, found, rtol: 1e-4, atol: 1e-5),
            $"expected {expected.str()}, found {found.str()}");
}
