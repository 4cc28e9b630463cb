using System.Text;

namespace Mtl.Generator.Emit;

/// <summary>Writes source text with indentation. Lines end with <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    /// <summary>Left by the writer before on this thread: a build writes hundreds of files of about the same size.</summary>
    [ThreadStatic]
    private static StringBuilder? _spareBuffer;

    private readonly StringBuilder _text;
    private int _level;
    private string _prefix = "";
    private bool _isAtLineStart = true;
    private bool _blankIsDue;

    public SourceWriter()
    {
        _text = _spareBuffer ?? new StringBuilder();
        _spareBuffer = null;
    }

    /// <summary>Writes one or several lines at the current indentation.</summary>
    public void Write(string lines)
    {
        BeginLines();
        Append(lines);
        EndLines();
    }

    /// <summary>Writes one or several lines of a documentation comment.</summary>
    public void WriteDocumentation(string lines)
    {
        BeginDocumentation();
        Append(lines);
        EndDocumentation();
    }

    /// <summary>Starts lines of a documentation comment that come in several pieces.</summary>
    public void BeginDocumentation()
    {
        BeginLines();
        _prefix = "/// ";
    }

    /// <summary>Ends the last line of a documentation comment.</summary>
    public void EndDocumentation()
    {
        EndLines();
        _prefix = "";
    }

    /// <summary>Asks for a blank line before what comes next; before a closing brace there is none.</summary>
    public void Blank() => _blankIsDue = true;

    /// <summary>Writes a header and a body in braces.</summary>
    public void Braces(string header, Action body)
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

    /// <summary>Starts lines that come in several pieces.</summary>
    public void BeginLines()
    {
        if (_blankIsDue)
            _text.Append('\n');
        _blankIsDue = false;
    }

    /// <summary>Writes a piece: a part of a line, or several lines.</summary>
    public void Append(string piece)
    {
        var start = 0;
        for (var end = piece.IndexOf('\n'); end >= 0; end = piece.IndexOf('\n', start))
        {
            // Raw strings have the line ends of the file that they stand in.
            AppendToLine(piece, start, end > start && piece[end - 1] == '\r' ? end - 1 : end);
            EndLines();
            start = end + 1;
        }
        AppendToLine(piece, start, piece.Length);
    }

    /// <summary>Ends the last line.</summary>
    public void EndLines()
    {
        if (_isAtLineStart && _prefix.Length > 0)
            _text.Append(' ', _level * SpacesPerLevel).Append(_prefix, 0, _prefix.Length - 1);
        _text.Append('\n');
        _isAtLineStart = true;
    }

    /// <summary>The text. The writer cannot be used any more.</summary>
    public string Finish()
    {
        var text = _text.ToString();
        _spareBuffer = _text.Clear();
        return text;
    }

    private void AppendToLine(string text, int start, int end)
    {
        if (start == end)
            return;
        if (_isAtLineStart)
            _text.Append(' ', _level * SpacesPerLevel).Append(_prefix);
        _isAtLineStart = false;
        _text.Append(text, start, end - start);
    }
}
