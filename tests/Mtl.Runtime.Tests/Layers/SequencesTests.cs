using TorchSharp;

namespace Mtl.Tests;

/// <summary>Layers over padded sequences, each number worked out by hand or row by row.</summary>
public sealed class SequencesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly torch.Tensor _lengths = torch.tensor(new long[] { 2, 3, 1 });
    private readonly torch.Tensor _sequence = torch.tensor(new float[] { 1, -2, 3, -4, 9, 9, 1, 1, 2, 5, 6, 0, -7, -8, 9, 9, 9, 9 }, [3, 3, 2]);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Padding_begins_behind_the_last_real_step()
        => Assert.Equal(
            [false, false, true, false, false, false, false, true, true], TensorValues.Read<bool>(Sequences.Padding(_lengths, 3)));

    [Fact]
    public void The_last_step_the_mean_and_the_maximum_are_of_the_real_steps()
    {
        Assert.Equal([3, -4, 6, 0, -7, -8], Sequences.Last(_sequence, _lengths).Read());
        Assert.Equal([2, -3, 3, 2, -7, -8], Sequences.Mean(_sequence, _lengths).Read());
        Assert.Equal([3, -2, 6, 5, -7, -8], Sequences.Max(_sequence, _lengths).Read());
    }

    [Fact]
    public void Real_steps_follow_each_other()
        => Assert.Equal([1, -2, 3, -4, 1, 1, 2, 5, 6, 0, -7, -8], Sequences.RealSteps(_sequence, _lengths).Read());

    [Fact]
    public void No_gradient_reaches_padding()
    {
        var sequence = _sequence.clone().requires_grad_();
        using var gru = torch.nn.GRU(2, 3, batchFirst: true, bidirectional: true);
        using var attention = torch.nn.MultiheadAttention(2, 1);
        var read = Sequences.Read(gru, sequence, _lengths);
        var attended = SelfAttention.Apply(attention, sequence, _lengths);
        (Sequences.Mean(read, _lengths).sum() + Sequences.Max(attended, _lengths).sum()).backward();
        var padding = Sequences.Padding(_lengths, 3).unsqueeze(-1);
        Assert.Equal(0, sequence.grad!.masked_fill(padding.logical_not(), 0).abs().sum().item<float>());
        Assert.NotEqual(0, sequence.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void Sequences_of_full_length_are_read_as_without_lengths()
    {
        var full = torch.tensor(new long[] { 3, 3, 3 });
        using var lstm = torch.nn.LSTM(2, 3, batchFirst: true, bidirectional: true);
        using var encoder = SelfAttention.NewEncoder(2, heads: 1, feedForward: 4, blocks: 2, dropout: 0, torch.nn.Activations.GELU);
        Assert.True(Sequences.Read(lstm, _sequence, full).allclose(lstm.call(_sequence).Item1, atol: 1e-6));
        Assert.True(SelfAttention.Apply(encoder, _sequence, full).allclose(SelfAttention.Apply(encoder, _sequence), atol: 1e-6));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public void Positions_are_sines_and_cosines_of_the_place(int features)
    {
        var added = SelfAttention.WithPositions(torch.zeros(2, 5, features));
        for (int step = 0; step < 5; step++)
        {
            for (int i = 0; i < features; i++)
            {
                int pair = i % ((features + 1) / 2);
                double angle = step * Math.Pow(10000, -2.0 * pair / features);
                double expected = i < (features + 1) / 2 ? Math.Sin(angle) : Math.Cos(angle);
                Assert.Equal(expected, added[1, step, i].item<float>(), 1e-5);
            }
        }
    }

    [Fact]
    public void Learned_positions_are_added_to_every_row_and_learned()
    {
        using var positions = SelfAttention.NewPositions(steps: 7, features: 3);
        Assert.InRange(positions.weight!.std().item<float>(), 0.005f, 0.05f);
        var added = SelfAttention.WithPositions(torch.ones(2, 5, 3), positions);
        var expected = positions.weight!.narrow(0, 0, 5) + 1;
        Assert.True(added[0].allclose(expected) && added[1].allclose(expected));
        torch.autograd.backward(added.sum());
        Assert.Equal([6, 6, 6, 6, 6, 0, 0], positions.weight!.grad!.sum(1).data<float>().ToArray());
    }

    [Fact]
    public void The_blocks_of_an_encoder_begin_differently()
    {
        using var encoder = SelfAttention.NewEncoder(4, heads: 2, feedForward: 8, blocks: 2, dropout: 0, torch.nn.Activations.ReLU);
        var state = encoder.state_dict();
        Assert.False(state["layers.0.linear1.weight"].allclose(state["layers.1.linear1.weight"]));
        Assert.True(state["layers.0.linear1.weight"].abs().max().item<float>() <= MathF.Sqrt(6f / 12) + 1e-6f);
    }
}
