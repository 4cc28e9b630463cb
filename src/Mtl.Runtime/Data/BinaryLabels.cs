using TorchSharp;

namespace Mtl;

/// <summary>The labels of a binary task, stored as 1 and 0.</summary>
public sealed class BinaryLabels : LabelColumn<bool>
{
    private readonly TensorBuffer<float> _values = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    public BinaryLabels(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    protected override void Store(bool? label) => _values.Add(label is true ? 1 : 0);

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => _values.ToTensor(_values.Count);
}
