using TorchSharp;

namespace Mtl.Tests;

public sealed class LabelColumnTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Classes_become_their_indices_and_missing_ones_zero()
    {
        var labels = Tensors.Colors(Color.Infrared, null, Color.Crimson, Color.Green);

        Assert.Equal([2, 0, 0, 1], TensorValues.Read<long>(labels.Values));
        Assert.Equal([1, 0, 1, 1], labels.Present.Read());
        Assert.Equal(4, labels.Count);
        Assert.Equal(3, labels.CountPresent());
    }

    [Fact]
    public void Binary_labels_become_one_and_zero()
    {
        var labels = Tensors.BinaryLabels(true, false, null);

        Assert.Equal([1, 0, 0], labels.Values.Read());
        Assert.Equal([1, 1, 0], labels.Present.Read());
    }

    [Fact]
    public void A_value_that_is_no_member_is_refused_with_its_row()
    {
        var column = new ClassLabels<Color>("Kind");
        column.Add(Color.Red);
        var e = Assert.Throws<InvalidRowException>(() => column.Add((Color)7));

        Assert.Equal(
            "row 1: label 'Kind' is 7, which is no member of Color; expected Red, Green, Infrared or null for a missing label.",
            e.Message);
        Assert.Equal(1, e.Row);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused(float value)
    {
        var e = Assert.Throws<InvalidRowException>(() => Tensors.Numbers(1, value));
        Assert.Equal(
            FormattableString.Invariant(
                $"row 1: label 'Test' is {value}; a finite 32-bit number was expected, or null for a missing label."),
            e.Message);
    }

    [Fact]
    public void Numbers_that_will_be_standardized_keep_their_digits()
    {
        var column = new RegressionLabels("Time", torch.float64);
        column.Add(1.7e12 + 1);
        column.Add((double?)null);
        column.Add(0.1);
        Assert.Equal([1.7e12 + 1, 0, 0.1], TensorValues.Read<double>(column.ToLabels().Values));
        var arrays = new RegressionArrayLabels("Times", 2, torch.float64);
        arrays.Add([1.7e12 + 1, double.NaN]);
        var labels = arrays.ToLabels();
        Assert.Equal([1.7e12 + 1, 0], TensorValues.Read<double>(labels.Values));
        Assert.Equal([1, 0], labels.Present.Read());
    }

    [Fact]
    public void An_array_that_is_null_though_its_type_says_never_is_refused()
    {
        LabelColumn[] columns =
        [
            new RegressionArrayLabels("Sizes", 2) { IsRequired = true },
            new PositionLabels<bool>(new BinaryLabels("Sizes"), 2) { IsRequired = true },
            new SequenceLabels<bool>(new BinaryLabels("Sizes")) { IsRequired = true },
        ];
        foreach (var column in columns)
        {
            var refusal = Assert.Throws<InvalidRowException>(() => AddNull(column));
            Assert.Equal(
                "row 0: label 'Sizes' is null, but its type says that it never is; "
                + "for rows without labels declare the array as nullable, with '?'.",
                refusal.Message);
        }

        static void AddNull(LabelColumn column)
        {
            if (column is RegressionArrayLabels numbers)
                numbers.Add((float[]?)null);
            else if (column is PositionLabels<bool> positions)
                positions.Add((bool[]?)null);
            else
                ((SequenceLabels<bool>)column).Add(2, (bool[]?)null);
        }
    }

    [Flags]
    private enum Bytes : byte
    {
        First = 1,
        Last = 1 << 7,
    }

    [Flags]
    private enum Shorts : ushort
    {
        First = 1,
        Last = 1 << 15,
    }

    [Flags]
    private enum Integers : uint
    {
        First = 1,
        Last = 1U << 31,
    }

    [Flags]
    private enum Longs : long
    {
        First = 1,
        Last = long.MinValue,
    }

    [Fact]
    public void Flags_have_as_many_bits_as_their_type()
    {
        MustKeep(Bytes.First, Bytes.Last);
        MustKeep(Shorts.First, Shorts.Last);
        MustKeep(Integers.First, Integers.Last);
        MustKeep(Longs.First, Longs.Last);

        static void MustKeep<TEnum>(TEnum first, TEnum last)
            where TEnum : struct, Enum
        {
            var column = new MultiLabelLabels<TEnum>("Flags");
            column.Add(last);
            column.Add(first);
            Assert.Equal([0, 1, 1, 0], column.ToLabels().Values.Read());
            Assert.Equal(last, EnumFlags<TEnum>.Combine(flag => flag == 1));
        }
    }

    [Fact]
    public void A_rank_that_is_no_member_is_refused_with_its_row()
    {
        var column = new OrdinalLabels<Grade>("Grade");
        column.Add(Grade.Fair);
        var refusal = Assert.Throws<InvalidRowException>(() => column.Add((Grade)1));
        Assert.Equal(
            "row 1: label 'Grade' is 1, which is no member of Grade; expected Fair, Good, Poor or null for a missing label.",
            refusal.Message);
    }

    [Fact]
    public void A_task_has_a_name_and_an_array_a_length()
    {
        Assert.Throws<ArgumentException>(() => new BinaryLabels(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegressionArrayLabels("Sizes", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PositionLabels<bool>(new BinaryLabels("Sizes"), 0));
        Assert.Equal("positions", Assert.Throws<ArgumentNullException>(() => new PositionLabels<bool>(null!, 1)).ParamName);
        Assert.Equal("positions", Assert.Throws<ArgumentNullException>(() => new SequenceLabels<bool>(null!)).ParamName);
        var one = new RegressionArrayLabels("Sizes", 1);
        one.Add([2f]);
        Assert.Equal([1, 1], one.ToLabels().Values.shape);
    }

    [Fact]
    public void Rows_and_slices_keep_values_and_masks_together()
    {
        var labels = Tensors.Numbers(10, null, 30, 40);
        var rows = labels.Rows(torch.tensor(new long[] { 3, 1 }));
        var slice = labels.Slice(1, 2);

        Assert.Equal([40, 0], rows.Values.Read());
        Assert.Equal([1, 0], rows.Present.Read());
        Assert.Equal([0, 30], slice.Values.Read());
        Assert.Equal([0, 1], slice.Present.Read());
    }
}
