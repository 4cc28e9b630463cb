using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Gradients of the tasks with respect to what they share, by the chain rule, with autograd and with the fused step.</summary>
[Collection(Alone.Name)]
public sealed class RepresentationTests
{
    private const int Rows = 9;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_are_those_of_the_heads_by_hand(bool isFused)
    {
        using var scope = NewDisposeScope();
        using var model = new SharedPair(seed: 1);
        var batch = Batch();
        model.train(isFused); // In evaluation mode the step goes by autograd.
        var found = model.ComputeRepresentationGradients(batch);
        Assert.Equal([2, Rows, 4], found.shape);
        Assert.All(model.parameters(), parameter => Assert.True(parameter.grad is null || parameter.grad.abs().sum().item<float>() == 0));

        var shared = Shared(model, batch).detach().requires_grad_();
        var kind = model.Kind.Loss(model.Kind.Output.call(nn.functional.relu(model.Kind.Hidden[0].call(shared))), batch.Kind);
        MustBeClose(Gradient(kind, shared), found[0]);
        var price = 0.5 * model.Price.Loss(model.Price.Output.call(shared).squeeze(1), batch.Price);
        MustBeClose(Gradient(price, shared), found[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Through_the_shared_layers_they_become_the_gradients_of_the_tasks(bool isFused)
    {
        using var scope = NewDisposeScope();
        using var model = new SharedPair(seed: 2);
        var batch = Batch();
        model.train(isFused);
        var representation = model.ComputeRepresentationGradients(batch);
        var expected = model.ComputeTaskGradients(batch);
        for (var task = 0; task < 2; task++)
        {
            model.zero_grad();
            (Shared(model, batch) * representation[task]).sum().backward();
            Tensor[] parameters = [model.First.weight!, model.First.bias!, model.Second.weight!, model.Second.bias!];
            MustBeClose(expected[task], cat([.. parameters.Select(parameter => parameter.grad!.flatten())]));
        }
    }

    private static Tensor Shared(SharedPair model, SharedPair.Batch batch) =>
        model.Second.call(nn.functional.relu(model.First.call(batch.Input))).tanh();

    private static SharedPair.Batch Batch()
    {
        manual_seed(3);
        return new(randn(Rows, 5), new(randint(0, 3, Rows), rand(Rows).lt(0.7).to(float32)), new(randn(Rows), ones(Rows)));
    }

    private static Tensor Gradient(Tensor loss, Tensor value)
    {
        value.grad = null;
        loss.backward();
        return value.grad!;
    }

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(allclose(expected, found, rtol: 1e-4, atol: 1e-6), $"{expected}\n{found}");
}
