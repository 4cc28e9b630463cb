using TorchSharp;

namespace Mtl.Tests;

public sealed class ActivationOpTests
{
    public static TheoryData<Activation, int, bool> Functions()
    {
        var rows = new TheoryData<Activation, int, bool>();
        foreach (var function in Enum.GetValues<Activation>().Where(function => Reference(function) is not null))
        {
            foreach (int width in (int[])[1, 7, 8, 33])
            {
                rows.Add(function, width, false);
                rows.Add(function, width, true);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_agrees_with_autograd(Activation function, int width, bool isPart)
    {
        torch.manual_seed(width);
        using var probe = new StepProbe();
        var source = probe.Source(width, isPart);
        using var step = new ActivationOp(source, function);
        foreach (int rows in (int[])[3, 1, 6])
            probe.MustAgree(step, x => Reference(function)!(x[0]), rows, source);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Far_out_it_still_agrees(Activation function, int width, bool isPart)
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        var source = probe.Source(width, isPart);
        using var step = new ActivationOp(source, function);
        foreach (float x in (float[])[-100, -30, -1e-6f, 1e-6f, 30, 100])
        {
            var given = torch.full([2, width], x);
            var leaf = given.clone().requires_grad_();
            var result = Reference(function)!(leaf);
            torch.autograd.backward(result.sum());
            var found = probe.ByStep(step, [source], [given], torch.ones(2, width));
            StepProbe.MustBeClose(result.detach().clone().Read(), found[0].Numbers, $"f({x})");
            StepProbe.MustBeClose(leaf.grad!.Read(), found[1].Numbers, $"f'({x})");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void What_is_no_number_stays_none(Activation function, int width, bool isPart)
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new StepProbe();
        var source = probe.Source(width, isPart);
        using var step = new ActivationOp(source, function);
        var found = probe.ByStep(step, [source], [torch.full([2, width], float.NaN)], torch.ones(2, width));
        Assert.All(found[0].Numbers, number => Assert.True(float.IsNaN(number)));
    }

    /// <summary>The error of value and derivative on a fine grid, against PyTorch in double precision.</summary>
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    [InlineData(Activation.Elu)]
    [InlineData(Activation.Selu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Mish)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Value_and_derivative_are_exact_to_six_digits(Activation activation)
    {
        using var scope = torch.NewDisposeScope();
        var grid = torch.arange(-12.0005f, 12, 0.001f);
        var leaf = grid.to(torch.float64).detach().requires_grad_();
        var exact = Reference(activation)!(leaf);
        exact.sum().backward();
        float[] x = grid.Read(), y = new float[x.Length], gradients = new float[x.Length];
        var function = ElementwiseFunction.Of(activation);
        function.Apply(x, y);
        Array.Fill(gradients, 1);
        function.Differentiate(function.IsInPlace ? y : x, gradients);
        MustAgree(exact.detach(), y, x);
        MustAgree(leaf.grad!, gradients, x);

        static void MustAgree(torch.Tensor exact, float[] found, float[] x)
        {
            double[] expected = exact.data<double>().ToArray();
            for (int i = 0; i < x.Length; i++)
            {
                double error = Math.Abs(expected[i] - found[i]);
                Assert.True(error <= 5e-7 * (1 + Math.Abs(expected[i])), $"x = {x[i]:R}: {found[i]:R}, exact {expected[i]:R}");
            }
        }
    }

    private static Func<torch.Tensor, torch.Tensor>? Reference(Activation function) => function switch
    {
        Activation.Relu => x => torch.nn.functional.relu(x),
        Activation.LeakyRelu => x => torch.nn.functional.leaky_relu(x, 0.01),
        Activation.Elu => x => torch.nn.functional.elu(x, 1.0),
        Activation.Selu => x => torch.nn.functional.selu(x),
        Activation.Gelu => x => torch.nn.functional.gelu(x),
        Activation.Silu => x => torch.nn.functional.silu(x),
        Activation.Mish => x => torch.nn.functional.mish(x),
        Activation.Tanh => x => x.tanh(),
        Activation.Sigmoid => x => x.sigmoid(),
        _ => null,
    };
}
