namespace Mtl.Tests.Balancing;

/// <summary>What methods promise for any gradients, on many random ones.</summary>
public sealed class GradientPropertyTests
{
    private const int Cases = 60;

    public static TheoryData<string> All => [.. Methods.OfGradients];

    public static TheoryData<string> InAnyOrder => [.. Methods.OfGradientsInAnyOrder];

    public static TheoryData<string> WithoutConflict =>
        [nameof(BalancingMethod.Mgda), nameof(BalancingMethod.UPGrad), nameof(BalancingMethod.DualProj)];

    [Theory]
    [MemberData(nameof(WithoutConflict))]
    public void No_loss_increases_to_first_order(string name) => ForRandom((random, gradients) =>
    {
        double[] direction = GradientProbe.Run(name, gradients).Direction;
        foreach (double[] gradient in gradients)
        {
            double product = Vectors.Dot(gradient, direction);
            Assert.True(product >= -1e-5 * Length(gradient) * gradients.Max(Length), $"{product} in {Text(gradients)}");
        }
    });

    [Fact]
    public void PCGrad_has_no_conflict_between_two() => ForRandom((random, gradients) =>
    {
        double[][] two = gradients.Length == 1 ? [gradients[0], gradients[0]] : gradients[..2];
        double[] direction = GradientProbe.Run("PCGrad", two).Direction;
        Assert.All(two, gradient => Assert.True(Vectors.Dot(gradient, direction) >= -1e-5 * Length(gradient) * two.Max(Length), Text(two)));
    });

    [Theory]
    [MemberData(nameof(InAnyOrder))]
    public void The_order_of_tasks_does_not_matter(string name) => ForRandom((random, gradients) =>
    {
        int[] order = [.. Enumerable.Range(0, gradients.Length)];
        random.Shuffle(order);
        double[] expected = GradientProbe.Run(name, gradients).Direction;
        double[] found = GradientProbe.Run(name, [.. order.Select(task => gradients[task])]).Direction;
        MustBeClose(expected, found, 2e-4 * Math.Max(Length(expected), 1e-3), gradients);
    });

    [Fact]
    public void UPGrad_is_linear_in_every_gradient_s_size() => ForRandom((random, gradients) =>
    {
        int task = random.Next(gradients.Length);
        double[] At(double factor)
        {
            double[][] scaled = [.. gradients];
            scaled[task] = [.. gradients[task].Select(value => factor * value)];
            return GradientProbe.Run("UPGrad", scaled).Direction;
        }
        var (one, two, three) = (At(1), At(2), At(3));
        MustBeClose([.. one.Zip(three, (a, b) => (a + b) / 2)], two, 1e-4 * gradients.Max(Length), gradients);
    });

    [Fact]
    public void Mgda_s_weights_are_on_the_simplex_and_no_gradient_shortens_the_mixture() => ForRandom((random, gradients) =>
    {
        var (direction, _, weights) = GradientProbe.Run("Mgda", gradients);
        Assert.Equal(1, weights.Sum(), 1e-6);
        Assert.All(weights, weight => Assert.True(weight >= 0));
        double squared = Vectors.Dot(direction, direction);
        double tolerance = 1e-5 * gradients.Max(gradient => Vectors.Dot(gradient, gradient));
        for (int task = 0; task < gradients.Length; task++)
        {
            double product = Vectors.Dot(gradients[task], direction);
            Assert.True(product >= squared - tolerance, $"{product} < {squared} in {Text(gradients)}");
            if (weights[task] > 1e-4)
                Assert.Equal(squared, product, tolerance * 10);
        }
    });

    [Fact]
    public void Projections_satisfy_the_conditions_of_Karush_Kuhn_and_Tucker() => ForRandom((random, gradients) =>
    {
        double[,] products = Vectors.Products(gradients);
        double[] wanted = [.. gradients.Select(_ => random.NextDouble())];
        double[] found = ConflictFreeCone.Project(products, wanted);
        double scale = gradients.Max(gradient => Vectors.Dot(gradient, gradient));
        for (int i = 0; i < wanted.Length; i++)
        {
            double slope = Enumerable.Range(0, wanted.Length).Sum(j => products[i, j] * found[j]);
            Assert.True(found[i] >= wanted[i] - 1e-12);
            Assert.True(slope >= -1e-9 * scale, $"{slope} in {Text(gradients)}");
            Assert.Equal(0, slope * (found[i] - wanted[i]), 1e-8 * scale * Math.Max(1, found[i]));
        }
    });

    [Theory]
    [MemberData(nameof(All))]
    public void One_task_has_its_plain_gradient(string name)
    {
        var (direction, heads, _) = GradientProbe.Run(name, [3, -4]);
        Assert.Equal([3, -4], direction);
        Assert.Equal([1], heads);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_task_without_labels_is_as_if_it_were_not_there(string name)
    {
        using var with = new GradientProbe(Methods.New(name, 3), 2, 1, 1, 1);
        var expected = GradientProbe.Run(name, [1, 0], [-1, 1]);
        var (direction, heads, weights) = with.Run([[1, 0], [0, 0], [-1, 1]], labels: [5, 0, 5]);
        Assert.Equal(expected.Direction, direction);
        Assert.Equal([expected.Heads[0], 1, expected.Heads[1]], heads);
        Assert.Equal([expected.Weights[0], 0, expected.Weights[1]], weights);
        Assert.Equal([0, 0], with.Run([[0, 0], [0, 0], [0, 0]], labels: [0, 0, 0]).Direction);
        Assert.Equal([2, 1], with.Run([[0, 0], [2, 1], [0, 0]], labels: [0, 3, 0]).Direction);
    }

    /// <summary>Neither NaN nor an explosion: the direction stays within a few times the gradients, and no method hangs.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Degenerate_gradients_give_bounded_numbers(string name)
    {
        double[][][] cases =
        [
            [[0, 0, 0], [0, 0, 0]],
            [[1, 2, 3], [0, 0, 0]],
            [[1, 2, 3], [1, 2, 3]],
            [[1, 2, 3], [-1, -2, -3]],
            [[1, 2, 3], [2, 4, 6]],
            [[1, 2, 3], [-2, -4, -6]],
            [[1e6, 0, 0], [0, 1, 0]],
            [[1e6, 0, 0], [-1, 1, 0]],
            [[1e-6, 0, 0], [-1, 1e-3, 0]],
            [[1e-12, 0, 0], [-1e-12, 1e-13, 0]],
            [[1, 0, 0], [0, 1, 0], [1, 1, 0]],
            [[1, 0, 0], [-1, 1e-7, 0], [0, 0, 0]],
            [[1, 0, 0], [0, 1, 0], [-1, -1, 0]],
            [[1, 2, 3], [1, 2, 3], [-1, -2, -3], [0, 0, 1e-9]],
            [[1, 0], [-0.5, 0.8], [-0.5, -0.8], [0.1, 0.1], [-0.2, 0.4]],
        ];
        foreach (double[][] gradients in cases)
        {
            using var probe = new GradientProbe(Methods.New(name, gradients.Length), gradients[0].Length, [.. gradients.Select(_ => 1.0)]);
            for (int step = 0; step < 3; step++)
            {
                var (direction, heads, weights) = probe.Run(gradients);
                Assert.All(weights.Concat(heads).Concat(direction), number => Assert.True(double.IsFinite(number), Text(gradients)));
                double sum = gradients.Sum(Length);
                Assert.True(Length(direction) <= 10 * Math.Max(sum, 1), $"{Length(direction)} of {Text(gradients)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Random_gradients_of_any_rank_give_numbers(string name) => ForRandom((random, gradients) =>
    {
        var (direction, heads, weights) = GradientProbe.Run(name, gradients);
        Assert.All(weights.Concat(heads).Concat(direction), number => Assert.True(double.IsFinite(number), Text(gradients)));
    });

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_that_are_no_numbers_do_not_hang(string name) =>
        Assert.NotNull(GradientProbe.Run(name, [double.NaN, 1], [1, double.PositiveInfinity]).Direction);

    private static void ForRandom(Action<Random, double[][]> check)
    {
        var random = new Random(7);
        for (int i = 0; i < Cases; i++)
            check(random, Vectors.Random(random, tasks: random.Next(1, 7), numbers: random.Next(2, 9)));
    }

    private static double Length(double[] vector) => Math.Sqrt(Vectors.Dot(vector, vector));

    private static void MustBeClose(double[] expected, double[] found, double tolerance, double[][] gradients) =>
        Assert.True(
            Length([.. expected.Zip(found, (a, b) => a - b)]) <= tolerance,
            $"[{string.Join(", ", found)}] instead of [{string.Join(", ", expected)}] for {Text(gradients)}");

    private static string Text(double[][] gradients) => string.Join(" ", gradients.Select(row => $"[{string.Join(", ", row)}]"));
}
