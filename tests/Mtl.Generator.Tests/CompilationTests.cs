using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Tests;

/// <summary>What is generated compiles in the strictest project: warnings as errors, nullable, documentation required.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string> Models => Declarations.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Generated_code_gives_no_message(string source) =>
        Assert.Empty(GeneratorHost.CompilerMessages(GeneratorHost.Generate(source)));

    [Fact]
    public void A_head_of_the_users_own_needs_no_default_arguments() => Assert.Empty(GeneratorHost.CompilerMessages(GeneratorHost.Generate(
        """
        using System;
        using Mtl;

        internal sealed class OwnHead(string task, long inputs, ReadOnlySpan<long> hidden, Normalisation normalisation)
            : BinaryHead(task, inputs, hidden, normalisation);

        [MultiTaskModel(Inputs = 4)]
        internal partial class Own
        {
            [TaskHead]
            internal partial OwnHead Click { get; }
        }
        """)));

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Correct_declarations_give_no_message_of_ours(string source) =>
        Assert.Empty(await GeneratorHost.Analyze(source));
}
