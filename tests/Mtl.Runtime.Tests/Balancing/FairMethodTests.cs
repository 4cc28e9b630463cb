using static Mtl.Tests.Balancing.GradientProbe;
using static Mtl.Tests.Balancing.Vectors;

namespace Mtl.Tests.Balancing;

/// <summary>Nash-MTL and FairGrad, whose direction gives every task a fair share, against their equations.</summary>
public sealed class FairMethodTests
{
    [Fact]
    public void Nash_solves_its_equation_and_weighs_heads()
    {
        double[][] gradients = Vectors.Random(6, tasks: 3, numbers: 5);
        var (direction, heads, _) = Run("NashMtl", gradients);
        double norm = Math.Sqrt(gradients.Sum(a => gradients.Sum(b => Dot(a, b) * Dot(a, b))));
        double[] mixture = Mix(gradients, heads);
        for (int task = 0; task < 3; task++)
            Assert.Equal(1 / heads[task], Dot(gradients[task], mixture) / norm, 1e-4 / heads[task]);
        Assert.Equal(1, Length(direction), 1e-5); // It would be longer.
        Close([.. mixture.Select(value => value / Length(mixture))], direction);
        var small = Run("NashMtl", [0.03, 0], [0, 0.04]); // Here it is not: length √(T·‖GGᵀ‖).
        double scale = Math.Sqrt(Math.Sqrt(Math.Pow(0.03, 4) + Math.Pow(0.04, 4)));
        Close([scale, scale], small.Direction);
    }

    [Fact]
    public void Nash_gives_more_to_what_is_preferred()
    {
        using var probe = new GradientProbe(new NashMtlBalancing(), 2, 4, 1);
        var (_, heads, weights) = probe.Run([[0.01, 0], [0, 0.01]]);
        double other = Math.Sqrt(Math.Sqrt(2)); // w² = √2·p at right angles.
        Close([2 * other, other], weights, 1e-5);
        Close([2 * other, other], heads, 1e-5);
    }

    public static TheoryData<string> Fair => [nameof(BalancingMethod.NashMtl), nameof(BalancingMethod.FairGrad)];

    [Theory]
    [MemberData(nameof(Fair))]
    public void Fair_methods_leave_the_shared_parameters_where_no_direction_helps_all(string name)
    {
        using var probe = new GradientProbe(Methods.New(name, 2), 2, 3, 0.5);
        var (direction, heads, weights) = probe.Run([[1, 0], [-2, 0]]);
        Assert.Equal([0, 0], direction);
        Assert.Equal([0, 0], weights);
        Close([3, 0.5], heads);
    }

    [Theory]
    [MemberData(nameof(Fair))]
    public void Fair_methods_let_a_head_learn_whose_shared_gradient_is_0(string name)
    {
        using var probe = new GradientProbe(Methods.New(name, 3), 2, 2, 0.5, 1);
        var (_, heads, weights) = probe.Run([[1, 0], [0, 0], [0, 2]]);
        Assert.Equal(0, weights[1]);
        Assert.Equal(0.5, heads[1], 1e-6);
        Close([weights[0] / weights[2]], [heads[0] / heads[2]], 1e-5);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(10)]
    public void Fair_weights_are_exact_to_rounding(double alpha)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            double[][] gradients = Vectors.Random(seed, tasks: 4, numbers: 6);
            var units = gradients.Select(gradient => (double[])[.. gradient.Select(value => value / Length(gradient))]);
            double[,] cosines = Products([.. units]);
            double[] demands = [.. gradients.Select(Length)];
            double[] found = FairWeights.Solve(cosines, demands, alpha)!;
            for (int i = 0; i < 4; i++)
            {
                double demand = demands[i] * Math.Pow(found[i], -1 / alpha);
                Assert.Equal(demand, Enumerable.Range(0, 4).Sum(j => cosines[i, j] * found[j]), 1e-12 * demand);
            }
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void FairGrad_solves_its_equation_and_weighs_heads(double alpha)
    {
        double[][] gradients = Vectors.Random(9, tasks: 3, numbers: 5);
        var (direction, heads, weights) = Run(new FairGradBalancing { Alpha = alpha }, gradients);
        Close(heads, weights, 1e-5);
        for (int task = 0; task < 3; task++)
        {
            double demand = Math.Pow(weights[task], -1 / alpha);
            Assert.Equal(demand, Dot(gradients[task], direction), 1e-4 * demand);
        }
    }
}
