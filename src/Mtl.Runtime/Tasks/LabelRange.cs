using System.Numerics;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl;

/// <summary>The range of valid labels of a task.</summary>
/// <param name="Minimum">The minimum.</param>
/// <param name="Maximum">The maximum.</param>
/// <param name="AreIntegers">Whether only integers are valid.</param>
/// <param name="Otherwise">A description of any other number, for messages.</param>
internal sealed record LabelRange(double Minimum, double Maximum, bool AreIntegers, string Otherwise)
{
    /// <summary>0 and 1.</summary>
    public static LabelRange Flags { get; } = new(0, 1, AreIntegers: true, "neither 0 nor 1");

    /// <summary>All non-negative integers.</summary>
    public static LabelRange Counts { get; } = new(0, double.MaxValue, AreIntegers: true, "no count, which is a whole number from 0 on");

    /// <summary>All finite numbers.</summary>
    public static LabelRange Numbers { get; } = new(double.MinValue, double.MaxValue, AreIntegers: false, "no finite number");

    /// <summary>The indices of a number of classes.</summary>
    public static LabelRange Classes(int classes) =>
        new(0, classes - 1, AreIntegers: true, $"none of the {classes} classes 0 to {classes - 1}");

    /// <summary>The part of the range that is finite in an element type.</summary>
    /// <param name="type">The element type with which the task computes.</param>
    public LabelRange In(torch.ScalarType type)
    {
        double greatest = type switch
        {
            torch.ScalarType.Float16 => 65504,
            torch.ScalarType.BFloat16 => 3.3895313892515355e38,
            torch.ScalarType.Float32 => float.MaxValue,
            _ => double.MaxValue,
        };
        string otherwise = $"{Otherwise}, or too large for {type}, which the task computes with";
        return Maximum <= greatest ? this : new(Math.Max(Minimum, -greatest), greatest, AreIntegers, otherwise);
    }

    /// <summary>Whether the range contains all numbers; false if one is NaN.</summary>
    public bool ContainsAll<T>(ReadOnlySpan<T> numbers)
        where T : struct, INumber<T> =>
        numbers.IsEmpty
        || (double.CreateTruncating(TensorPrimitives.Min(numbers)) >= Minimum // NaN, if there is one, is the minimum and the maximum.
            && double.CreateTruncating(TensorPrimitives.Max(numbers)) <= Maximum
            && (!AreIntegers || TensorPrimitives.IsIntegerAll(numbers)));

    /// <summary>Finds the first present label outside of the range.</summary>
    /// <param name="labels">The labels, row by row.</param>
    /// <param name="present">
    /// 0 for missing labels; each value applies to the same number of consecutive labels. Empty if all are present.
    /// </param>
    /// <returns>Its index; −1 if there is none.</returns>
    public int FirstOutside<T>(ReadOnlySpan<T> labels, ReadOnlySpan<float> present)
        where T : struct, INumber<T>
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (!Contains(double.CreateTruncating(labels[i])) && (present.IsEmpty || present[i / (labels.Length / present.Length)] != 0))
                return i;
        }

        return -1;
    }

    /// <summary>Whether the range contains a number; false for NaN.</summary>
    private bool Contains(double number) => number >= Minimum && number <= Maximum && (!AreIntegers || number == Math.Floor(number));
}
