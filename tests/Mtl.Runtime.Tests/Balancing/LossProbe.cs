using TorchSharp;
using static Mtl.Tests.Balancing.Methods;

namespace Mtl.Tests.Balancing;

/// <summary>Three tasks with losses and preferences, and methods that weigh them.</summary>
internal static class LossProbe
{
    public static readonly double[] TaskLosses = [0.7, 2.5, 0.2];

    public static readonly double[] Preferences = [1, 0.5, 2];

    public static T Attached<T>(T method)
        where T : LossBalancing
    {
        method.Attach(Model(Preferences));
        return method;
    }

    public static T WithScores<T>(T method, string key, params float[] scores)
        where T : LossBalancing
    {
        using var noGrad = torch.no_grad();
        method.get_parameter(key)!.copy_(torch.tensor(scores));
        return Attached(method);
    }

    public static double Weigh(LossBalancing method) => method.Weigh(TaskLosses, [1, 1, 1]);

    /// <summary>So that what is learned is not 0, and averages are there.</summary>
    public static void Disturb(LossBalancing method)
    {
        if (method.Learned is not null)
            Set(method, [0.4f, -0.3f, 0.1f]);
        foreach (double shrink in (double[])[1, 0.8])
        {
            method.Weigh([.. TaskLosses.Select((loss, task) => loss * Math.Pow(shrink, task + 1))], [1, 1, 1]);
            method.EndEpoch();
        }
    }

    public static void Set(LossBalancing method, float[] scores)
    {
        using var noGrad = torch.no_grad();
        method.Learned!.Parameter.copy_(torch.tensor(scores));
    }

    public static StepLosses Losses(params double[] losses)
    {
        var step = new BackwardPass(losses.Length);
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new CompilerServices.MeasuredLoss(losses[task], 1), 1);
        return step.Losses;
    }

    public static double Slope(Func<double[], double> objective, int task)
    {
        double At(double by) => objective([.. TaskLosses.Select((loss, i) => i == task ? loss + by : loss)]);
        return (At(1e-5) - At(-1e-5)) / 2e-5;
    }
}
