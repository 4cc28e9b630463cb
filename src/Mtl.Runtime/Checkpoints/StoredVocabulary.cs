using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Vocabularies in a model file. Each is an additional tensor of bytes: the UTF-8 text of a JSON array of its values, or of null if it is
/// not fitted. They are not in the header, whose length is limited; files of the first schema have fitted vocabularies there.
/// </summary>
internal static class StoredVocabulary
{
    private const string Prefix = "mtlgen.vocabulary.";

    private static readonly ModelIdentityJson _json =
        new(new JsonSerializerOptions(ModelIdentityJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The name of a vocabulary's tensor.</summary>
    public static string Key(Vocabulary vocabulary) => Prefix + vocabulary.Feature;

    /// <summary>Creates the tensor of a vocabulary.</summary>
    public static torch.Tensor ToTensor(Vocabulary vocabulary) =>
        torch.tensor(JsonSerializer.SerializeToUtf8Bytes(vocabulary.State?.ToArray()!, _json.StringArray));

    /// <summary>Reads the values of a vocabulary; null if it was not fitted when the file was saved.</summary>
    /// <exception cref="ModelFileException">The vocabulary is missing, or its values are invalid.</exception>
    public static string[]? Read(FileStream file, SafetensorsHeader header, Vocabulary vocabulary)
    {
        string key = Key(vocabulary);
        if (ModelIdentity.IsOld(header.Metadata))
        {
            return header.Metadata.TryGetValue(key, out string? json)
                ? Parse(Encoding.UTF8.GetBytes(json), vocabulary, file.Name)
                : throw Missing("metadata");
        }

        var tensor = header.Tensors.FirstOrDefault(tensor => tensor.Name == key);
        if (tensor is not { Type: "U8", Shape.Length: 1 })
            throw Missing("tensors");
        using var bytes = Safetensors.Read(file, header, tensor, torch.ScalarType.Byte);
        return Parse(bytes.bytes, vocabulary, file.Name);

        ModelFileException Missing(string place) => new(
            file.Name,
            $"the vocabulary of '{vocabulary.Feature}', which the weights depend on, is missing: {key} was expected in its {place}. "
            + "Take another copy or train again.");
    }

    private static string[]? Parse(ReadOnlySpan<byte> json, Vocabulary vocabulary, string path)
    {
        string[]? values;
        try
        {
            values = JsonSerializer.Deserialize(json, _json.StringArray);
        }
        catch (JsonException e)
        {
            throw SafetensorsHeader.Damaged(path, $"the text of {Key(vocabulary)} cannot be read ({e.Message}).", e);
        }

        if (values is not null
            && (values.Length > vocabulary.Capacity
                || values.Contains(null)
                || values.Distinct(StringComparer.Ordinal).Count() < values.Length))
        {
            throw new ModelFileException(
                path,
                $"the vocabulary of '{vocabulary.Feature}' has {values.Length} values; at most {vocabulary.Capacity}, all different, "
                + "were expected.");
        }

        return values;
    }
}
