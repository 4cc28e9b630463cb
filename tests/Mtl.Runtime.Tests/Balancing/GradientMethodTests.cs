using TorchSharp;
using static Mtl.Tests.Balancing.GradientProbe;
using static Mtl.Tests.Balancing.Vectors;

namespace Mtl.Tests.Balancing;

/// <summary>Methods that combine gradients, on cases whose results are known in closed form.</summary>
public sealed class GradientMethodTests
{
    private static readonly double[][] _conflict = [[1, 0], [-1, 1]];
    private static readonly double[][] _atRightAngles = [[3, 0], [0, 4]];

    [Fact]
    public void PCGrad_removes_what_opposes_the_other()
    {
        Close([0.5, 1.5], Run("PCGrad", _conflict).Direction);
        Close([3, 4], Run("PCGrad", _atRightAngles).Direction);
        Close([1, 1], Run("PCGrad", _conflict).Heads);
    }

    [Fact]
    public void PCGrad_projects_in_random_order_on_the_original_gradients()
    {
        double[][] gradients = [[1, 0, 0.2], [-1, 1, 0], [-0.5, -1, 1]];
        var possible = new HashSet<string>();
        foreach (int[] order in (int[][])[[1, 2], [2, 1]])
        {
            double[] first = [.. gradients[0]];
            foreach (int other in order)
            {
                double product = Dot(first, gradients[other]);
                if (product < 0)
                    first = [.. first.Zip(gradients[other], (a, b) => a - (product / Dot(gradients[other], gradients[other]) * b))];
            }

            possible.Add(Text(first));
        }

        var found = new HashSet<string>();
        torch.manual_seed(1);
        for (int i = 0; i < 60; i++)
        {
            // Preferences next to 0 leave the first task's projected gradient alone.
            using var probe = new GradientProbe(new PCGradBalancing(), 3, 1, 1e-8, 1e-8);
            found.Add(Text(probe.Run(gradients).Direction));
        }

        Assert.Equal(2, possible.Count);
        Assert.Equal(possible.Order(), found.Order());

        static string Text(double[] vector) =>
            string.Join(" ", vector.Select(value => $"{value:F4}".Replace("-0.0000", "0.0000", StringComparison.Ordinal)));
    }

    [Fact]
    public void GradVac_begins_as_PCGrad_and_then_turns_to_the_average_of_the_cosines()
    {
        using var probe = new GradientProbe(new GradVacBalancing(2), 2, 1, 1);
        Close([0.5, 1.5], probe.Run(_conflict).Direction);
        double target = 0.5 * (-1 / Math.Sqrt(2)); // Half of the cosine that was found.
        double[][] next = [[1, 0], [-2, 0.5]];
        double cosine = -2 / Math.Sqrt(4.25);
        double sine = Math.Sqrt(1 - (cosine * cosine));
        double targetSine = Math.Sqrt(1 - (target * target));
        double first = ((target * sine) - (cosine * targetSine)) / (Math.Sqrt(4.25) * targetSine);
        double second = Math.Sqrt(4.25) * ((target * sine) - (cosine * targetSine)) / targetSine;
        var direction = probe.Run(next).Direction;
        Close([1 - (2 * first) - 2 + second, (0.5 * first) + 0.5], direction, 1e-5);
        double[] turned = [1 - (2 * first), 0.5 * first];
        Assert.Equal(target, Dot(turned, next[1]) / Math.Sqrt(Dot(turned, turned) * 4.25), 1e-9);
    }

    [Fact]
    public void Mgda_is_the_shortest_mixture()
    {
        var (direction, _, weights) = Run("Mgda", [2, 0], [0, 1]);
        Close([0.2, 0.8], weights);
        Close([0.4, 0.8], direction);
        Close([1, 0], Run("Mgda", [1, 0], [3, 1]).Direction); // The nearest point is an end.
        Close([0.5, 0.5], Run(new MgdaBalancing { Normalization = MgdaNormalization.Norm }, [2, 0], [0, 1]).Weights);
        using var probe = new GradientProbe(new MgdaBalancing { Normalization = MgdaNormalization.Loss }, 2, 1, 1);
        Close([0.5, 0.5], probe.Run([[2, 0], [0, 1]], losses: [2, 1]).Weights);
        using var both = new GradientProbe(new MgdaBalancing { Normalization = MgdaNormalization.LossAndNorm }, 2, 1, 1);
        Close([0.8, 0.2], both.Run([[2, 0], [0, 1]], losses: [2, 1]).Weights);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CAGrad_finds_the_worst_mixture(int seed)
    {
        double[][] gradients = Vectors.Random(seed, tasks: 3, numbers: 4);
        double[] mean = Mix(gradients, [1 / 3.0, 1 / 3.0, 1 / 3.0]);
        double radius = 0.4 * Length(mean);
        double best = double.PositiveInfinity;
        for (int i = 0; i <= 300; i++)
        {
            for (int j = 0; i + j <= 300; j++)
            {
                double[] mixture = Mix(gradients, [i / 300.0, j / 300.0, (300 - i - j) / 300.0]);
                best = Math.Min(best, Dot(mixture, mean) + (radius * Length(mixture)));
            }
        }

        // The dual of the least progress within the radius: min over tasks of g·d equals the minimum over the mixtures.
        double[] direction = Run("CAGrad", gradients).Direction;
        Assert.Equal(radius, Length([.. direction.Zip(mean, (d, m) => d - m)]), 1e-5);
        Assert.Equal(best, gradients.Min(gradient => Dot(gradient, direction)), 2e-3 * Math.Max(1, Math.Abs(best)));
        Close([.. direction.Select(value => value / 1.16)], Run(new CAGradBalancing { Rescale = true }, gradients).Direction);
        Close(mean, Run(new CAGradBalancing { C = 0 }, gradients).Direction);
    }

    [Fact]
    public void CAGrad_with_all_tasks_in_the_worst_mixture_helps_all_alike()
    {
        double[][] gradients = [[1, 0.1, 0], [-0.6, 1, 0.2], [-0.5, -0.9, 0.4]];
        double[] mean = [1.2 / 3.1, 1 / 3.1, 0.9 / 3.1];
        using var probe = new GradientProbe(new CAGradBalancing { C = 0.6 }, torch.float64, 3, 1.2, 1, 0.9);
        var (direction, _, weights) = probe.Run(gradients);
        Assert.All(weights.Zip(mean), pair => Assert.True(pair.First - pair.Second > 0.01)); // No task is out of it.
        double[] progress = [.. gradients.Select(gradient => Dot(gradient, direction))];
        Assert.All(progress, value => Assert.Equal(progress[0], value, 1e-9));
        double[] plain = Mix(gradients, mean);
        Assert.Equal(0.6 * Length(plain), Length([.. direction.Zip(plain, (d, m) => d - m)]), 1e-9);
    }

    /// <summary>The worst mixture is the longest gradient but one, and far longer than the shortest.</summary>
    [Fact]
    public void CAGrad_finds_a_worst_task_however_long_its_gradient()
    {
        double[][] gradients = [[0.1, 0], [-3, 1], [5, 1]];
        double[] mean = [0.7, 2 / 3.0];
        double radius = 0.4 * Length(mean), length = Math.Sqrt(10);
        Close([mean[0] - (radius * 3 / length), mean[1] + (radius / length)], Run("CAGrad", gradients).Direction, 1e-5);
    }

    [Fact]
    public void ImtlG_projects_alike_on_all()
    {
        double[][] gradients = Vectors.Random(4, tasks: 3, numbers: 5);
        var (direction, _, weights) = Run("ImtlG", gradients);
        Assert.Equal(1, weights.Sum(), 1e-6);
        double[] projections = [.. gradients.Select(gradient => Dot(direction, gradient) / Length(gradient))];
        Assert.All(projections, projection => Assert.Equal(projections[0], projection, 1e-5));
        Close([4 / 7.0, 3 / 7.0], Run("ImtlG", _atRightAngles).Weights);
    }

    [Fact]
    public void Mgda_divides_by_no_loss_of_0()
    {
        foreach (var kind in (MgdaNormalization[])[MgdaNormalization.Loss, MgdaNormalization.LossAndNorm])
        {
            using var probe = new GradientProbe(new MgdaBalancing { Normalization = kind }, 2, 1, 1);
            Close([0.5, 0.5], probe.Run([[1, 0], [0, 1]], losses: [0, 1]).Weights);
        }
    }

    [Fact]
    public void Aligned_gradients_have_equal_principal_components()
    {
        Close([0.5, 0.375], Run("AlignedMtl", _atRightAngles).Weights);
        double[][] gradients = Vectors.Random(8, tasks: 3, numbers: 6);
        var weights = Run("AlignedMtl", gradients).Weights;
        // The mean of aligned gradients has the length of the mean of orthogonal ones: √(λ_min·Σ(1/T)²).
        var eigen = new SymmetricEigen(Products(gradients));
        Assert.Equal(Math.Sqrt(eigen.Values.Min() / 3), Length(Mix(gradients, [.. weights])), 1e-4);
    }

    [Theory]
    [InlineData(2060)]
    [InlineData(1e6)]
    public void Aligned_gradients_keep_every_direction_whatever_their_lengths(double length)
    {
        Close([0.5, 0.5], Run("AlignedMtl", [1, 0], [0, length]).Direction);
        // Two directions of three gradients; and one gradient beside one of 0.
        Close([1 / 3.0, 1 / Math.Sqrt(5)], Run("AlignedMtl", [1, 0], [0, length], [0, 2 * length]).Direction);
        Close([0, 0.5], Run("AlignedMtl", [0, 0], [0, length]).Direction.Select(value => value / length));
    }

    [Fact]
    public void ImtlG_of_gradients_that_depend_on_each_other_takes_the_pseudo_inverse_of_the_cosines()
    {
        // C = [[1, 1, 0], [1, 1, 0], [0, 0, 1]], C⁺·1 = [1/2, 1/2, 1], by lengths [1/2, 1/4, 1], to the sum 1:
        var (direction, _, weights) = Run("ImtlG", [1, 0], [2, 0], [0, 1]);
        Close([2 / 7.0, 1 / 7.0, 4 / 7.0], weights);
        Close([4 / 7.0, 4 / 7.0], direction);
        Close([2 / 5.0, 2 / 5.0, 1 / 5.0], Run("ImtlG", [1, 0], [1, 0], [2, 0]).Weights); // Rank 1: all directions alike.
    }

    /// <summary>The cosines of [1, 0], [1, 0] and [1, ε] have eigenvalues near 0, 2ε²/3 and 3; eigenvalues below 3e-6 count as 0.</summary>
    [Theory]
    [InlineData(1.5e-6, 1 / 3.0)]
    [InlineData(6e-6, 1 / 4.0)]
    public void ImtlG_takes_directions_that_hardly_differ_as_one(double eigenvalue, double first)
    {
        using var probe = new GradientProbe(new ImtlGBalancing(), torch.float64, 2, 1, 1, 1);
        double[] weights = probe.Run([[1, 0], [1, 0], [1, Math.Sqrt(1.5 * eigenvalue)]]).Weights;
        Close([first, first, 1 - (2 * first)], weights, 1e-4);
    }

    [Fact]
    public void Aligned_gradients_of_nearly_one_direction_do_not_hide_a_short_one() =>
        Assert.Equal(1 / 3.0, Run("AlignedMtl", [1e6, 0, 0], [1e6, 100, 0], [0, 0, 1]).Weights[2], 1e-4);

    /// <summary>C⁺·1 is 1.25, -1.25 and 1.25; divided by lengths of 2, 1 and 2 that adds up to 0, but for rounding.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1e-6)]
    public void ImtlG_whose_weights_add_up_to_0_takes_the_directions_alike(double scale)
    {
        double across = Math.Sqrt(0.19), second = 0.27 / across;
        double[][] units = [[1, 0, 0], [0.9, across, 0], [0.7, second, Math.Sqrt(0.51 - (second * second))]];
        double[] lengths = [2, 1, 2];
        using var probe = new GradientProbe(new ImtlGBalancing(), torch.float64, 3, 1, 1, 1);
        double[][] gradients = [.. units.Zip(lengths, (unit, length) => (double[])[.. unit.Select(value => value * length * scale)])];
        Close([0.25, 0.5, 0.25], probe.Run(gradients).Weights);
    }

    [Fact]
    public void ImtlG_without_equal_projections_takes_the_directions_alike()
    {
        var (direction, _, weights) = Run("ImtlG", [1, 0], [-3, 0]);
        Close([0.75, 0.25], weights);
        Close([0, 0], direction);
    }

    [Fact]
    public void Directions_of_models_in_double_precision_are_not_rounded()
    {
        using var probe = new GradientProbe(new MgdaBalancing(), torch.float64, 2, 1, 1);
        var (direction, _, weights) = probe.Run([[1, 0], [0, 3]]);
        Close([0.9, 0.1], weights, 1e-14);
        Close([0.9, 0.3], direction, 1e-14);
        using var preferring = new GradientProbe(new UPGradBalancing(), torch.float64, 2, 3, 0.7);
        Close([3 / 3.7, 0.7 / 3.7], preferring.Run([[1, 0], [0, 1]]).Direction, 1e-14);
    }

    [Fact]
    public void What_is_learned_in_double_precision_is_not_rounded()
    {
        var method = new GradNormBalancing(2) { AllShared = true };
        method.to(torch.float64);
        using var probe = new GradientProbe(method, torch.float64, 2, 1, 1);
        using (torch.no_grad())
            method.Learned.Parameter.copy_(torch.tensor([0.1, -0.1]));
        double share = 2 / (1 + Math.Exp(-0.2));
        Close([share, 2 - share], probe.Run([[1, 0], [0, 3]], losses: [0.1, 0.3]).Weights, 1e-15);
        Close([0.1, 0.3], TensorValues.Read<double>(method.get_buffer("first_losses")!), 1e-17);
        // d|w₁ − mean| − d|3w₂ − mean|, the mean being a constant: ∓‖g‖·w, through the softmax.
        double slope = ((3 * (2 - share)) - share >= 0 ? 1 : -1) * -share * (1 - (share / 2)) * (1 + 3);
        Close([slope, -slope], TensorValues.Read<double>(method.Learned.Parameter.grad!), 1e-14);
    }

    [Fact]
    public void UPGrad_averages_the_projections()
    {
        Close([0.25, 0.75], Run("UPGrad", _conflict).Direction);
        Close([1.5, 2], Run("UPGrad", _atRightAngles).Direction);
        using var probe = new GradientProbe(new UPGradBalancing(), 2, 3, 1);
        Close([0.375, 0.625], probe.Run(_conflict).Direction); // 3/4 of [0.5, 0.5] and 1/4 of [0, 1].
    }

    [Fact]
    public void DualProj_projects_the_mean()
    {
        Close([0, 0.5], Run("DualProj", _conflict).Direction);
        Close([0, 0.5], Run("DualProj", [1, 0], [-3, 1]).Direction); // The mean [-1, 0.5] less what opposes the first.
    }

    [Fact]
    public void ConFig_has_equal_cosines_and_the_length_of_the_projections()
    {
        double[][] gradients = Vectors.Random(10, tasks: 3, numbers: 5);
        double[] direction = Run("ConFig", gradients).Direction;
        double[] projections = [.. gradients.Select(gradient => Dot(direction, gradient) / Length(direction))];
        double[] cosines = [.. projections.Zip(gradients, (projection, gradient) => projection / Length(gradient))];
        Assert.All(cosines, cosine => Assert.Equal(cosines[0], cosine, 1e-5));
        Assert.True(cosines[0] > 0);
        Assert.Equal(projections.Sum(), Length(direction), 1e-4);
    }

    /// <summary>Squared distances: 1, 5 and 100 from the first; 4 and 101 from the second to the others; 145 between these.</summary>
    private static readonly double[][] _withOutlier = [[1, 0], [1, 1], [3, 1], [-9, 0]];

    [Fact]
    public void Krum_averages_the_gradients_closest_to_the_others()
    {
        // The sums of the two shortest are 6, 5, 9 and 201.
        Close([1, 1], Run("Krum", _withOutlier).Direction);
        Close([1, 0.5], Run(new KrumBalancing { Selected = 2 }, _withOutlier).Direction);
        Close([5 / 3.0, 2 / 3.0], Run(new KrumBalancing { Selected = 3 }, _withOutlier).Direction);
        Close([0.25, 0.25, 0.25, 0.25], Run(new KrumBalancing { Selected = 9 }, _withOutlier).Weights);
    }

    [Fact]
    public void Krum_with_more_outliers_compares_with_fewer_gradients()
    {
        // The shortest ones are 1, 1, 4 and 100.
        foreach (int outliers in (int[])[1, 2, int.MaxValue])
            Close([1, 0, 0, 0], Run(new KrumBalancing { Outliers = outliers }, _withOutlier).Weights);
    }

    [Fact]
    public void Krum_sums_squared_distances()
    {
        // Distances 0 and 3 from the first, 2 and 2 from the fourth: squared, 9 and 8.
        double[][] gradients = [[0, 0], [0, 0], [3, 0], [100, 0], [102, 0], [98, 0]];
        Close([0, 0, 0, 1, 0, 0], Run(new KrumBalancing { Outliers = 2 }, gradients).Weights);
    }

    [Fact]
    public void Krum_selects_the_first_of_equal_scores()
    {
        Close([1, 0], Run("Krum", _atRightAngles).Weights);
        Close([0, 1, 0], Run("Krum", [3, 1], [1, 1], [1, 0]).Weights);
        Close([1, 0, 0, 0], Run("Krum", [1, 2], [1, 2], [1, 2], [1, 2]).Weights);
        Close([0.5, 0.5, 0], Run(new KrumBalancing { Selected = 2 }, [0, 0], [0, 0], [0, 0]).Weights);
    }

    [Fact]
    public void Krum_ignores_preferences()
    {
        using var probe = new GradientProbe(new KrumBalancing { Selected = 2 }, 2, 4, 0.5, 1, 2);
        var (direction, heads, weights) = probe.Run(_withOutlier);
        Close([1, 0.5], direction);
        Close([0.5, 0.5, 0, 0], weights);
        Close([4, 0.5, 1, 2], heads);
    }

    [Fact]
    public void The_objective_is_the_sum_of_losses_times_preferences()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = new Parts(torch.nn.Linear(2, 2), torch.nn.Linear(1, 1), torch.nn.Linear(1, 1), torch.nn.Linear(1, 1));
        var parts = model.children().ToArray();
        using var method = new PCGradBalancing();
        method.Attach(Methods.Model(2, 0.5, 7));
        using var storage = new FlatParameters(model, parts[..1], taskSpecific: [[parts[1]], [parts[2]], [parts[3]]]);
        storage.AttachGradients();
        Assert.Equal((2 * 3) + (0.5 * 5), method.Combine([3, 5, 9], [4, 4, 0], torch.ones(3, storage.SharedCount), storage), 1e-12);
    }
}
