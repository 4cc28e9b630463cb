using System.Diagnostics;
using TorchSharp;

namespace Mtl.Benchmarks;

/// <summary>
/// Measures the time of candidates in turn, round by round, so that noise affects all of them; the result is the median of the rounds.
/// </summary>
internal sealed class Measurement(string workload, int steps, Peer? peer)
{
    private const int Rounds = 15;

    private readonly List<(string Name, Func<double> Run)> _candidates = [];

    public Measurement AgainstPeer(params ReadOnlySpan<(string Name, string Variant)> variants)
    {
        if (peer is not null)
        {
            foreach (var (name, variant) in variants)
                _candidates.Add((name, () => peer.Measure(workload + variant, steps)));
        }
        return this;
    }

    /// <summary>Adds a candidate of this process.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">The work.</param>
    /// <param name="repetitions">How often a call of <paramref name="step"/> does the work.</param>
    public Measurement Add(string name, Action step, int repetitions = 1)
    {
        _candidates.Add((name, () => Time(step) / repetitions));
        return this;
    }

    /// <summary>Measures the median of the microseconds per step for every candidate.</summary>
    public IReadOnlyList<(string Name, double Microseconds)> Run()
    {
        var times = _candidates.Select(_ => new double[Rounds]).ToArray();
        foreach (var (_, run) in _candidates)
            Warm(run);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < _candidates.Count; i++)
                times[i][round] = _candidates[i].Run();
        }
        return [.. _candidates.Select((candidate, i) => (candidate.Name, Median(times[i])))];
    }

    /// <summary>Measures the managed bytes that one step allocates.</summary>
    public static double AllocatedPerStep(Action step)
    {
        const int count = 200;
        step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
            step();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
    }

    /// <summary>Measures the native tensors that one step creates, inside and outside of dispose scopes.</summary>
    public static double TensorsPerStep(Action step)
    {
        const int count = 50;
        step();
        var before = Created();
        for (var i = 0; i < count; i++)
            step();
        return (Created() - before) / (double)count;

        static long Created()
        {
            var statistics = DisposeScopeManager.Statistics.TensorStatistics;
            return statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;
        }
    }

    /// <summary>
    /// Runs for a second, until all buffers are allocated and the runtime has recompiled the code with optimizations, in the background.
    /// </summary>
    private static void Warm(Func<double> run)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1))
            run();
    }

    private double Time(Action step)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++)
            step();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
