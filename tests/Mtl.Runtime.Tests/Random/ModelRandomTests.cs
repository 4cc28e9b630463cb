using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class ModelRandomTests
{
    [Fact]
    public void Without_a_seed_torch_s_seed_decides()
    {
        Assert.Equal(Of(4), Of(4));
        Assert.NotEqual(Of(4), Of(5));

        static long Of(long seed)
        {
            manual_seed(seed);
            using var random = new ModelRandom();
            return random.Seed;
        }
    }

    [Fact]
    public void Two_without_a_seed_are_different()
    {
        using var first = new ModelRandom();
        using var second = new ModelRandom();
        Assert.NotEqual(first.Seed, second.Seed);
    }

    [Fact]
    public void A_new_seed_begins_anew_with_the_same_generator()
    {
        using var random = new ModelRandom(seed: 1);
        using var other = new ModelRandom(seed: 8);
        var generator = random.Generator;
        random.NextEpoch();
        random.Reseed(8);
        Assert.Equal((8, 0), (random.Seed, random.Epochs));
        Assert.Same(generator, random.Generator);
        using var expected = rand(5, generator: other.Generator);
        using var found = rand(5, generator: random.Generator);
        Assert.True(expected.Equals(found));
    }

    [Fact]
    public void Constructions_inside_each_other_keep_their_own_numbers()
    {
        using var scope = NewDisposeScope();
        using var outer = new ModelRandom(seed: 1);
        using var inner = new ModelRandom(seed: 2);
        using var state = get_rng_state();
        using (outer.BeginConstruction())
        {
            using (inner.BeginConstruction())
                Assert.Same(inner.Generator, ModelConstruction.Generator);
            Assert.Same(outer.Generator, ModelConstruction.Generator);
        }

        Assert.Null(ModelConstruction.Generator);
        Assert.True(state.Equals(get_rng_state()));
    }

    [Fact]
    public void What_draws_from_torch_inside_a_construction_follows_the_seed_with_other_numbers()
    {
        using var scope = NewDisposeScope();
        using var first = Draw(1);
        using var same = Draw(1);
        using var other = Draw(2);
        using var random = new ModelRandom(seed: 1);
        Assert.True(first.Equals(same));
        Assert.False(first.Equals(other));
        Assert.False(first.Equals(rand(5, generator: random.Generator)));

        static Tensor Draw(long seed)
        {
            using var random = new ModelRandom(seed);
            using var construction = random.BeginConstruction();
            return rand(5);
        }
    }

    [Fact]
    public void A_model_by_hand_may_have_none()
    {
        using var model = new TwoTaskModel();
        Assert.Same(model.Random, ModelRandom.Of(model));
        var error = Assert.Throws<NotSupportedException>(() => ModelRandom.Of(new Plain()));
        Assert.Equal("Plain has no random numbers of its own: it was not generated.", error.Message);
    }

    private sealed class Plain : IMultiTaskModel<TwoTaskModel.Batch, TwoTaskModel.Metrics>
    {
        public static ModelInfo Info => TwoTaskModel.Info;

        public void ForwardBackward(TwoTaskModel.Batch batch, BackwardPass pass) => throw new NotSupportedException();

        public TwoTaskModel.Metrics Evaluate(TwoTaskModel.Batch data, int batchSize, int? threads) => throw new NotSupportedException();
    }
}
