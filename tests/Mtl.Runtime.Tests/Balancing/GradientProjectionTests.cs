using TorchSharp;

namespace Mtl.Tests.Balancing;

/// <summary>
/// Methods that change gradients by each other, with three tasks of different preferences, against the same done on the vectors.
/// </summary>
public sealed class GradientProjectionTests
{
    private const int Tasks = 3;
    private static readonly double[] s_preferences = [2, 0.5, 1];

    [Fact]
    public void PCGrad_removes_what_opposes_from_every_gradient()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            double[][] gradients = Vectors.Random(new Random(seed), Tasks, numbers: 4);
            using var probe = new GradientProbe(new PCGradBalancing(), torch.float64, 4, s_preferences);
            probe.Method.Random.Reseed(seed);
            double[] found = probe.Run(gradients).Direction;
            MustBeClose(Sum(seed, gradients, Project), found);

            double Project(double[] vector, int task, int other) =>
                -Math.Min(Vectors.Dot(vector, gradients[other]), 0) / Squared(gradients[other]);
        }
    }

    [Fact]
    public void GradVac_remembers_a_cosine_for_every_two_tasks()
    {
        const double beta = 0.3;
        var method = new GradVacBalancing(Tasks) { Beta = beta };
        method.to(torch.float64);
        using var probe = new GradientProbe(method, torch.float64, 4, s_preferences);
        var averages = new double[Tasks, Tasks];
        for (int seed = 1; seed <= 10; seed++)
        {
            double[][] gradients = Vectors.Random(new Random(seed), Tasks, numbers: 4);
            probe.Method.Random.Reseed(seed);
            double[] found = probe.Run(gradients).Direction;
            MustBeClose(Sum(seed, gradients, Turn), found);

            double Turn(double[] vector, int task, int other)
            {
                double norm = Math.Sqrt(Squared(vector)), otherNorm = Math.Sqrt(Squared(gradients[other]));
                double cosine = Vectors.Dot(vector, gradients[other]) / ((norm * otherNorm) + 1e-8);
                double target = averages[task, other];
                averages[task, other] = ((1 - beta) * target) + (beta * cosine);
                double sine = Math.Sqrt(1 - (target * target));
                double turn = (target * Math.Sqrt(1 - (cosine * cosine))) - (cosine * sine);
                return cosine >= target ? 0 : norm * turn / ((otherNorm * sine) + 1e-8);
            }
        }
    }

    /// <summary>The sum of the changed gradients, with the random orders that the method draws.</summary>
    private static double[] Sum(int seed, double[][] gradients, Func<double[], int, int, double> change)
    {
        torch.manual_seed(seed);
        var sum = new double[gradients[0].Length];
        for (int task = 0; task < Tasks; task++)
        {
            double[] vector = [.. gradients[task]];
            using var order = torch.randperm(Tasks);
            foreach (int other in TensorValues.Read<long>(order).Select(other => (int)other).Where(other => other != task))
            {
                double multiple = change(vector, task, other);
                vector = [.. vector.Zip(gradients[other], (a, b) => a + (multiple * b))];
            }

            sum = [.. sum.Zip(vector, (a, b) => a + (s_preferences[task] * b))];
        }

        return sum;
    }

    private static double Squared(double[] vector) => Vectors.Dot(vector, vector);

    private static void MustBeClose(double[] expected, double[] found) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
}
