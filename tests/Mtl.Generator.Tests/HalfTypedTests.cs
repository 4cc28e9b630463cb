using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.Tests;

/// <summary>
/// Programs as they are while somebody types: cut off, with words missing, with words in the wrong place. Whatever it looks
/// like, the generator and the analyzer live through it.
/// </summary>
public sealed class HalfTypedTests
{
    private const int SwapsPerDeclaration = 60;

    public static TheoryData<string> Models => Declarations.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Cut_off_after_every_token(string source) => Survives(Tokens(source)
        .Select((token, index) => source[..token.Span.End] + (index % 2 == 0 ? "" : "\n}}}")));

    [Theory]
    [MemberData(nameof(Models))]
    public void Without_any_one_token(string source) => Survives(Tokens(source)
        .Select(token => source.Remove(token.SpanStart, token.Span.Length)));

    [Theory]
    [MemberData(nameof(Models))]
    public void With_tokens_in_each_others_place(string source)
    {
        var random = new Random(1);
        var tokens = Tokens(source);
        Survives(Enumerable.Range(0, SwapsPerDeclaration).Select(_ =>
        {
            var (one, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
            var text = tokens.Select((token, index) => tokens[index == one ? other : index == other ? one : index].Text);
            return string.Join(' ', text);
        }));
    }

    /// <summary>Every number and every text replaced by what nobody would mean.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void With_any_one_value_absurd(string source) => Survives(
        from token in Tokens(source)
        where token.IsKind(SyntaxKind.NumericLiteralToken) || token.IsKind(SyntaxKind.StringLiteralToken)
        from absurd in (string[])["0", "-1", "int.MaxValue", "double.NaN", "null", "\"\"", "\"_\"", "\"no name\""]
        select source.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, absurd));

    [Theory]
    [InlineData(
        """
        [MultiTaskModel(Inputs = int.MaxValue)]
        partial class M
        {
            [SharedLayer(int.MaxValue)] partial Linear A { get; }
            [SharedLayer(int.MaxValue)] partial Linear B { get; }
            [SharedLayer(int.MaxValue)] partial Linear C { get; }
            [TaskHead] partial BinaryHead Y { get; }
        }
        """)]
    [InlineData(
        """
        [MultiTaskModel(Inputs = -1)]
        partial class M
        {
            [SharedLayer(int.MinValue)] partial Linear A { get; }
            [TaskHead(Hidden = [0, -5, int.MaxValue])] partial BinaryHead Y { get; }
        }
        """)]
    [InlineData(
        """
        class R
        {
            [Feature(int.MaxValue)] public float[] X;
            [Feature(int.MaxValue)] public float[] Y;
            [Feature(int.MaxValue, int.MaxValue)] public float[] Z;
            [Feature(null)] public float[] N;
        }

        [MultiTaskModel<R>]
        partial class M
        {
            [TaskHead(Hidden = null, Weight = double.NaN)] partial BinaryHead Y { get; }
        }
        """)]
    [InlineData(
        """
        [MultiTaskModel(Inputs = 1), Dropout(double.NaN), L2(double.MaxValue), L2(double.Epsilon)]
        partial class M
        {
            [TaskHead(Weight = double.MaxValue), Activation((Activation)(-1)), Dropout(-0.0)] partial BinaryHead Y { get; }
        }
        """)]
    [InlineData(
        """
        class R : R
        {
            [Label(Task = null)] public bool Y;
        }

        interface I : J { }

        interface J : I
        {
            [Feature] float X { get; }
        }

        [MultiTaskModel<R>]
        partial class M : M
        {
            [TaskHead] partial BinaryHead Y { get; }
        }

        [MultiTaskModel<I>]
        partial class N
        {
            [TaskHead] partial BinaryHead Y { get; }
        }

        [MultiTaskModel<O>]
        partial class O
        {
            [TaskHead, Feature, Label] partial BinaryHead Y { get; }
        }
        """)]
    [InlineData(
        """
        [MultiTaskModel] struct S;
        [MultiTaskModel] enum E;
        [MultiTaskModel] interface I;
        [MultiTaskModel] delegate void D();
        [MultiTaskModel<int[]>] partial class A;
        [MultiTaskModel<string>] partial class B;
        [MultiTaskModel<(int, int)>] partial class C;
        [MultiTaskModel<dynamic>] partial class F;
        [MultiTaskModel<>] partial class G;
        [MultiTaskModel<T>] partial class H<T>;
        """)]
    [InlineData(
        """
        [MultiTaskModel(Inputs = 1)]
        partial class M
        {
            [TaskHead] partial BinaryHead I.Y { get; }
            [TaskHead] partial BinaryHead this[int i] { get; }
            [TaskHead] partial BinaryHead Y { get; }
            [TaskHead] partial BinaryHead Y { get; }
            [TaskHead] partial ClassHead<M> Z { get; }
            [TaskHead] partial ClassHead<,> W { get; }
            [SharedLayer] partial Linear { get; }
        }
        """)]
    public void With_absurd_values(string code) => Survives(["using Mtl; using TorchSharp.Modules; " + code]);

    private static List<SyntaxToken> Tokens(string source) =>
        [.. GeneratorHost.Parse(source, "File0.cs").GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];

    /// <summary>One driver sees all the programs, one after the other, as it does in an editor.</summary>
    private static void Survives(IEnumerable<string> programs)
    {
        Compilation compilation = GeneratorHost.Compile("");
        var driver = GeneratorHost.Driver(compilation);
        foreach (var program in programs)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(), GeneratorHost.Parse(program, "File0.cs"));
            driver = driver.RunGenerators(compilation);
            var failure = driver.GetRunResult().Results.Single().Exception ?? Record.Exception(() => Analyze(compilation));
            Assert.True(failure is null, $"{failure}\n\n{program}");
        }
    }

    /// <summary>Without the compiler's analyzer driver, which takes longer than all the rest and swallows exceptions.</summary>
    private static void Analyze(Compilation compilation)
    {
        foreach (var type in compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>())
        {
            foreach (var message in ModelAnalyzer.Messages(type, compilation, baseline: null, CancellationToken.None))
                Assert.NotEmpty(message.GetMessage(CultureInfo.InvariantCulture));
        }
    }
}
