using TorchSharp;

namespace Mtl.Tests;

/// <summary>Categories as columns and as indices.</summary>
public sealed class CategoryTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>Negative values come last, as in <see cref="Enum.GetValues{TEnum}"/>; two names of one value are one category.</summary>
    private enum Level
    {
        Low = -1,
        Middle = 0,
        High = 5,
        Top = High,
    }

    private enum Extreme : long
    {
        Least = long.MinValue,
        Middle = 0,
        Greatest = long.MaxValue,
    }

    private enum Only : byte
    {
        One = byte.MaxValue,
    }

    [Fact]
    public void The_least_and_the_greatest_member_are_categories_classes_and_ranks()
    {
        var matrix = new FeatureMatrix(3);
        var indices = new IndexMatrix(1);
        var classes = new ClassLabels<Extreme>("Extreme");
        var ranks = new OrdinalLabels<Extreme>("Extreme");
        foreach (var value in (Extreme[])[Extreme.Least, Extreme.Middle, Extreme.Greatest])
        {
            matrix.AddOneHot("Extreme", value);
            matrix.EndRow();
            indices.Add("Extreme", value);
            indices.EndRow();
            classes.Add(value);
            ranks.Add(value);
        }

        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], matrix.ToTensor().Read()); // As unsigned numbers: the least is the last.
        Assert.Equal([2, 0, 1], indices.ToTensor().data<long>().ToArray());
        Assert.Equal([2, 0, 1], TensorValues.Read<long>(classes.ToLabels().Values));
        Assert.Equal([0, 1, 2], TensorValues.Read<long>(ranks.ToLabels().Values));
    }

    [Fact]
    public void One_category_is_enough()
    {
        var matrix = new FeatureMatrix(3);
        matrix.AddOneHot("Only", Only.One);
        matrix.AddOneHot("Index", 1, 0L);
        matrix.AddOneHotOrMissing("Index", 1, (int?)null);
        matrix.EndRow();
        Assert.Equal([1, 1, 0], matrix.ToTensor().Read());
        Assert.Throws<InvalidRowException>(() => new FeatureMatrix(1).AddOneHot("Index", 1, 1));
        Assert.Throws<InvalidRowException>(() => new FeatureMatrix(1).AddOneHot("Index", 1, -1));
        using var head = new ClassHead<Only>("Only", inputs: 2);
        Assert.Equal([Only.One], head.Classes);
        Assert.Equal(0, head.Loss(Tensors.Matrix(1, 3), new(torch.zeros(1, torch.int64), torch.ones(1))).item<float>());
    }

    [Fact]
    public void One_hot_columns_are_in_the_order_of_the_enum_and_zero_where_a_value_is_missing()
    {
        var matrix = new FeatureMatrix(8);
        matrix.AddOneHot("Level", Level.Low);
        matrix.AddOneHotOrMissing("Level", (Level?)null);
        matrix.AddOneHot("Index", 2, (byte)1);
        matrix.EndRow();
        matrix.AddOneHotOrMissing("Level", (Level?)Level.Top);
        matrix.AddOneHot("Level", Level.Middle);
        matrix.AddOneHotOrMissing("Index", 2, (int?)null);
        matrix.EndRow();
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0], matrix.ToTensor().Read());
    }

    [Fact]
    public void Indices_leave_zero_for_what_is_missing_only_where_it_can_be()
    {
        var vocabulary = new Vocabulary("Town", 4);
        vocabulary.EnsureFitted(["Ulm", "Bonn"]);
        var matrix = new IndexMatrix(8);
        matrix.Add("Level", Level.Middle);
        matrix.AddOrMissing("Level", (Level?)Level.Middle);
        matrix.AddOrMissing("Level", (Level?)null);
        matrix.Add("Index", 9, 8UL);
        matrix.AddOrMissing("Index", 9, (short?)8);
        matrix.AddOrMissing("Index", 9, (short?)null);
        matrix.Add(vocabulary, "Ulm");
        matrix.Add(vocabulary, "Rom");
        matrix.EndRow();
        var tensor = matrix.ToTensor();
        Assert.Equal(torch.ScalarType.Int64, tensor.dtype);
        Assert.Equal([0, 1, 0, 8, 9, 0, 2, 0], tensor.data<long>().ToArray());
    }

    [Fact]
    public void An_index_beyond_every_integer_type_is_refused_and_not_wrapped()
    {
        var refusal = Assert.Throws<InvalidRowException>(() => new IndexMatrix(1).Add("User", 10, ulong.MaxValue));
        Assert.Equal("row 0: feature 'User' is 18446744073709551615; its 10 categories are 0 to 9.", refusal.Message);
        Assert.Equal("User", refusal.Member);
    }

    private enum Many
    {
        A,
        B,
        C,
        D,
        E,
        F,
    }

    [Fact]
    public void Of_many_members_the_first_two_and_the_last_are_named()
    {
        var refusal = Assert.Throws<InvalidRowException>(() => new FeatureMatrix(6).AddOneHot("Many", (Many)6));
        Assert.Equal("row 0: feature 'Many' is 6, which is no member of Many; expected A, B, … F.", refusal.Message);
        Assert.Equal("A, B, C, D, E", EnumClasses<Five>.Describe());
    }

    private enum Five
    {
        A,
        B,
        C,
        D,
        E,
    }

    [Fact]
    public void A_value_that_is_no_member_is_refused_with_the_members()
    {
        var refusal = Assert.Throws<InvalidRowException>(() => new FeatureMatrix(3).AddOneHot("Level", (Level)2));
        Assert.Equal("row 0: feature 'Level' is 2, which is no member of Level; expected Middle, High, Low.", refusal.Message);
    }
}
