using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>
/// Replaces a label type by the head for it, and <c>ClassHead</c> by <c>MultiLabelHead</c> or the other way round, depending on whether
/// the enum has <c>[Flags]</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeHeadTypeFix)), Shared]
public sealed class ChangeHeadTypeFix() : ModelCodeFix(RuleIds.UnsupportedHead, RuleIds.NotFlags, RuleIds.FlagsAsClasses)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Property?.Type is not { } written || mistake.SemanticModel.GetTypeInfo(written).Type is not { } type)
            yield break;
        var label = mistake.Rule == RuleIds.UnsupportedHead ? type : ((INamedTypeSymbol)type).TypeArguments.FirstOrDefault();
        if (label is null || HeadTypes.For(label, mistake.SemanticModel.Compilation) is not { } head)
            yield break;
        var name = head.ToMinimalDisplayString(mistake.SemanticModel, written.SpanStart);
        yield return new Remedy($"Make it a {name}", Edit.Replace(written, name));
    }
}
