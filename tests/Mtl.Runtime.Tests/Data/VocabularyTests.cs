namespace Mtl.Tests;

public sealed class VocabularyTests
{
    [Fact]
    public void Values_are_sorted_by_their_code_units_in_every_culture()
    {
        var vocabulary = Fitted(10, "b", "a", null, "B", "ä", "a", "");
        Assert.Equal(["", "B", "a", "b", "ä"], vocabulary.Values);
        Assert.Equal(2, vocabulary.IndexOf("a"));
    }

    [Fact]
    public void What_is_missing_or_unknown_has_no_index()
    {
        var vocabulary = Fitted(10, "a");
        Assert.Null(vocabulary.IndexOf(null));
        Assert.Null(vocabulary.IndexOf("A"));
    }

    [Fact]
    public void Of_too_many_values_the_most_frequent_are_kept_and_of_equals_the_first() =>
        Assert.Equal(["b", "c", "d"], Fitted(3, "a", "e", "d", "c", "b", "d", "c", "b", "b", "e").Values);

    [Fact]
    public void What_is_not_kept_is_reported_once_with_its_numbers()
    {
        var reported = new List<RowWarning>();
        RowWarning.Reported += reported.Add;
        try
        {
            var vocabulary = Fitted(2, "b", "a", "c", "a", "b", "d", "a", "b");
            vocabulary.EnsureFitted(["e"]);
            Fitted(2, "a", "b", "a", null);
            Assert.Equal(
                "row 2: feature 'Letter' has 4 different values, and the 2 most frequent are kept; "
                + "the others, 25% of all, count as missing. "
                + "Increase Categories if they matter. This is reported once.",
                Assert.Single(reported).ToString());
        }
        finally
        {
            RowWarning.Reported -= reported.Add;
        }
    }

    [Fact]
    public void It_is_fitted_once()
    {
        var vocabulary = Fitted(10, "a");
        vocabulary.EnsureFitted(Unreadable());
        Assert.Equal(["a"], vocabulary.Values);
    }

    [Fact]
    public void Data_without_values_make_an_empty_vocabulary() => Assert.Null(Fitted(10, null, null).IndexOf("a"));

    [Fact]
    public void A_vocabulary_that_has_seen_no_value_learns_the_first_that_come()
    {
        var vocabulary = Fitted(10, null, null);
        Assert.True(vocabulary.IsFitted);
        vocabulary.EnsureFitted(["b", "a"]);
        vocabulary.EnsureFitted(["c"]);
        Assert.Equal(["a", "b"], vocabulary.Values);
    }

    [Fact]
    public void Before_it_is_fitted_it_says_so()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new Vocabulary("Town", 3).IndexOf("Ulm"));
        Assert.Contains("'Town' is not fitted", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_takes_the_place_of_what_was_learned()
    {
        var vocabulary = Fitted(10, "a", "b");
        vocabulary.Restore(["b", "c"]);
        Assert.Equal(["b", "c"], vocabulary.Values);
        Assert.Equal((null, 0L, 1L), (vocabulary.IndexOf("a"), vocabulary.IndexOf("b"), vocabulary.IndexOf("c")));
    }

    [Fact]
    public void One_value_is_enough()
    {
        Assert.Equal(["b"], Fitted(1, "a", "b", "b").Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Vocabulary("Town", 0));
        Assert.Throws<ArgumentException>(() => new Vocabulary("", 1));
    }

    [Fact]
    public void Its_text_says_how_full_it_is()
    {
        Assert.Equal("Letter: 2 of at most 10 values", Fitted(10, "a", "b").ToString());
        Assert.Equal("Town: not fitted", new Vocabulary("Town", 3).ToString());
    }

    private static IEnumerable<string?> Unreadable() =>
        Enumerable.Repeat(0, 1).Select<int, string?>(_ => throw new InvalidOperationException("A fitted vocabulary reads nothing."));

    private static Vocabulary Fitted(int capacity, params string?[] values)
    {
        var vocabulary = new Vocabulary("Letter", capacity);
        vocabulary.EnsureFitted(values);
        return vocabulary;
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused_with_its_position()
    {
        foreach (var (text, position, surrogate) in new[] { ("a\uD83D", 1, "U+D83D"), ("\uDE00b", 0, "U+DE00") })
        {
            var vocabulary = new Vocabulary("Town", 5);
            var refusal = Assert.Throws<InvalidRowException>(() => vocabulary.EnsureFitted(["x", "\uD83D\uDE00", text]));
            Assert.Equal(
                $"row 2: feature 'Town' has the unpaired surrogate {surrogate} at position {position}; a valid text was expected.",
                refusal.Message);
            Assert.False(vocabulary.IsFitted);
            Assert.Equal(1, Assert.Throws<InvalidRowException>(() => vocabulary.EnsureFitted([["x"], ["y", text]])).Row);
        }
    }
}
