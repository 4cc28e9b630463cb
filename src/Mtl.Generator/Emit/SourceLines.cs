using System.Globalization;
using System.Runtime.CompilerServices;

namespace Mtl.Generator.Emit;

/// <summary>
/// An interpolated string that goes to its file piece by piece instead of being put together first: most of the generator's
/// work is text. Numbers are written the same in every culture.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct SourceLines
{
    private readonly SourceWriter _writer;

    public SourceLines(int literalLength, int formattedCount, ModelFile file)
    {
        _ = (literalLength, formattedCount); // The compiler insists on them.
        _writer = file.Writer;
        _writer.BeginLines();
    }

    public void AppendLiteral(string text) => _writer.Append(text);

    public void AppendFormatted(string? text) => _writer.Append(text ?? "");

    public void AppendFormatted<T>(Joined<T> list)
        where T : IEquatable<T> => list.AppendTo(_writer);

    public void AppendFormatted(object? value) => _writer.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
}
