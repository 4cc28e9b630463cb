using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Cross-stitch networks against their formula, under everything else that a model can do.</summary>
[Collection(Alone.Name)]
public sealed class CrossStitchTests
{
    private const int Rows = 12;

    [Fact]
    public void Outputs_are_those_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var model = new StitchedWords(seed: 1);
        MustBeClose(Numbers(0.9f, 0.1f), model.FirstStitchOfPrice.Shares);
        MustBeClose(Numbers(0.1f, 0.9f), model.FirstStitchOfSold.Shares);
        using (no_grad())
            model.FirstStitchOfSold.Shares.copy_(Numbers(-0.5f, 2));
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.eval();
        var found = model.call(numbers, word);
        var x = cat([numbers, model.Vectors.call(word)], 1);
        var ofPrice = nn.functional.relu(model.FirstOfPriceNorm.call(model.FirstOfPrice.call(x)));
        var ofSold = nn.functional.relu(model.FirstOfSoldNorm.call(model.FirstOfSold.call(x)));
        var first = (0.9 * ofPrice) + (0.1 * ofSold);
        var second = nn.functional.relu(model.SecondOfPrice.call(first));
        var own = nn.functional.relu(model.Own.call(first));
        MustBeClose(model.Price.Output.call(cat([own, second, numbers], 1)).squeeze(1), found.Price);
        MustBeClose(model.Sold.Output.call((-0.5 * ofPrice) + (2 * ofSold)).squeeze(1), found.Sold);
        MustBeClose(model.Simple.Output.call(numbers).squeeze(1), found.Simple);
    }

    [Fact]
    public void Parameters_are_counted_as_they_are()
    {
        using var model = new StitchedWords();
        Assert.Equal((7 * 4) + (2 * ((10 * 8) + 16)) + (2 * 2) + (9 * 6) + (9 * 3) + 15 + 9 + 6, StitchedWords.ParameterCount);
        Assert.Equal(StitchedWords.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(
            (7 * 4) + (2 * ((10 * 8) + 16)),
            ((IMultiTaskModel<StitchedWords.Batch, StitchedWords.Metrics>)model).Storage!.SharedCount);
    }

    [Fact]
    public void Convolutions_are_stitched_where_they_have_weights()
    {
        using var scope = NewDisposeScope();
        using var model = new StitchedImages(seed: 2);
        var image = randn(Rows, 2, 6, 6);
        model.eval();
        var alone = model.call(image);
        Conv2d[] layers = [model.EdgesOfIsCat, model.EdgesOfIsDog, model.EdgesOfAge];
        BatchNorm2d[] norms = [model.EdgesOfIsCatNorm, model.EdgesOfIsDogNorm, model.EdgesOfAgeNorm];
        Tensor[] edges = [.. layers.Zip(norms, (layer, norm) => nn.functional.relu(norm.call(layer.call(image))))];
        MustBeClose(model.IsCat.Output.call(Pooled(edges[0])).squeeze(1), alone.IsCat); // Own = 1: networks of their own, to begin with.
        using (no_grad())
            model.EdgesStitchOfIsDog.Shares.copy_(Numbers(1, -1, 0.5f));
        MustBeClose(model.IsDog.Output.call(Pooled(edges[0] - edges[1] + (0.5 * edges[2]))).squeeze(1), model.call(image).IsDog);
        Assert.Superset(
            new HashSet<string>
            {
                "LinesOfCat.weight", "LinesOfAgeNorm.running_mean", "LinesStitchOfCat.weight", "LinesStitchOfIsDog.weight",
            },
            model.state_dict().Keys.ToHashSet());
        Assert.DoesNotContain(
            model.state_dict().Keys,
            key => key.StartsWith("Flat", StringComparison.Ordinal) || key.StartsWith("Smaller", StringComparison.Ordinal));

        static Tensor Pooled(Tensor stitched) => nn.functional.adaptive_avg_pool2d(stitched, 2).flatten(1);
    }

    [Fact]
    public void Units_learn_at_their_own_rate_and_move_with_the_model()
    {
        using var scope = NewDisposeScope();
        using var model = new StitchedImages(seed: 3);
        var group = Assert.Single(((IMultiTaskModel<StitchedImages.Batch, StitchedImages.Metrics>)model).LearningRates);
        Assert.Equal(100, group.Multiplier);
        Assert.Equal([model.EdgesStitchOfIsCat, model.EdgesStitchOfIsDog, model.EdgesStitchOfAge], group.Modules);
        var before = model.EdgesStitchOfAge.Shares.clone();
        var batch = new StitchedImages.Batch(randn(Rows, 2, 6, 6), Yes(), Yes(), Labels());
        var history = model.Fit(batch, options: new() { Epochs = 3 });
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));
        Assert.True((model.EdgesStitchOfAge.Shares - before).abs().max().item<float>() > 0.05f);
        model.to(float64);
        Assert.Equal(float64, model.EdgesStitchOfAge.Shares.dtype);
        Assert.Equal(float64, model.call(randn(2, 2, 6, 6, dtype: float64)).Age.dtype);
    }

    [Fact]
    public void A_saved_model_predicts_the_same_after_it_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = new StitchedWords(seed: 5);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.Fit(new StitchedWords.Batch(numbers, word, Labels(), Yes(), Yes()), options: new() { Epochs = 3 });
        model.Save(folder["stitched.safetensors"]);
        using var again = StitchedWords.Load(folder["stitched.safetensors"]);
        Assert.Equal(model.Predict(numbers, word), again.Predict(numbers, word));
        Assert.DoesNotContain("SecondStitchOfPrice.weight", again.state_dict().Keys);
    }

    private static Tensor Numbers(params float[] numbers) => tensor(numbers);

    private static TaskLabels Labels() => new(randn(Rows), ones(Rows));

    private static TaskLabels Yes() => new(randint(0, 2, Rows).to(float32), ones(Rows));

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(
            expected.shape.SequenceEqual(found.shape) && allclose(expected, found, rtol: 1e-4, atol: 1e-5),
            $"expected {expected.str()}, found {found.str()}");
}
