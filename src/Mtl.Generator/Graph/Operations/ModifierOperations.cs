using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>An activation function, element by element.</summary>
internal sealed record ActivationOperation(ActivationFunction Function, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => Function.ToString().ToLowerInvariant();

    public override string? AutogradReason => null;
}

/// <summary>Inverted dropout, element by element.</summary>
internal sealed record DropoutOperation(Hyperparameter Probability, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"dropout {Number(Probability.Value)}";

    public override string? AutogradReason => null;
}

/// <summary>Inverted dropout whose rate is a member of the model.</summary>
/// <param name="Rate">The member that holds the rate.</param>
/// <param name="Minimum">The lowest rate.</param>
/// <param name="Maximum">The highest rate.</param>
/// <param name="Output">The shape of input and output.</param>
internal sealed record AdaptiveDropoutOperation(string Rate, Hyperparameter Minimum, Hyperparameter Maximum, Shape Output)
    : Operation(Output)
{
    public override OwnedTensors Tensors => OwnedTensors.Of(OwnedTensor.Buffer("rate", 1));

    public override string Summary => $"dropout {Number(Minimum.Value)} to {Number(Maximum.Value)}";

    public override string? AutogradReason => null;
}

/// <summary>Inverted dropout of whole channels of signals or images.</summary>
internal sealed record SpatialDropoutOperation(Hyperparameter Probability, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"spatial dropout {Number(Probability.Value)}";

    public override string? AutogradReason => "structured dropout";
}

/// <summary>Inverted dropout of features of a sequence, with the same mask in all time steps.</summary>
internal sealed record RecurrentDropoutOperation(Hyperparameter Probability, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"recurrent dropout {Number(Probability.Value)}";

    public override string? AutogradReason => "structured dropout";
}
