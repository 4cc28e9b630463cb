using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Task attention against its formula, under everything else that a model can do.</summary>
[Collection(Alone.Name)]
public sealed class TaskAttentionTests
{
    private const int Rows = 12;

    [Fact]
    public void Outputs_are_those_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var model = new AttendedWords(seed: 1);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.eval();
        var found = model.call(numbers, word);

        var first = nn.functional.relu(model.FirstNorm.call(model.First.call(cat([numbers, model.Vectors.call(word)], 1))));
        var second = model.Second.call(first).tanh();
        var ofPrice = first * Mask(
            first,
            model.FirstAttentionOfPriceHidden,
            model.FirstAttentionOfPriceHiddenNorm,
            model.FirstAttentionOfPriceMask,
            model.FirstAttentionOfPriceMaskNorm);
        var ofSold = first * Mask(
            first,
            model.FirstAttentionOfSoldHidden,
            model.FirstAttentionOfSoldHiddenNorm,
            model.FirstAttentionOfSoldMask,
            model.FirstAttentionOfSoldMaskNorm);
        var passed = model.SecondAttended.call(ofPrice).tanh();
        var secondOfPrice = second * model.SecondAttentionOfPriceMask
            .call(nn.functional.relu(model.SecondAttentionOfPriceHidden.call(cat([second, passed], 1))))
            .sigmoid();
        var own = nn.functional.relu(model.Own.call(ofPrice));
        MustBeClose(model.Price.Output.call(cat([own, secondOfPrice, numbers], 1)).squeeze(1), found.Price);
        MustBeClose(model.Sold.Output.call(ofSold).squeeze(1), found.Sold);
        MustBeClose(model.Simple.Output.call(numbers).squeeze(1), found.Simple);

        static Tensor Mask(Tensor features, Linear hidden, BatchNorm1d hiddenNorm, Linear mask, BatchNorm1d maskNorm) =>
            maskNorm.call(mask.call(nn.functional.relu(hiddenNorm.call(hidden.call(features))))).sigmoid();
    }

    [Fact]
    public void Parameters_are_counted_as_they_are_and_the_second_layer_is_shared()
    {
        using var model = new AttendedWords();
        const int shared = (7 * 4) + (10 * 8) + 16 + (9 * 6) + (9 * 6);
        const int ofFirst = (9 * 4) + 8 + (5 * 8) + 16;
        const int ofSecond = (13 * 3) + (4 * 6);
        Assert.Equal(shared + (3 * ofFirst) + (2 * ofSecond) + (9 * 3) + 15 + 9 + 7 + 6, AttendedWords.ParameterCount);
        Assert.Equal(AttendedWords.ParameterCount, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(shared, ((IMultiTaskModel<AttendedWords.Batch, AttendedWords.Metrics>)model).Storage!.SharedCount);
    }

    [Fact]
    public void Attention_learns_like_its_task_and_the_second_layer_like_the_first()
    {
        using var model = new AttendedWords();
        var groups = ((IMultiTaskModel<AttendedWords.Batch, AttendedWords.Metrics>)model).LearningRates
            .ToDictionary(group => group.Multiplier, group => group.Modules);
        Assert.Equal([model.Second, model.SecondAttended], groups[0.5]);
        Assert.Equal(
            [
                model.FirstAttentionOfSoldHidden, model.FirstAttentionOfSoldHiddenNorm,
                model.FirstAttentionOfSoldMask, model.FirstAttentionOfSoldMaskNorm, model.Sold,
            ],
            groups[2]);
    }

    [Fact]
    public void Convolutions_have_a_mask_for_every_place()
    {
        using var scope = NewDisposeScope();
        using var model = new AttendedImages(seed: 2);
        var image = randn(Rows, 2, 8, 8);
        model.eval();
        var found = model.call(image);
        var edges = nn.functional.relu(model.EdgesNorm.call(model.Edges.call(image)));
        var shapes = nn.functional.relu(model.ShapesNorm.call(model.Shapes.call(nn.functional.max_pool2d(edges, 2))));
        var ofEdges = nn.functional.relu(
            model.EdgesAttentionOfIsCatHiddenNorm.call(model.EdgesAttentionOfIsCatHidden.call(edges)));
        var mask = model.EdgesAttentionOfIsCatMaskNorm.call(model.EdgesAttentionOfIsCatMask.call(ofEdges)).sigmoid();
        Assert.Equal(edges.shape, mask.shape);
        Assert.Equal([3, 3, 1, 1], model.EdgesAttentionOfIsCatMask.weight!.shape);
        var passed = nn.functional.relu(
            model.ShapesAttendedNorm.call(model.ShapesAttended.call(nn.functional.max_pool2d(edges * mask, 2))));
        var hidden = nn.functional.relu(
            model.ShapesAttentionOfIsCatHiddenNorm.call(model.ShapesAttentionOfIsCatHidden.call(cat([shapes, passed], 1))));
        var attended = shapes * model.ShapesAttentionOfIsCatMaskNorm.call(model.ShapesAttentionOfIsCatMask.call(hidden)).sigmoid();
        MustBeClose(model.IsCat.Output.call(attended.flatten(1)).squeeze(1), found.IsCat);
        Assert.Superset(
            new HashSet<string>
            {
                "Lines.weight", "LinesAttentionOfCatHidden.weight", "LinesAttentionOfAgeMaskNorm.running_mean",
                "ShapesAttended.weight", "ShapesAttendedNorm.bias",
            },
            model.state_dict().Keys.ToHashSet());
        Assert.DoesNotContain(
            model.state_dict().Keys,
            key => key.StartsWith("LinesAttended", StringComparison.Ordinal) || key.StartsWith("Smaller", StringComparison.Ordinal));
    }

    [Fact]
    public void Tasks_learn_to_attend_to_a_frozen_trunk()
    {
        using var scope = NewDisposeScope();
        using var model = new AttendedImages(seed: 3);
        Dictionary<string, Tensor> before = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var batch = new AttendedImages.Batch(randn(Rows, 2, 8, 8), Yes(), Labels());
        var history = model.Fit(batch, options: new() { Epochs = 3 });
        Assert.All(history.Epochs, epoch => Assert.True(double.IsFinite(epoch.Objective)));
        foreach (var (key, value) in model.state_dict())
        {
            var isTrunk = key.Split('.')[0] is "Lines" or "LinesNorm" or "Shapes" or "ShapesNorm";
            Assert.True(isTrunk == value.eq(before[key]).all().item<bool>(), $"{key} {(isTrunk ? "moved" : "stayed")}");
        }
    }

    [Fact]
    public void Steps_are_attended_to_one_by_one_and_padding_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = new AttendedSounds(seed: 4);
        model.eval();
        var sound = randn(2, 6, 3);
        var lengths = tensor(new long[] { 6, 4 }).reshape(2, 1);
        var together = model.call(sound, lengths);
        var alone = model.call(sound[1..2, ..4], lengths[1..2]);
        MustBeClose(together.Loudness[1..2], alone.Loudness);
        Assert.Equal([5, 5], model.StepsAttentionOfLoudnessMask.weight!.shape);
        Assert.Equal([4, 8], model.WholeAttentionOfLoudnessHidden.weight!.shape);
    }

    [Fact]
    public void A_saved_model_predicts_the_same_after_it_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var model = new AttendedWords(seed: 5);
        var (numbers, word) = (randn(Rows, 5), randint(0, 7, Rows));
        model.Fit(new AttendedWords.Batch(numbers, word, Labels(), Yes(), Yes(), Yes()), options: new() { Epochs = 3 });
        model.Save(folder["attended.safetensors"]);
        using var again = AttendedWords.Load(folder["attended.safetensors"]);
        Assert.Equal(model.Predict(numbers, word), again.Predict(numbers, word));
    }

    private static TaskLabels Labels() => new(randn(Rows), ones(Rows));

    private static TaskLabels Yes() => new(randint(0, 2, Rows).to(float32), ones(Rows));

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(
            expected.shape.SequenceEqual(found.shape) && allclose(expected, found, rtol: 1e-4, atol: 1e-5),
            $"expected {expected.str()}, found {found.str()}");
}
