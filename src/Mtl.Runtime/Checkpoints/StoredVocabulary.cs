using System.Text.Json;

namespace Mtl;

/// <summary>Vocabularies in the metadata of a model file: one JSON array of strings each.</summary>
internal static class StoredVocabulary
{
    /// <summary>Adds the vocabularies that are fitted.</summary>
    public static void Add(Dictionary<string, string> metadata, IEnumerable<Vocabulary> vocabularies)
    {
        foreach (var vocabulary in vocabularies.Where(vocabulary => vocabulary.IsFitted))
            metadata[Key(vocabulary)] = JsonSerializer.Serialize([.. vocabulary.Values], ModelIdentityJson.Default.StringArray);
    }

    /// <summary>Reads the values of a vocabulary, or null where it was not fitted when the file was saved.</summary>
    /// <exception cref="ModelFileException">The values cannot be those of the vocabulary.</exception>
    public static string[]? Read(IReadOnlyDictionary<string, string> metadata, Vocabulary vocabulary, string path)
    {
        if (!metadata.TryGetValue(Key(vocabulary), out string? json))
            return null;
        try
        {
            string[] values = JsonSerializer.Deserialize(json, ModelIdentityJson.Default.StringArray) ?? [];
            if (values.Length > vocabulary.Capacity || values.Contains(null) || values.Distinct(StringComparer.Ordinal).Count() < values.Length)
            {
                throw new ModelFileException(
                    path,
                    $"the vocabulary of '{vocabulary.Feature}' has {values.Length} values; at most {vocabulary.Capacity}, all different, were expected.");
            }

            return values;
        }
        catch (JsonException e)
        {
            throw SafetensorsHeader.Damaged(path, $"the text of {Key(vocabulary)} cannot be read ({e.Message}).", e);
        }
    }

    private static string Key(Vocabulary vocabulary) => $"mtlgen.vocabulary.{vocabulary.Feature}";
}
