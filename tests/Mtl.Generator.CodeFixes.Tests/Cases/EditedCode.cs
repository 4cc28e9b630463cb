namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>User code as it stands in an editor, laid out to the space: code fixes must leave the rest of it as it is.</summary>
internal static class EditedCode
{
    public const string Usings =
        """
        using Mtl;
        using TorchSharp.Modules;

        """;

    /// <summary>The head of every model here.</summary>
    public const string Head = "[TaskHead] public partial BinaryHead B { get; }";

    /// <summary>A model that reads two numbers, with members below its head.</summary>
    public static string Vector(string members) =>
        $$"""
        [MultiTaskModel(Inputs = 2)]
        public partial class M
        {
            {{Head}}
            {{Indented(members)}}
        }

        """;

    /// <summary>A model that reads an image, with members above its head.</summary>
    public static string Image(string members) =>
        $$"""
        [MultiTaskModel, Input("Image", 3, 8, 8)]
        public partial class M
        {
            {{Indented(members)}}
            {{Head}}
        }

        """;

    private static string Indented(string members) =>
        string.Join('\n', members.Split('\n').Select((line, index) => index == 0 || line.Length == 0 ? line : "    " + line));
}
