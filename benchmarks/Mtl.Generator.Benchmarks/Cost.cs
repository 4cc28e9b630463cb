namespace Mtl.Generator.Benchmarks;

/// <summary>Processor time and allocated memory of one run: the medians of several rounds.</summary>
/// <param name="Milliseconds">The processor time of all threads, including the garbage collector.</param>
/// <param name="Megabytes">The allocated managed memory.</param>
internal readonly record struct Cost(double Milliseconds, double Megabytes)
{
    /// <summary>The number of runs over which the time of a garbage collection is averaged.</summary>
    private const int RunsPerRound = 10;

    private const int Rounds = 9;

    /// <summary>Unmeasured rounds in which code is compiled and recompiled, which takes processor time on other threads.</summary>
    private const int WarmUp = 8;

    /// <summary>Measures the candidates in turn, round by round, so that noise affects all of them.</summary>
    /// <param name="candidates">Each prepares a run, which is not measured, and returns it.</param>
    public static Cost[] Measure(IReadOnlyList<Func<Action>> candidates)
    {
        var rounds = candidates.Select(_ => new List<Cost>()).ToArray();
        for (var round = -WarmUp; round < Rounds; round++)
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                var cost = Round(candidates[i]);
                if (round >= 0)
                    rounds[i].Add(cost);
            }
        }
        return [.. rounds.Select(costs => new Cost(
            Median(costs.Select(cost => cost.Milliseconds)),
            Median(costs.Select(cost => cost.Megabytes))))];
    }

    private static Cost Round(Func<Action> prepare)
    {
        var runs = Enumerable.Range(0, RunsPerRound).Select(_ => prepare()).ToArray();
        GC.Collect();
        var (time, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        foreach (var run in runs)
            run();
        return new Cost(
            (Environment.CpuUsage.TotalTime - time).TotalMilliseconds / RunsPerRound,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1e6 / RunsPerRound);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
