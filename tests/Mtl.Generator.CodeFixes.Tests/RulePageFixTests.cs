using Mtl.Generator.Diagnostics;
using Mtl.Generator.Tests;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>A page under <c>docs/rules</c> names a code fix exactly where there is one, and the fix corrects its first example.</summary>
public sealed class RulePageFixTests
{
    private static readonly string[] _fixable =
        [.. Rules.All.Select(rule => rule.Id).Where(id => Editor.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)))];

    public static TheoryData<string> Fixable => new(_fixable);

    [Fact]
    public void Pages_and_code_fixes_agree() =>
        Assert.Equal(_fixable, Rules.All.Select(rule => rule.Id).Where(id => RulePage.Read(id).HasCodeFix));

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task Every_offer_fixes_the_first_example(string id)
    {
        var page = RulePage.Read(id);
        var editor = Editor.Open(new UserProject { Language = page.Language }, page.Baseline, RulePage.AsFile(page.Broken));
        var offers = await editor.OffersAsync(Assert.Single(await editor.MessagesAsync()));
        Assert.NotEmpty(offers);
        foreach (var offer in offers)
        {
            var after = await editor.ApplyAsync(offer);
            Assert.Empty(await after.MessagesAsync());
        }
    }
}
