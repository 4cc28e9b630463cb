using System.Text;

namespace Mtl.Generator.Emit;

/// <summary>Writes source text with indentation. Lines end with <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();
    private int _level;
    private bool _blankIsDue;

    /// <summary>Writes one or several lines at the current indentation.</summary>
    public void Write(string lines)
    {
        if (_blankIsDue)
            _text.Append('\n');
        _blankIsDue = false;
        foreach (var line in lines.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
                _text.Append(' ', _level * SpacesPerLevel).Append(trimmed);
            _text.Append('\n');
        }
    }

    /// <summary>Asks for a blank line before what comes next; before a closing brace there is none.</summary>
    public void Blank() => _blankIsDue = true;

    /// <summary>Writes a header and a body in braces.</summary>
    public void Braces(string header, Action body)
    {
        Write(header);
        Write("{");
        _level++;
        body();
        _level--;
        _blankIsDue = false;
        Write("}");
    }

    public override string ToString() => _text.ToString();
}
