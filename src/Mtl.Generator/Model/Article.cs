namespace Mtl.Generator.Model;

/// <summary>The indefinite article before the name of a type, for messages.</summary>
internal static class Article
{
    /// <summary>The name with its article: a <c>Linear</c>, an <c>LSTM</c>, an <c>OrdinalHead</c>.</summary>
    public static string With(string type) => (type == "LSTM" || type.FirstOrDefault() is 'A' or 'E' or 'I' or 'O' ? "an " : "a ") + type;
}
