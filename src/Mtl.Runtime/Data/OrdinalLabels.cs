using TorchSharp;

namespace Mtl;

/// <summary>The labels of an ordinal task, ordered members of an enum, stored as ranks.</summary>
/// <typeparam name="TEnum">The classes, ordered by their values.</typeparam>
public sealed class OrdinalLabels<TEnum> : LabelColumn<TEnum>
    where TEnum : struct, Enum
{
    private readonly TensorBuffer<long> _ranks = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    public OrdinalLabels(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    protected override void Store(TEnum? label)
    {
        long rank = 0;
        if (label is { } value && !EnumRanks<TEnum>.TryGetRank(value, out rank))
        {
            throw Invalid(
                $"is {value:D}, which is no member of {typeof(TEnum).Name}; "
                + $"expected {EnumClasses<TEnum>.Describe()} or null for a missing label.");
        }

        _ranks.Add(rank);
    }

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => _ranks.ToTensor(_ranks.Count);
}
