using TorchSharp;

namespace Mtl.Tests;

/// <summary>Features that are sequences of varying length: numbers, steps of several numbers, indices, texts.</summary>
public sealed class SequenceFeatureTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Numbers_are_padded_with_zeros()
    {
        var numbers = new NumberSequences(width: 1, maxLength: 4);
        numbers.Add<int>("X", [1, 2]);
        numbers.Add<double>("X", [0.5, 1.5, 2.5]);

        Assert.Equal(3, numbers.LastLength);
        Assert.Equal([2, 3, 1], numbers.ToTensor(1).shape);
        Assert.Equal([1, 2, 0, 0.5f, 1.5f, 2.5f], numbers.ToTensor(1).Read());
        Assert.Equal([2, 3], TensorValues.Read<long>(numbers.ToLengths()));
    }

    [Fact]
    public void Steps_of_several_numbers_are_one_array_or_one_for_each_step()
    {
        var numbers = new NumberSequences(width: 2, maxLength: 4);
        numbers.Add<float>("X", [1, 2, 3, 4]);
        numbers.Add("X", new float[][] { [5, 6] });

        Assert.Equal([2, 2, 2], numbers.ToTensor(2).shape);
        Assert.Equal([1, 2, 3, 4, 5, 6, 0, 0], numbers.ToTensor(2).Read());
        Assert.Equal([2, 1], TensorValues.Read<long>(numbers.ToLengths()));
    }

    [Fact]
    public void Steps_of_several_numbers_are_the_rows_of_a_matrix()
    {
        var numbers = new NumberSequences(width: 2, maxLength: 4);
        numbers.Add("X", new double[,] { { 1, 2 }, { 3, 4 } });
        numbers.Add("X", new int[,] { { 5, 6 } });

        Assert.Equal([1, 2, 3, 4, 5, 6, 0, 0], numbers.ToTensor(2).Read());
        Refused(() => numbers.Add("X", (float[,]?)null), "row 2: feature 'X' is null; a sequence of 1 to 4 steps was expected.");
        Refused(() => numbers.Add("X", new float[0, 2]), "row 2: feature 'X' is empty; a sequence has at least one step.");
        Refused(
            () => numbers.Add("X", new float[5, 2]),
            "row 2: feature 'X' has 5 steps; at most 4 were expected: shorten the row, or declare a larger MaxLength.");
        Refused(() => numbers.Add("X", new float[2, 3]), "row 2: a step of feature 'X' has 3 numbers; 2 were expected.");
        Refused(
            () => numbers.Add("X", new float[,] { { 1, 2 }, { 3, float.NaN } }),
            "row 2: feature 'X'[3] is NaN; a finite 32-bit number was expected.");
    }

    [Fact]
    public void Wrong_numbers_are_refused_with_row_and_feature()
    {
        var numbers = new NumberSequences(width: 2, maxLength: 2);
        numbers.Add<float>("X", [1, 2]);
        Refused(() => numbers.Add("X", (float[]?)null), "row 1: feature 'X' is null; a sequence of 1 to 2 steps was expected.");
        Refused(() => numbers.Add("X", Array.Empty<float>()), "row 1: feature 'X' is empty; a sequence has at least one step.");
        Refused(
            () => numbers.Add("X", new float[3]),
            "row 1: feature 'X' has 3 numbers; a multiple of 2, the numbers of a step, was expected.");
        Refused(
            () => numbers.Add("X", new float[6]),
            "row 1: feature 'X' has 3 steps; at most 2 were expected: shorten the row, or declare a larger MaxLength.");
        Refused(
            () => numbers.Add("X", new float[][] { [1, 2], [1] }),
            "row 1: step 1 of feature 'X' has 1 number; 2 numbers were expected.");
        Refused(() => numbers.Add("X", new float[]?[] { null }), "row 1: step 0 of feature 'X' is null; 2 numbers were expected.");
        Refused(() => numbers.Add<float>("X", [1, float.NaN]), "row 1: feature 'X'[1] is NaN; a finite 32-bit number was expected.");
    }

    [Fact]
    public void Indices_are_padded_and_checked()
    {
        var indices = new IndexSequences(maxLength: 3);
        indices.Add<int>("X", 5, [4]);
        indices.Add<long>("X", 5, [1, 2]);

        Assert.Equal([2, 2], indices.ToTensor().shape);
        Assert.Equal([4, 0, 1, 2], TensorValues.Read<long>(indices.ToTensor()));
        Refused(() => indices.Add<int>("X", 5, [5]), "row 2: feature 'X'[0] is 5; its 5 categories are 0 to 4.");
        Refused(
            () => indices.Add("X", 5, new int[4]),
            "row 2: feature 'X' has 4 steps; at most 3 were expected: shorten the row, or declare a larger MaxLength.");
    }

    [Fact]
    public void Texts_have_their_places_in_a_vocabulary_that_learns_from_all_steps()
    {
        var vocabulary = new Vocabulary("X", capacity: 2);
        IEnumerable<string[]?> rows = [["b", "a"], null, ["b", "a", "c"]];
        vocabulary.EnsureFitted(rows);
        var indices = new IndexSequences(maxLength: 3);
        indices.Add(vocabulary, ["a", "c", "b"]);
        indices.Add(vocabulary, [null]);

        Assert.Equal(["a", "b"], vocabulary.Values);
        Assert.Equal([1, 0, 2, 0, 0, 0], TensorValues.Read<long>(indices.ToTensor()));
        Assert.Equal([3, 1], TensorValues.Read<long>(indices.ToLengths()));
    }

    [Fact]
    public void Sequences_of_a_row_are_equally_long()
    {
        var numbers = new NumberSequences(width: 2, maxLength: 2);
        numbers.Add("X", new float[][] { [1, 2], [3, 4] });
        numbers.Add("X", new float[][] { [5, 6] });
        numbers.RequireLength("X", "Y", 1);
        Refused(() => numbers.RequireLength("X", "Y", 2), "row 1: feature 'X' has 1 step, but 'Y' has 2; they must be equally long.");
        var indices = new IndexSequences(maxLength: 3);
        indices.Add("X", 1, [0, 0, 0]);
        Assert.Equal(3, indices.LastLength);
        indices.RequireLength("X", "Y", 3);
        Refused(() => indices.RequireLength("X", "Y", 2), "row 0: feature 'X' has 3 steps, but 'Y' has 2; they must be equally long.");
    }

    [Fact]
    public void One_step_of_one_number_is_enough_and_no_row_is_a_tensor_too()
    {
        var numbers = new NumberSequences(width: 1, maxLength: 1, torch.float64);
        Assert.Equal([0, 1, 1], numbers.ToTensor(1).shape);
        Assert.Equal([0], numbers.ToLengths().shape);
        numbers.Add("X", [1e300]);
        Assert.Equal([1e300], TensorValues.Read<double>(numbers.ToTensor(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberSequences(width: 0, maxLength: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberSequences(width: 1, maxLength: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndexSequences(maxLength: 0));
    }

    [Fact]
    public void A_number_of_a_step_is_refused_with_its_step()
    {
        var numbers = new NumberSequences(width: 2, maxLength: 2);
        Refused(
            () => numbers.Add("X", new float[][] { [1, 2], [3, float.NaN] }),
            "row 0: feature 'X'[1] is NaN; a finite 32-bit number was expected.");
    }

    [Fact]
    public void Indices_that_are_not_there_are_refused()
    {
        var indices = new IndexSequences(maxLength: 1);
        Refused(() => indices.Add("X", 2, (int[]?)null), "row 0: feature 'X' is null; a sequence of 1 to 1 steps was expected.");
        Refused(() => indices.Add("X", 2, Array.Empty<int>()), "row 0: feature 'X' is empty; a sequence has at least one step.");
        Refused(() => indices.Add(new Vocabulary("T", 1), null), "row 0: feature 'T' is null; a sequence of 1 to 1 steps was expected.");
        Assert.Equal("vocabulary", Assert.Throws<ArgumentNullException>(() => indices.Add(null!, ["a"])).ParamName);
    }

    private static void Refused(Action add, string message) => Assert.Equal(message, Assert.Throws<InvalidRowException>(add).Message);
}
