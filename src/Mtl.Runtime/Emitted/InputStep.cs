using TorchSharp;

namespace Mtl.Emitted;

/// <summary>The numbers that a model reads, after what happens to them first. They have no gradient.</summary>
public sealed class InputStep
{
    /// <summary>Makes room for the features.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="width">The features of one row.</param>
    public InputStep(StepMemory memory, int width) => Output = StepValue.New(memory, width, hasGradient: false);

    /// <summary>The features, <c>[batch, width]</c>.</summary>
    public StepValue Output { get; }

    /// <summary>Copies the features of the batch at hand.</summary>
    /// <param name="input"><c>[batch, …]</c>; sizes behind the batch are read as one.</param>
    public void Forward(torch.Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dimensions == 2)
        {
            Output.Values.copy_(input);
            return;
        }

        using var rows = input.reshape(Output.Values.shape);
        Output.Values.copy_(rows);
    }
}
