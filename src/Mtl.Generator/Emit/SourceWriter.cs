using System.Text;

namespace Mtl.Generator.Emit;

/// <summary>Writes source text with indentation. Lines end with <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>Writes one or several lines at the current indentation.</summary>
    public void Write(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
                _text.Append(' ', _level * SpacesPerLevel).Append(trimmed);
            _text.Append('\n');
        }
    }

    public void Blank() => _text.Append('\n');

    /// <summary>Writes a header and a body in braces.</summary>
    public void Braces(string header, Action body)
    {
        Write(header);
        Write("{");
        _level++;
        body();
        _level--;
        Write("}");
    }

    public override string ToString() => _text.ToString();
}
