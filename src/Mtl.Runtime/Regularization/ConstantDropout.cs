namespace Mtl;

/// <summary>Rates that stay as they are.</summary>
internal sealed class ConstantDropout : DropoutRule
{
    public override double Rate(TaskEpoch epoch, DropoutRate current) => current.Value;

    /// <summary>"constant".</summary>
    public override string ToString() => "constant";
}
