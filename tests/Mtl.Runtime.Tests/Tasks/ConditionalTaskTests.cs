using TorchSharp;

namespace Mtl.Tests;

public sealed class ConditionalTaskTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, -1)]
    [InlineData(-3, 4)]
    public void The_logit_is_that_of_the_product(double a, double b)
    {
        double product = Sigmoid(a) * Sigmoid(b);

        Assert.Equal(Math.Log(product / (1 - product)), Logit(a, b), 1e-5);
    }

    [Theory]
    [InlineData(200, 100, 100)]
    [InlineData(-200, 100, -200)]
    [InlineData(-200, -100, -300)]
    public void Extreme_logits_stay_exact(double a, double b, double expected) => Assert.Equal(expected, Logit(a, b), 1e-4);

    [Fact]
    public void Both_factors_have_the_gradient_of_the_formula()
    {
        var a = Tensors.Vector(0.4f).requires_grad_();
        var b = Tensors.Vector(-1.3f).requires_grad_();
        torch.autograd.backward(ConditionalTask.Logit(a, b).sum());

        const double step = 1e-3;
        Assert.Equal((Exact(0.4 + step, -1.3) - Exact(0.4 - step, -1.3)) / (2 * step), a.grad!.Read()[0], 1e-4);
        Assert.Equal((Exact(0.4, -1.3 + step) - Exact(0.4, -1.3 - step)) / (2 * step), b.grad!.Read()[0], 1e-4);
    }

    [Fact]
    public void Both_logits_are_needed()
    {
        Assert.Equal("condition", Assert.Throws<ArgumentNullException>(() => ConditionalTask.Logit(null!, Tensors.Vector(1))).ParamName);
        Assert.Equal("task", Assert.Throws<ArgumentNullException>(() => ConditionalTask.Logit(Tensors.Vector(1), null!)).ParamName);
    }

    private static double Logit(double a, double b) => ConditionalTask.Logit(Tensors.Vector((float)a), Tensors.Vector((float)b)).Read()[0];

    private static double Exact(double a, double b) => -Math.Log(Math.Exp(-a) + Math.Exp(-b) + Math.Exp(-a - b));

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
