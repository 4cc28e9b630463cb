using System.Text;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Emit;

namespace Mtl.Generator.Tests;

/// <summary>The text of a generated file is what a string of the same characters is to the compiler.</summary>
public sealed class CompactTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("dW += dyᵀ·x\n// 16 → 32, Größe, \0, \xff, \u0100\n")]
    [InlineData("→")]
    [InlineData("→→ab→")]
    [InlineData("数字 and 😀")]
    public void It_is_the_same_text(string text)
    {
        var compact = new CompactText([.. text, .. "what the buffer held before"], text.Length);
        var expected = SourceText.From(text, Encoding.UTF8);
        Assert.Equal(text, compact.ToString());
        Assert.True(expected.ContentEquals(compact));
        Assert.Equal(expected.GetChecksum().AsEnumerable(), compact.GetChecksum());
        Assert.Equal(expected.Encoding, compact.Encoding);
        Assert.Equal(text, string.Concat(Enumerable.Range(0, compact.Length).Select(place => compact[place])));
    }

    [Fact]
    public void Every_part_of_it_is_the_same()
    {
        const string text = "a→b→→c ·x̂";
        var compact = new CompactText([.. text, .. "what the buffer held before"], text.Length);
        for (var start = 0; start <= text.Length; start++)
        {
            for (var length = 0; length <= text.Length - start; length++)
            {
                Assert.Equal(text.Substring(start, length), compact.ToString(new TextSpan(start, length)));
                var part = new char[length + 2];
                compact.CopyTo(start, part, 1, length);
                Assert.Equal($"\0{text.Substring(start, length)}\0", new string(part));
            }
        }
    }
}
