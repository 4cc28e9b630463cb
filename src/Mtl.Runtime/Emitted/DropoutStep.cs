namespace Mtl.Emitted;

/// <summary>
/// Inverted dropout: <c>y = x·m / (1 − p)</c>, where m is 1 with probability 1 − p and else 0. It draws the same random numbers in the
/// same order as libtorch's.
/// </summary>
public sealed class DropoutStep : StepOperation
{
    private readonly StepMemory _memory;
    private readonly StepValue _input;
    private readonly Func<double> _rate;
    private readonly StepBuffer _mask;

    /// <summary>Places dropout behind a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="rate">The probability of dropping, in [0, 1).</param>
    public DropoutStep(StepMemory memory, StepValue input, double rate)
        : this(memory, input, () => rate)
    {
    }

    /// <summary>Places dropout with a rate that moves behind a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="rate">The probability of dropping, in [0, 1).</param>
    public DropoutStep(StepMemory memory, StepValue input, DropoutRate rate)
        : this(memory, input, () => rate.Value)
    {
    }

    private DropoutStep(StepMemory memory, StepValue input, Func<double> rate)
    {
        _memory = memory;
        _input = input;
        _rate = rate;
        _mask = memory.NewBuffer(input.Width, StepBufferUse.Kept);
        Output = input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        Output.Values.copy_(_input.Values);
        if (!_memory.IsTraining)
            return;
        double kept = 1 - _rate();
        Output.Values.mul_(_mask.Values.bernoulli_(kept).div_(kept));
    }

    /// <summary><c>dx = dy·m / (1 − p)</c>.</summary>
    public override void Backward()
    {
        if (Output.ContinuesBackward())
            Output.Gradient!.Multiply(_mask.Values);
    }
}
