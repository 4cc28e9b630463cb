using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class EmbeddingOpTests
{
    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(1, 7, 0)]
    [InlineData(3, 8, null)]
    [InlineData(3, 33, 0)]
    public void Vectors_and_gradients_are_those_of_autograd(int indices, int dimensions, int? missing)
    {
        torch.manual_seed(dimensions);
        using var probe = new Probe(indices, dimensions, missing);
        foreach (int rows in (int[])[4, 1, 9, 2])
        {
            using var scope = torch.NewDisposeScope();
            probe.MustAgree(torch.randint(0, Probe.Count, indices == 1 ? [rows] : [rows, indices]));
        }
    }

    [Fact]
    public void Indices_that_do_not_follow_each_other_in_memory_are_read_rightly()
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new Probe(1, 4, 0);
        probe.MustAgree(torch.randint(0, Probe.Count, [6, 5]).select(1, 2));
    }

    [Theory]
    [InlineData(Probe.Count)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void An_index_without_a_vector_is_an_error_that_names_the_layer(long index)
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new Probe(1, 4, missing: null);
        var error = Assert.Throws<ArgumentException>(() => probe.Forward(torch.tensor(new long[] { 1, index })));
        Assert.Equal($"City: index {index} has no vector; there are {Probe.Count}, for the indices 0 to {Probe.Count - 1}.", error.Message);
    }

    [Fact]
    public void A_frozen_table_gets_no_gradient()
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new Probe(2, 3, missing: null);
        probe.Freeze();
        probe.MustAgree(torch.randint(0, Probe.Count, [5, 2]));
    }

    private sealed class Probe : IDisposable
    {
        public const int Count = 5;
        private readonly Embedding _module;
        private readonly StepProbe _probe;
        private readonly EmbeddingOp _step;

        public Probe(int indices, int dimensions, int? missing)
        {
            _module = torch.nn.Embedding(Count, dimensions, padding_idx: missing);
            _probe = new(_module);
            _step = new(_probe.Memory, "City", indices, missing ?? -1, _probe.Parameters, _module);
        }

        public void Freeze() => Freezing.Freeze(_module);

        public void Forward(torch.Tensor indices)
        {
            _probe.Memory.Begin(indices.shape[0]);
            _step.Read(indices);
            _step.Forward();
        }

        public void MustAgree(torch.Tensor indices)
        {
            var slope = StepProbe.Random(indices.shape[0], _step.Output.Width);
            _probe.Parameters.AttachGradients();
            _probe.Parameters.Gradients!.zero_();
            var expected = _module.call(indices).flatten(1);
            if (_module.weight!.requires_grad)
                torch.autograd.backward((expected * slope).sum());
            float[] gradients = _probe.Parameters.Gradients.Read();
            _step.Read(indices);
            var found = _probe.ByStep(_step, [], [], slope);
            Assert.Equal(expected.detach().clone().Read(), found[0].Numbers);
            StepProbe.MustBeClose(gradients, found[1].Numbers, "gradient of the table");
        }

        public void Dispose()
        {
            _step.Dispose();
            _probe.Dispose();
        }
    }
}
