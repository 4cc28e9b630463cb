using TorchSharp;

namespace Mtl;

/// <summary>The labels of a multi-label task, flags of an enum, stored as 1 and 0 for every flag.</summary>
/// <typeparam name="TEnum">The flags: the enum's members with exactly one bit.</typeparam>
public sealed class MultiLabelLabels<TEnum> : LabelColumn<TEnum>
    where TEnum : struct, Enum
{
    private readonly TensorBuffer<float> _flags = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    public MultiLabelLabels(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    protected override void Store(TEnum? label)
    {
        var value = label.GetValueOrDefault();
        if (!EnumFlags<TEnum>.IsMadeOfFlags(value))
        {
            throw Invalid(
                $"is {value:D}, which has a bit that is no flag of {typeof(TEnum).Name}; "
                + $"expected any of {string.Join(", ", EnumFlags<TEnum>.Names)}, or null for a missing label.");
        }

        for (int flag = 0; flag < EnumFlags<TEnum>.Values.Count; flag++)
            _flags.Add(EnumFlags<TEnum>.Has(value, flag) ? 1 : 0);
    }

    /// <inheritdoc/>
    protected override torch.Tensor ToValues()
    {
        int flags = EnumFlags<TEnum>.Values.Count;
        return _flags.ToTensor(_flags.Count / flags, flags);
    }
}
