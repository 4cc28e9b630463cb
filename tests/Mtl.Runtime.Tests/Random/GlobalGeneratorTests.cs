using System.Buffers.Binary;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class GlobalGeneratorTests
{
    [Fact]
    public void It_is_given_back_as_it_was()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        rand(700); // Into the second round of numbers.
        var state = get_rng_state();
        using (var borrowed = new GlobalGenerator())
        {
            borrowed.Seed(8);
            rand(5);
        }

        Assert.True(state.Equals(get_rng_state()));
    }

    [Theory]
    [InlineData(8, 0)] // No number left, but the next round not made.
    [InlineData(8, 625)]
    [InlineData(12, 0)] // No seed.
    [InlineData(16, 625)] // The next number behind the last.
    public void A_state_that_libtorch_would_refuse_is_not_given_back(int place, int value)
    {
        using var state = get_rng_state();
        byte[] bytes = state.bytes.ToArray();
        Assert.True(GlobalGenerator.IsWhole(bytes));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), value);
        Assert.False(GlobalGenerator.IsWhole(bytes));
    }

    /// <summary>Where the state was not looked at, the process ended within a second.</summary>
    [Fact]
    public void It_can_be_borrowed_while_other_threads_draw()
    {
        using var random = new ModelRandom(seed: 1);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var others = Enumerable.Range(0, 2).Select(_ => new Thread(() => Draw(end.Token))).ToList();
        others.ForEach(thread => thread.Start());
        while (!end.IsCancellationRequested)
            random.BeginConstruction().Dispose();
        others.ForEach(thread => thread.Join());

        static void Draw(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
                rand(100).Dispose();
        }
    }
}
