using TorchSharp;

namespace Mtl;

/// <summary>The labels of a classification task, members of an enum, stored as class indices.</summary>
/// <typeparam name="TEnum">The classes.</typeparam>
public sealed class ClassLabels<TEnum> : LabelColumn<TEnum>
    where TEnum : struct, Enum
{
    private readonly TensorBuffer<long> _indices = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    public ClassLabels(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    protected override void Store(TEnum? label)
    {
        long index = 0;
        if (label is { } value && !EnumClasses<TEnum>.TryGetIndex(value, out index))
        {
            throw Invalid(
                $"is {value:D}, which is no member of {typeof(TEnum).Name}; "
                + $"expected {EnumClasses<TEnum>.Describe()} or null for a missing label.");
        }

        _indices.Add(index);
    }

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => _indices.ToTensor(_indices.Count);
}
