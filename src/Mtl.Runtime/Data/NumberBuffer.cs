using System.Numerics;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Collects numbers of features or labels as <c>float32</c> or <c>float64</c>. Numbers that are not finite are refused: a single NaN makes
/// all parameters NaN.
/// </summary>
internal sealed class NumberBuffer
{
    private readonly TensorBuffer<float>? _singles;
    private readonly TensorBuffer<double>? _doubles;
    private readonly string _role;
    private readonly PrecisionWarnings? _warnings;

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="role">"feature" or "label", for messages.</param>
    /// <param name="type">The element type, <c>float32</c> or <c>float64</c>.</param>
    /// <param name="warnings">
    /// Warns of numbers that <c>float32</c> cannot represent exactly. If the buffer is <c>float64</c>, it contains the members that the
    /// model reads as <c>float32</c> nevertheless. Null for no warnings.
    /// </param>
    /// <param name="expected">The expected number of numbers; 0 if unknown.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is another type.</exception>
    public NumberBuffer(string role, torch.ScalarType type, PrecisionWarnings? warnings, long expected = 0)
    {
        _role = role;
        _warnings = warnings;
        if (type == torch.ScalarType.Float64)
            _doubles = new(expected);
        else if (type == torch.ScalarType.Float32)
            _singles = new(expected);
        else
            throw new ArgumentException($"Numbers are collected as Float32 or Float64, but not as {type}.", nameof(type));
    }

    /// <summary>The number of numbers.</summary>
    public long Count => _doubles?.Count ?? _singles!.Count;

    /// <summary>Adds a number without a check.</summary>
    public void Add(float number)
    {
        _singles?.Add(number);
        _doubles?.Add(number);
    }

    /// <summary>Adds a number of a row.</summary>
    /// <param name="row">The row, for messages.</param>
    /// <param name="member">The feature's or label's name, for messages.</param>
    /// <param name="value">The number.</param>
    /// <param name="position">Its index in the feature's array, for messages; null if the feature is not an array.</param>
    /// <exception cref="InvalidRowException">The number is not finite.</exception>
    public void Add<T>(int row, string member, T value, int? position = null)
        where T : struct, INumber<T>
    {
        if (TryAdd(row, member, value))
            return;
        string place = position is { } index ? $"[{index}]" : "";
        throw new InvalidRowException(row, member, $"{_role} '{member}'{place} is {Refusal(member, value)}.");
    }

    /// <summary>"NaN; a finite 32-bit number was expected".</summary>
    /// <param name="member">The feature's or label's name.</param>
    /// <param name="value">The number that was not added.</param>
    public string Refusal<T>(string member, T value)
        where T : struct, INumber<T> =>
        FormattableString.Invariant($"{value}; a finite {(IsLong(member) ? 64 : 32)}-bit number was expected");

    /// <summary>Adds several numbers of a row.</summary>
    /// <param name="row">The row, for messages.</param>
    /// <param name="member">The feature's name, for messages.</param>
    /// <param name="values">The numbers.</param>
    /// <exception cref="InvalidRowException">A number is not finite.</exception>
    public void Add<T>(int row, string member, ReadOnlySpan<T> values)
        where T : struct, INumber<T>
    {
        if (AreShort(values))
        {
            Extend(_singles, values);
            Extend(_doubles, values);
            return;
        }

        for (int i = 0; i < values.Length; i++)
            Add(row, member, values[i], i);
    }

    /// <summary>Adds zeros.</summary>
    public void AddZeros(int count)
    {
        Fill(_singles, count);
        Fill(_doubles, count);

        static void Fill<TNumber>(TensorBuffer<TNumber>? buffer, int count)
            where TNumber : unmanaged
        {
            while (buffer is not null && count > 0)
            {
                var place = buffer.Extend(count);
                place.Clear();
                count -= place.Length;
            }
        }
    }

    /// <summary>Adds a number of a row, if it is finite.</summary>
    /// <param name="row">The row, for messages.</param>
    /// <param name="member">The feature's or label's name, for messages.</param>
    /// <param name="value">The number.</param>
    public bool TryAdd<T>(int row, string member, T value)
        where T : struct, INumber<T>
    {
        float single = float.CreateTruncating(value);
        double number = double.CreateTruncating(value);
        bool isShort = Math.Abs(number) < PrecisionWarnings.LargestExact;
        if (!isShort && !Accepts(row, member, value, single, number))
            return false;
        _singles?.Add(single);
        _doubles?.Add(number);
        return true;
    }

    /// <summary>
    /// Whether a large number or NaN is finite in the type as which the model reads it. Warns if it is not represented exactly.
    /// </summary>
    private bool Accepts<T>(int row, string member, T value, float single, double number)
        where T : struct, INumber<T>
    {
        if (IsLong(member))
        {
            if (!double.IsFinite(number))
                return false;
            PrecisionWarnings.CheckDouble(row, _role, member, value, number);
        }
        else
        {
            if (!float.IsFinite(single))
                return false;
            _warnings?.Check(row, _role, member, value, single);
        }

        return true;
    }

    /// <summary>Whether the model reads a member's numbers as <c>float64</c>.</summary>
    private bool IsLong(string member) => _doubles is not null && _warnings?.Watches(member) != true;

    /// <summary>Whether all numbers are finite and small enough for <c>float32</c>, so that they need not be checked one by one.</summary>
    private static bool AreShort<T>(ReadOnlySpan<T> values)
        where T : struct, INumber<T>
        => !values.IsEmpty && Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(values))) < PrecisionWarnings.LargestExact;

    private static void Extend<T, TNumber>(TensorBuffer<TNumber>? buffer, ReadOnlySpan<T> values)
        where T : struct, INumber<T>
        where TNumber : unmanaged, INumber<TNumber>
    {
        while (buffer is not null && !values.IsEmpty)
        {
            var place = buffer.Extend(values.Length);
            TensorPrimitives.ConvertTruncating(values[..place.Length], place);
            values = values[place.Length..];
        }
    }

    /// <inheritdoc cref="TensorBuffer{T}.ToTensor"/>
    public torch.Tensor ToTensor(params ReadOnlySpan<long> shape) => _doubles?.ToTensor(shape) ?? _singles!.ToTensor(shape);

    /// <inheritdoc cref="TensorBuffer{T}.ToPaddedTensor"/>
    public torch.Tensor ToPaddedTensor(StepCounts lengths, ReadOnlySpan<long> stepShape) =>
        _doubles is null ? lengths.Pad(_singles!, stepShape) : lengths.Pad(_doubles, stepShape);
}
