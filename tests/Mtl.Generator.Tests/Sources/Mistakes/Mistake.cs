using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Tests;

/// <summary>A declaration that breaks one rule.</summary>
/// <param name="Marked">The code; <c>{|MTL006:…|}</c> marks what the rule is reported at, as in Roslyn's own tests.</param>
/// <param name="Message">A part of the message.</param>
internal sealed partial record Mistake(string Marked, string Message)
{
    public string Rule => Mark().Match(Marked).Groups["rule"].Value;

    /// <summary>The code without the mark.</summary>
    public string Code => UserCode.Usings + Mark().Replace(Marked, "${place}", count: 1);

    /// <summary>Where in <see cref="Code"/> the rule is reported.</summary>
    public TextSpan Span => new(UserCode.Usings.Length + Mark().Match(Marked).Index, Mark().Match(Marked).Groups["place"].Length);

    [GeneratedRegex(@"\{\|(?<rule>MTL\d{3}):(?<place>.*?)\|\}")]
    private static partial Regex Mark();
}
