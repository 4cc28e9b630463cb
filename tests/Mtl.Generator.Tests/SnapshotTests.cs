namespace Mtl.Generator.Tests;

/// <summary>The generated code as it stands. A change of it is a change of the product: read the difference, then accept it.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task Two_digits() => Verify(GeneratorHost.Run(Declarations.TwoDigits)).UseDirectory("Snapshots");

    [Fact]
    public Task Smallest() => Verify(GeneratorHost.Run(Declarations.Smallest)).UseDirectory("Snapshots");

    [Fact]
    public Task Awkward() => Verify(GeneratorHost.Run(Declarations.Awkward)).UseDirectory("Snapshots");

    [Fact]
    public Task Reviews() => Verify(GeneratorHost.Run(RowDeclarations.Reviews)).UseDirectory("Snapshots");

    [Fact]
    public Task Houses() => Verify(GeneratorHost.Run(RowDeclarations.Houses)).UseDirectory("Snapshots");

    [Fact]
    public Task Every_modifier() => Verify(GeneratorHost.Run(Declarations.EveryModifier)).UseDirectory("Snapshots");

    [Fact]
    public Task Image_and_sound() => Verify(GeneratorHost.Run(Declarations.ImageAndSound)).UseDirectory("Snapshots");

    [Fact]
    public Task Every_head() => Verify(GeneratorHost.Run(HeadDeclarations.Visit)).UseDirectory("Snapshots");

    [Fact]
    public Task Tasks_after_tasks() => Verify(GeneratorHost.Run(HeadDeclarations.Funnel)).UseDirectory("Snapshots");

    [Fact]
    public Task Own_heads() => Verify(GeneratorHost.Run(HeadDeclarations.Wind)).UseDirectory("Snapshots");

    [Fact]
    public Task Heads_at_every_step() => Verify(GeneratorHost.Run(HeadDeclarations.Sentence)).UseDirectory("Snapshots");

    [Fact]
    public Task Sequences_of_varying_length() => Verify(GeneratorHost.Run(SequenceDeclarations.Tagger)).UseDirectory("Snapshots");

    [Fact]
    public Task Soft_sharing() => Verify(GeneratorHost.Run(SharingDeclarations.Soft)).UseDirectory("Snapshots");

    [Fact]
    public Task Cross_stitch() => Verify(GeneratorHost.Run(SharingDeclarations.Stitched)).UseDirectory("Snapshots");

    [Fact]
    public Task Progressive_extraction() => Verify(GeneratorHost.Run(SharingDeclarations.Extracted)).UseDirectory("Snapshots");

    [Fact]
    public Task Task_attention() => Verify(GeneratorHost.Run(SharingDeclarations.Attended)).UseDirectory("Snapshots");

    [Fact]
    public Task Balanced_losses() => Verify(GeneratorHost.Run(BalancingDeclarations.OfLosses)).UseDirectory("Snapshots");

    [Fact]
    public Task Balanced_gradients() => Verify(GeneratorHost.Run(BalancingDeclarations.OfGradients)).UseDirectory("Snapshots");

    [Fact]
    public Task Mixture_of_experts() => Verify(GeneratorHost.Run(ExpertDeclarations.Census)).UseDirectory("Snapshots");
}
