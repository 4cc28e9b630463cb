namespace Mtl.Tests.Balancing;

/// <summary>What all methods have in common: attaching, tasks that take no part, what a method of one's own is given.</summary>
public sealed class TaskBalancingTests
{
    public static TheoryData<string> OfLosses => [.. Methods.OfLosses];

    public static TheoryData<string> OfGradients => [.. Methods.OfGradients];

    [Theory]
    [MemberData(nameof(OfLosses))]
    public void A_loss_of_weight_0_takes_no_part(string name)
    {
        using var with = (LossBalancing)Methods.New(name, 3);
        with.Attach(Methods.Model(2, 0, 0.5));
        using var without = (LossBalancing)Methods.New(name, 2);
        without.Attach(Methods.Model(2, 0.5));
        with.Random.Reseed(3);
        without.Random.Reseed(3);
        Assert.Equal(without.Weigh([0.7, 2.5], [4, 4]), with.Weigh([0.7, 9, 2.5], [4, 4, 4]), 1e-12);
        Assert.Equal([without.Weights[0], 0, without.Weights[1]], with.Weights);
    }

    [Theory]
    [MemberData(nameof(OfGradients))]
    public void A_gradient_of_weight_0_takes_no_part(string name)
    {
        using var with = new GradientProbe(Methods.New(name, 3), 2, 2, 0, 0.5);
        using var without = new GradientProbe(Methods.New(name, 2), 2, 2, 0.5);
        var expected = without.Run([[1, 0], [-1, 1]]);
        var (direction, _, weights) = with.Run([[1, 0], [5, 5], [-1, 1]]);
        Assert.Equal(expected.Direction, direction);
        Assert.Equal([expected.Weights[0], 0, expected.Weights[1]], weights);
    }

    [Fact]
    public void What_cannot_be_attached_is_refused()
    {
        var method = new UncertaintyBalancing(2);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => method.Attach(null!)).ParamName);
        var error = Assert.Throws<InvalidOperationException>(() => method.Weigh([1, 2], [1, 1]));
        Assert.Equal(
            "UncertaintyBalancing was attached to a model of 0 tasks, but is given 2 losses: call Attach with the model's Info first.",
            error.Message);
        method.Dispose();
        Assert.Throws<ObjectDisposedException>(() => method.Attach(Methods.Model(1, 1)));
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new UncertaintyBalancing(0));
        Assert.StartsWith("A balancing method needs at least 1 task, but is given 0.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Products_are_those_of_every_two_tasks(int rows, int columns)
    {
        BalancedTask[] tasks = [new(0, 1, 2, 4), new(2, 1, 0.5, 4)];
        var error = Assert.Throws<ArgumentException>(() => new Gramian(tasks, new double[rows, columns]));
        Assert.StartsWith($"2 tasks need 2 × 2 products, but there are {rows} × {columns}.", error.Message, StringComparison.Ordinal);
        Assert.Equal("products", Assert.Throws<ArgumentNullException>(() => new Gramian(tasks, null!)).ParamName);
        var products = new Gramian(tasks, new double[,] { { 9, -1 }, { -1, 4 } });
        Assert.Equal((2, 3, 2, -1), (products.Count, products.Norm(0), products.Norm(1), products[0, 1]));
    }
}
