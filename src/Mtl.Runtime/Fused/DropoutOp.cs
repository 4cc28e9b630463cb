using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// Inverted dropout: <c>y = x·m / (1 − p)</c>, where m is 1 with probability 1 − p and 0 otherwise. It draws the same random numbers in
/// the same order as <see cref="ModelRandom.Dropout"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DropoutOp : FusedOp
{
    private readonly StepMemory _memory;
    private readonly StepValue _input;
    private readonly ModelRandom _random;
    private readonly Func<double> _rate;
    private readonly StepBuffer _mask;

    /// <summary>Applies dropout with a fixed rate to a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input.</param>
    /// <param name="random">The model's random numbers.</param>
    /// <param name="rate">The probability of dropping, in [0, 1).</param>
    public DropoutOp(StepMemory memory, StepValue input, ModelRandom random, double rate)
        : this(memory, input, random, () => rate)
    {
    }

    /// <summary>Applies dropout with a rate that changes during training to a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input.</param>
    /// <param name="random">The model's random numbers.</param>
    /// <param name="rate">The probability of dropping, in [0, 1).</param>
    public DropoutOp(StepMemory memory, StepValue input, ModelRandom random, DropoutRate rate)
        : this(memory, input, random, () => rate.Value)
    {
    }

    private DropoutOp(StepMemory memory, StepValue input, ModelRandom random, Func<double> rate)
    {
        _memory = memory;
        _input = input;
        _random = random;
        _rate = rate;
        _mask = memory.NewBuffer(input.Width, StepBufferUse.Kept);
        Output = input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        var output = Output.Buffer.Rows;
        output.Set(_input.Buffer.Rows);
        if (!_memory.IsTraining)
            return;
        double kept = 1 - _rate();
        var mask = _mask.Rows.All;
        if (kept == 1)
        {
            mask.Fill(1);
            return;
        }

        _mask.Values.bernoulli_(kept, _random.Generator);
        TensorPrimitives.Divide(mask, (float)kept, mask);
        output.Multiply(_mask.Rows);
    }

    /// <summary><c>dx = dy·m / (1 − p)</c>.</summary>
    public override void Backward()
    {
        if (Output.CompleteGradient())
            Output.Gradient!.Multiply(_mask.Rows);
    }
}
