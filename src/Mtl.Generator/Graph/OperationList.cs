using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Appends operations one after the other and follows the shape. What would be the identity is left out.</summary>
internal sealed class OperationList(Shape input)
{
    private readonly List<Operation> _operations = [];

    public Shape Shape => _operations.Count > 0 ? _operations[_operations.Count - 1].Output : input;

    public void Add(Operation operation) => _operations.Add(operation);

    public void Linear(string module, int outputs) =>
        Add(new LinearOperation(module, Shape.Last, outputs, Shape.IsUnknown ? Shape.Vector(outputs) : Shape.With(Shape.Rank - 1, outputs)));

    public void BatchNorm(string module) =>
        Add(new BatchNormOperation(module, Dimensions: Shape.Rank == 3 ? 2 : 1, Shape.Sizes[0], Shape));

    public void Activation(ActivationFunction function)
    {
        if (function != ActivationFunction.None)
            Add(new ActivationOperation(function, Shape));
    }

    public void Dropout(double probability)
    {
        if (probability > 0)
            Add(new DropoutOperation(probability, Shape));
    }

    public void Flatten()
    {
        if (Shape.Rank > 1)
            Add(new FlattenOperation(Shape.Vector((int)Math.Min(Shape.Width, int.MaxValue))));
    }

    public void Squeeze() => Add(new SqueezeOperation(new Shape(Shape.Sizes.Take(Shape.Rank - 1).ToEquatableArray())));

    public EquatableArray<Operation> ToEquatableArray() => _operations.ToEquatableArray();
}
