using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Appends operations and tracks the shape. Operations that would be the identity are left out.</summary>
internal sealed class OperationList(Shape input)
{
    private readonly List<Operation> _operations = [];

    public Shape Shape => _operations.Count > 0 ? _operations[_operations.Count - 1].Output : input;

    public void Add(Operation operation) => _operations.Add(operation);

    public void Linear(string module, int outputs)
    {
        var output = Shape.IsUnknown ? Shape.Vector(outputs) : Shape.With(Shape.Rank - 1, outputs);
        Add(new LinearOperation(module, Shape.Last, outputs, output));
    }

    /// <summary>A linear layer over the features of every time step, or a convolution with kernel 1 over channels.</summary>
    public void Pointwise(string module, int outputs)
    {
        var axis = Shape.ConcatAxis;
        if (axis == Shape.Rank - 1)
        {
            Linear(module, outputs);
            return;
        }
        var output = Shape.With(axis, outputs);
        Add(new ConvolutionOperation(module, Shape.Rank - 1, Shape.Sizes[axis], outputs, Kernel: 1, Stride: 1, Padding: 0, output));
    }

    public void Norm(ModifierKind? kind, string module)
    {
        if (kind == ModifierKind.BatchNorm)
            Add(new BatchNormOperation(module, Dimensions: Shape.Rank == 3 ? 2 : 1, Shape.Sizes[0], Shape));
        else if (kind == ModifierKind.LayerNorm)
            Add(new LayerNormOperation(module, Shape.IsChannelsFirst ? Shape.Sizes : new[] { Shape.Last }.ToEquatableArray(), Shape));
    }

    public void Activation(ActivationFunction function)
    {
        if (function != ActivationFunction.None)
            Add(new ActivationOperation(function, Shape));
    }

    /// <summary>Dropout of any kind.</summary>
    /// <param name="dropout">The modifier, or null for none.</param>
    /// <param name="rate">The member that holds the rate of adaptive dropout.</param>
    public void Dropout(Modifier? dropout, string rate)
    {
        if (dropout is { Kind: ModifierKind.AdaptiveDropout })
            Add(new AdaptiveDropoutOperation(rate, Hyperparameter.Of(dropout), Hyperparameter.MaximumOf(dropout), Shape));
        else if (dropout is { Kind: ModifierKind.SpatialDropout, Value: > 0 })
            Add(new SpatialDropoutOperation(Hyperparameter.Of(dropout), Shape));
        else if (dropout is { Kind: ModifierKind.RecurrentDropout, Value: > 0 })
            Add(new RecurrentDropoutOperation(Hyperparameter.Of(dropout), Shape));
        else if (dropout is { Kind: ModifierKind.Dropout, Value: > 0 })
            Add(new DropoutOperation(Hyperparameter.Of(dropout), Shape));
    }

    public void Flatten()
    {
        if (Shape.Rank > 1)
            Add(new FlattenOperation(Shape.Vector(Shape.Width)));
    }

    public void Squeeze() => Add(new SqueezeOperation(Shape with { Sizes = Shape.Sizes.Take(Shape.Rank - 1).ToEquatableArray() }));

    public EquatableArray<Operation> ToEquatableArray() => _operations.ToEquatableArray();
}
