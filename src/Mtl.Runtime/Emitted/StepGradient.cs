namespace Mtl.Emitted;

/// <summary>The gradient of the objective with respect to a value. Whoever adds the first share writes, all others add.</summary>
internal sealed class StepGradient(StepBuffer buffer)
{
    public StepBuffer Buffer => buffer;

    /// <summary>Whether any share has been added; if not, the gradient is 0, whatever the buffer holds.</summary>
    public bool IsStarted { get; set; }

    /// <summary>What an addition must multiply the old content of the buffer with: 0 for the first share, else 1.</summary>
    public float Add()
    {
        float factor = IsStarted ? 1 : 0;
        IsStarted = true;
        return factor;
    }
}
