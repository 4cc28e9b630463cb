using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Appends operations one after the other and follows the shape. What would be the identity is left out.</summary>
internal sealed class OperationList(Shape input)
{
    private readonly List<Operation> _operations = [];

    public Shape Shape => _operations.Count > 0 ? _operations[_operations.Count - 1].Output : input;

    private int Width => Shape.Sizes[0];

    public void Linear(string module, int outputs) => _operations.Add(new LinearOperation(module, Width, outputs));

    public void BatchNorm(string module) => _operations.Add(new BatchNormOperation(module, Width));

    public void Activation(ActivationFunction function)
    {
        if (function != ActivationFunction.None)
            _operations.Add(new ActivationOperation(function, Shape));
    }

    public void Dropout(double probability)
    {
        if (probability > 0)
            _operations.Add(new DropoutOperation(probability, Shape));
    }

    public void Squeeze() => _operations.Add(new SqueezeOperation());

    public EquatableArray<Operation> ToEquatableArray() => _operations.ToEquatableArray();
}
