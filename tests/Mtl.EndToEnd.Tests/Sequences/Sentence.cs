namespace Mtl.EndToEnd.Tests;

internal enum Tag
{
    Determiner,
    Pronoun,
    Noun,
    Verb,
    Adjective,
    Adverb,
}

/// <summary>A sentence of a made-up grammar: what its words are, and whether it is a command.</summary>
internal sealed record Sentence(
    [property: Feature(MaxLength = 20, Categories = 30)] string[] Words,
    [property: Label] Tag?[]? Tags,
    [property: Label] bool? IsCommand);
