namespace Mtl.EndToEnd.Tests;

/// <summary>
/// Sentences in which a word alone does not say what it is: "run" is a noun behind a determiner and a verb behind a pronoun, "fast"
/// belongs to a noun or to a verb, and the first word is told by the second: "fish they walk", but "fish the run".
/// </summary>
internal sealed class SentenceGrammar(int seed)
{
    private static readonly string[] _determiners = ["the", "a", "this", "every"];
    private static readonly string[] _pronouns = ["they", "we", "you", "all"];
    private static readonly string[] _nounsOrVerbs = ["run", "walk", "dance", "fish", "play", "swim", "show", "plan"];
    private static readonly string[] _adjectivesOrAdverbs = ["fast", "hard", "long", "early"];

    private readonly Random _random = new(seed);

    public IReadOnlyList<Sentence> Sentences(int count) => [.. Enumerable.Range(0, count).Select(_ => Sentence())];

    private Sentence Sentence()
    {
        var words = new List<(string Word, Tag Tag)>();
        if (_random.Next(2) == 0)
        {
            // A noun or a command first: what follows says which.
            var isCommand = _random.Next(2) == 0;
            words.Add((One(_nounsOrVerbs), isCommand ? Tag.Verb : Tag.Noun));
            if (isCommand)
                AddNoun(words);
            else
                AddVerb(words);
        }

        for (int clauses = _random.Next(words.Count == 0 ? 1 : 0, 5); clauses > 0; clauses--)
        {
            if (_random.Next(2) == 0)
                AddNoun(words);
            else
                AddVerb(words);
        }

        return new Sentence(
            [.. words.Select(word => word.Word)], [.. words.Select(word => (Tag?)word.Tag)], words[0].Tag == Tag.Verb);
    }

    private void AddNoun(List<(string Word, Tag Tag)> words)
    {
        words.Add((One(_determiners), Tag.Determiner));
        if (_random.Next(2) == 0)
            words.Add((One(_adjectivesOrAdverbs), Tag.Adjective));
        words.Add((One(_nounsOrVerbs), Tag.Noun));
    }

    private void AddVerb(List<(string Word, Tag Tag)> words)
    {
        words.Add((One(_pronouns), Tag.Pronoun));
        words.Add((One(_nounsOrVerbs), Tag.Verb));
        if (_random.Next(2) == 0)
            words.Add((One(_adjectivesOrAdverbs), Tag.Adverb));
    }

    private string One(string[] words) => words[_random.Next(words.Length)];
}
