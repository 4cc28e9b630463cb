using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>One step of the computation: it reads the output of the step before it in its block.</summary>
/// <param name="Output">The shape of what it computes.</param>
internal abstract record Operation(Shape Output)
{
    /// <summary>How many trainable numbers the operation owns.</summary>
    public virtual long ParameterCount => 0;
}

/// <summary>x·Wᵀ + b with the weights of a module.</summary>
/// <param name="Module">The module, as an expression of the model class: <c>Left.Hidden[0]</c>.</param>
/// <param name="Inputs">Numbers read per row.</param>
/// <param name="Outputs">Numbers computed per row.</param>
internal sealed record LinearOperation(string Module, int Inputs, int Outputs) : Operation(Shape.Vector(Outputs))
{
    public override long ParameterCount => ((long)Inputs + 1) * Outputs;
}

/// <summary>Batch normalisation with scale and shift.</summary>
internal sealed record BatchNormOperation(string Module, int Features) : Operation(Shape.Vector(Features))
{
    public override long ParameterCount => 2L * Features;
}

/// <summary>An activation function, element by element.</summary>
internal sealed record ActivationOperation(ActivationFunction Function, Shape Output) : Operation(Output);

/// <summary>Inverted dropout, element by element.</summary>
internal sealed record DropoutOperation(double Probability, Shape Output) : Operation(Output);

/// <summary>From one column, <c>[batch, 1]</c>, to one number per row, <c>[batch]</c>.</summary>
internal sealed record SqueezeOperation() : Operation(Shape.Scalar);
