using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Emit;

/// <summary>Writes source text with indentation. Lines end with <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    /// <summary>The buffer of the previous writer on this thread: a build writes hundreds of files of similar size.</summary>
    [ThreadStatic]
    private static CharBuffer? _spareBuffer;

    private readonly CharBuffer _text;
    private int _level;
    private string _prefix = "";
    private bool _blankIsDue;

    public SourceWriter()
    {
        _text = _spareBuffer ?? new CharBuffer();
        _spareBuffer = null;
    }

    /// <summary>Writes one or several lines at the current indentation.</summary>
    public void Write(Text lines)
    {
        if (_blankIsDue)
            _text.Append('\n');
        _blankIsDue = false;
        var rest = lines.Characters;
        for (var end = rest.IndexOf('\n'); end >= 0; end = rest.IndexOf('\n'))
        {
            // Raw strings have the line endings of their source file.
            WriteLine(rest.Slice(0, end > 0 && rest[end - 1] == '\r' ? end - 1 : end));
            rest = rest.Slice(end + 1);
        }
        WriteLine(rest);
    }

    /// <summary>Writes one or several lines of a documentation comment.</summary>
    public void WriteDocumentation(Text lines)
    {
        _prefix = "/// ";
        Write(lines);
        _prefix = "";
    }

    /// <summary>Requests a blank line before the next line, unless that is a closing brace.</summary>
    public void Blank() => _blankIsDue = true;

    /// <summary>Writes a header and a body in braces.</summary>
    public void Braces(Text header, Action body)
    {
        Write(header);
        Braces(body);
    }

    /// <summary>Writes a body in braces.</summary>
    public void Braces(Action body)
    {
        Write("{");
        Indented(body);
        Write("}");
    }

    /// <summary>Writes one level deeper.</summary>
    public void Indented(Action body)
    {
        _level++;
        body();
        _level--;
        _blankIsDue = false;
    }

    /// <summary>Returns the text; the writer must not be used afterwards.</summary>
    public SourceText Finish()
    {
        var text = _text.ToSourceText();
        _text.Clear();
        _spareBuffer = _text;
        return text;
    }

    private void WriteLine(ReadOnlySpan<char> line)
    {
        if (line.Length > 0 || _prefix.Length > 0)
        {
            _text.Append(' ', _level * SpacesPerLevel);
            _text.Append(line.Length > 0 ? _prefix.AsSpan() : _prefix.AsSpan(0, _prefix.Length - 1));
            _text.Append(line);
        }
        _text.Append('\n');
    }
}
