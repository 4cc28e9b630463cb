using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>The objective: weighted losses over labeled rows, plus penalties.</summary>
[Collection(Alone.Name)]
public sealed class ObjectiveTests
{
    [Fact]
    public void A_missing_label_has_exactly_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var model = new ThreeKinds(seed: 3);
        model.eval(); // No dropout and fixed batch statistics: the rows do not see each other.
        var labeled = ThreeKinds.Encode([Row(1, Color.Red, null, 2), Row(2, Color.Blue, true, null)]);
        var unlabeled = ThreeKinds.Encode([Row(1, null, null, null), Row(2, null, true, null)]);

        Gradients(model, unlabeled, out var losses);
        Assert.Equal(0, losses.Color.item<float>());
        Assert.Equal(0, losses.Amount.item<float>());

        // L2 alone acts on a head without labels: 2·λ·w, and nothing at all on its biases.
        foreach (var layer in model.Color.Hidden.Append(model.Color.Output).Concat(model.Amount.Hidden).Append(model.Amount.Output))
        {
            AssertSame(layer.weight! * 2e-3f, layer.weight!.grad!);
            Assert.Equal(0, layer.bias!.grad!.abs().max().item<float>());
        }
        Assert.True(model.Yes.Output.bias!.grad!.abs().item<float>() > 0);

        Gradients(model, labeled, out _);
        Assert.True(model.Color.Output.bias!.grad!.abs().max().item<float>() > 0);
    }

    [Fact]
    public void Rows_without_a_label_change_nothing_for_their_task()
    {
        using var scope = NewDisposeScope();
        using var model = new ThreeKinds(seed: 4);
        model.eval();
        var few = ThreeKinds.Encode([Row(1, Color.Green, null, null), Row(2, Color.Blue, null, null)]);
        var many = ThreeKinds.Encode(
            [Row(1, Color.Green, null, null), Row(7, null, null, null), Row(2, Color.Blue, null, null), Row(8, null, null, null)]);
        var alone = Gradients(model, few, out var lossAlone);
        var among = Gradients(model, many, out var lossAmong);
        Assert.Equal(lossAlone.Color.item<float>(), lossAmong.Color.item<float>(), 6);
        Assert.All(alone.Keys, name => AssertSame(alone[name], among[name]));
    }

    [Fact]
    public void L2_adds_the_sum_of_squared_weights_and_twice_the_weights_to_the_gradient()
    {
        using var scope = NewDisposeScope();
        using var model = new Penalized(seed: 5);
        var batch = new Penalized.Batch(zeros(1, 5), Missing(), Missing());
        var losses = model.ComputeLosses(model.call(batch.Input), batch);
        var expected = (0.5 * SumOfSquares(model.Strong.weight!))
            + (0.01 * (SumOfSquares(model.Weak.Hidden[0].weight!) + SumOfSquares(model.Weak.Output.weight!)));
        Assert.Equal(expected, losses.Penalty.item<float>(), 5);
        Assert.Equal(losses.Penalty.item<float>(), losses.Total.item<float>());

        autograd.backward(losses.Total);
        AssertSame(model.Strong.weight! * 1.0f, model.Strong.weight!.grad!);
        AssertSame(model.Weak.Output.weight! * 0.02f, model.Weak.Output.weight!.grad!);
        Assert.Equal(0, model.Free.weight!.grad!.abs().max().item<float>());
        Assert.Equal(0, model.Exempt.Output.weight!.grad!.abs().max().item<float>());
        Assert.Equal(0, model.Strong.bias!.grad!.abs().max().item<float>());
    }

    [Fact]
    public void The_objective_is_the_weighted_sum_of_the_losses_and_the_penalty()
    {
        using var scope = NewDisposeScope();
        using var model = new ThreeKinds(seed: 6);
        model.eval();
        var batch = ThreeKinds.Encode([Row(1, Color.Red, true, 2), Row(2, Color.Blue, false, -3), Row(3, null, true, null)]);
        var outputs = model.call(batch.Input);
        var losses = model.ComputeLosses(outputs, batch);

        var two = tensor(new long[] { 0, 1 });
        Assert.Equal(
            nn.functional.cross_entropy(outputs.Color.index_select(0, two), tensor(new long[] { 0, 2 })).item<float>(),
            losses.Color.item<float>(),
            5);
        Assert.Equal(
            nn.functional.binary_cross_entropy_with_logits(outputs.Yes, tensor(new float[] { 1, 0, 1 })).item<float>(),
            losses.Yes.item<float>(),
            5);
        Assert.Equal(
            nn.functional.mse_loss(outputs.Amount.index_select(0, two), tensor(new float[] { 2, -3 })).item<float>(),
            losses.Amount.item<float>(),
            4);
        var total = losses.Color + (2 * losses.Yes) + (0.25 * losses.Amount) + losses.Penalty;
        Assert.Equal(total.item<float>(), losses.Total.item<float>(), 4);
    }

    private static Sample Row(int seed, Color? color, bool? yes, double? amount)
    {
        var random = new Random(seed);
        return new Sample([.. Enumerable.Range(0, 6).Select(_ => (float)random.NextDouble())], seed % 2 == 0, color, yes, amount);
    }

    private static Dictionary<string, Tensor> Gradients(ThreeKinds model, ThreeKinds.Batch batch, out ThreeKinds.Losses losses)
    {
        model.zero_grad();
        losses = model.ComputeLosses(model.call(batch.Input), batch);
        autograd.backward(losses.Total);
        return model.named_parameters().Where(entry => entry.parameter.grad is not null)
            .ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());
    }

    private static TaskLabels Missing() => new(zeros(1), zeros(1));

    private static double SumOfSquares(Tensor weights) => weights.square().sum().item<float>();

    private static void AssertSame(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().item<float>() <= 1e-6f, $"expected {expected}, found {actual}");
}
