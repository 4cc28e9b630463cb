using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>What is generated compiles in the strictest project: warnings as errors, nullable, documentation required.</summary>
public sealed class CompilationTests
{
    public static TheoryData<string> Models => Declarations.All;

    [Theory]
    [MemberData(nameof(Models))]
    public void Generated_code_gives_no_message(string source) =>
        Assert.Empty(Messages(source));

    [Fact]
    public void A_head_of_the_users_own_needs_no_default_arguments() => Assert.Empty(Messages(
        """
        using System;
        using Mtl;

        internal sealed class OwnHead(string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization)
            : BinaryHead(task, inputs, hidden, normalization);

        [MultiTaskModel(Inputs = 4)]
        internal partial class Own
        {
            [TaskHead]
            internal partial OwnHead Click { get; }
        }
        """));

    /// <summary>With all that the declaration can ask of its constructor.</summary>
    [Fact]
    public void A_head_of_the_users_own_may_take_more_than_it_needs_and_in_other_types() => Assert.Empty(Messages(
        """
        using System.Collections.Generic;
        using Mtl;

        internal sealed class OwnHead(
            string task, double inputs, IReadOnlyList<long> hidden, HiddenNormalization normalization, object? outputs,
            bool standardize = false, params int[] rest)
            : RegressionHead(
                task, (long)inputs, System.Linq.Enumerable.ToArray(hidden), normalization,
                outputs: outputs is int count ? count + rest.Length : 1, standardize: standardize);

        [MultiTaskModel(Inputs = 4)]
        internal partial class Own
        {
            [TaskHead(Outputs = 2), Standardize]
            internal partial OwnHead Prices { get; }
        }
        """));

    [Fact]
    public void A_learning_rate_of_what_has_no_weights_compiles() => Assert.Empty(Messages(
        """
        using Mtl;
        using TorchSharp.Modules;

        [MultiTaskModel, Input("Image", 3, 4)]
        internal partial class Pictures
        {
            [SharedLayer, LearningRate(0.1)] internal partial Flatten Flat { get; }
            [TaskHead] internal partial BinaryHead Cat { get; }
        }
        """));

    /// <summary>The constructor of another kind of head does not know the argument.</summary>
    [Fact]
    public void Arguments_without_effect_are_not_written() => Assert.Empty(Messages(
        """
        using Mtl;

        [MultiTaskModel(Inputs = 4)]
        internal partial class Prices
        {
            [TaskHead(FocalGamma = 1)] internal partial RegressionHead Price { get; }
            [TaskHead(HuberDelta = 1, FocalGamma = 1)] internal partial BinaryHead Sold { get; }
            [TaskHead(HuberDelta = 1, FocalGamma = 1)] internal partial CountHead Visits { get; }
        }
        """));

    [Fact]
    public void Sequences_compile_before_spans_could_have_any_number_of_arguments() => Assert.Empty(Messages(
        """
        using Mtl;
        using TorchSharp.Modules;

        internal sealed class Call
        {
            [Feature(13, MaxLength = 40)] public float[,] Frames = new float[1, 13];
            [Label] public bool IsQuestion = true;
        }

        [MultiTaskModel<Call>, SharedLayer<GRU>("Sound", 8, Steps = Steps.Last), TaskHead<bool>("IsQuestion")]
        internal partial class Calls { }
        """,
        new UserProject { Language = LanguageVersion.CSharp11 }));

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Correct_declarations_give_no_message_of_ours(string source) =>
        Assert.Empty(await GeneratorHost.Analyze(source));

    private static IEnumerable<Diagnostic> Messages(string source, UserProject? project = null) =>
        GeneratorHost.CompilerMessages(GeneratorHost.Generate(GeneratorHost.Compile(project ?? new UserProject(), source)));
}
