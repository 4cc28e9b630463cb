namespace Mtl;

/// <summary>A rate that depends on the epoch alone.</summary>
internal sealed class ScheduledDropout : DropoutRule
{
    private readonly double _from;
    private readonly double _to;
    private readonly Func<double, double> _share;

    /// <param name="from">The rate of the first epoch.</param>
    /// <param name="to">The rate of the last epoch.</param>
    /// <param name="share">The part of the way from one to the other, of the part of the epochs that is over.</param>
    public ScheduledDropout(double from, double to, Func<double, double> share)
    {
        _from = OptionRange.ShareBelow1(from, nameof(from));
        _to = OptionRange.ShareBelow1(to, nameof(to));
        _share = share;
    }

    public override double Rate(TaskEpoch epoch, DropoutRate current) => _from + ((_to - _from) * _share(epoch.Progress));

    /// <summary>"from 0.5 to 0.1".</summary>
    public override string ToString() => FormattableString.Invariant($"from {_from} to {_to}");
}
