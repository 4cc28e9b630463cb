using System.Numerics;
using TorchSharp;

namespace Mtl;

/// <summary>Which numbers can be labels of a task.</summary>
/// <param name="Minimum">The least of them.</param>
/// <param name="Maximum">The greatest of them.</param>
/// <param name="AreIntegers">Whether they are whole numbers only.</param>
/// <param name="Otherwise">What any other number is, for messages.</param>
internal sealed record LabelRange(double Minimum, double Maximum, bool AreIntegers, string Otherwise)
{
    /// <summary>The number 0 or 1.</summary>
    public static LabelRange Flags { get; } = new(0, 1, AreIntegers: true, "neither 0 nor 1");

    /// <summary>Every whole number from 0 on.</summary>
    public static LabelRange Counts { get; } = new(0, double.MaxValue, AreIntegers: true, "no count, which is a whole number from 0 on");

    /// <summary>Every number but NaN and the infinite ones.</summary>
    public static LabelRange Numbers { get; } = new(double.MinValue, double.MaxValue, AreIntegers: false, "no finite number");

    /// <summary>The index of one of so many classes.</summary>
    public static LabelRange Classes(int classes) =>
        new(0, classes - 1, AreIntegers: true, $"none of the {classes} classes 0 to {classes - 1}");

    /// <summary>Those of them that are finite in an element type too.</summary>
    /// <param name="type">The element type that the task computes with.</param>
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

    /// <summary>The first label that is none of them though it is said to be there.</summary>
    /// <param name="labels">The labels, row by row.</param>
    /// <param name="present">0 where a label is missing, each for as many labels as there are more of them; none where all are there.</param>
    /// <returns>Its index; −1 where there is none.</returns>
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

    /// <summary>NaN never is among them.</summary>
    private bool Contains(double number) => number >= Minimum && number <= Maximum && (!AreIntegers || number == Math.Floor(number));
}
