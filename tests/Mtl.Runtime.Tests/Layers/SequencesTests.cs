using TorchSharp;

namespace Mtl.Tests;

/// <summary>Layers over padded sequences, each number worked out by hand or row by row.</summary>
public sealed class SequencesTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly torch.Tensor _lengths = torch.tensor(new long[] { 2, 3, 1 });
    private readonly torch.Tensor _sequence = torch.tensor(
        new float[] { 1, -2, 3, -4, 9, 9, 1, 1, 2, 5, 6, 0, -7, -8, 9, 9, 9, 9 },
        [3, 3, 2]);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Padding_begins_after_the_last_real_step()
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

    /// <summary>A row of 5 steps and one of 3 beside it, and each by itself through libtorch's own layer.</summary>
    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 3, 0)]
    public void What_slides_along_the_steps_makes_of_every_row_what_libtorch_makes_of_it_alone(int kernel, int stride, int padding)
    {
        using var scope = torch.NewDisposeScope();
        var sequence = torch.randn(2, 5, 3);
        var lengths = torch.tensor(new long[] { 5, 3 });
        var windows = Sequences.Windows(lengths, kernel, stride, padding);
        using var convolution = torch.nn.Conv1d(3, 4, kernel, stride, padding);
        using var largest = torch.nn.MaxPool1d(kernel, stride, padding);
        using var average = torch.nn.AvgPool1d(kernel, stride, padding);
        MustAgree(convolution, Sequences.Slide(convolution, sequence, lengths, windows));
        MustAgree(largest, Sequences.Slide(largest, sequence, lengths, windows));
        MustAgree(average, Sequences.Slide(average, sequence, lengths, windows));

        void MustAgree(torch.nn.Module<torch.Tensor, torch.Tensor> layer, torch.Tensor together)
        {
            for (int row = 0; row < 2; row++)
            {
                long steps = lengths[row].item<long>();
                var alone = layer.call(sequence.narrow(0, row, 1).narrow(1, 0, steps).transpose(1, 2)).transpose(1, 2);
                Assert.Equal(windows[row].item<long>(), alone.shape[1]);
                Assert.True(together.narrow(0, row, 1).narrow(1, 0, alone.shape[1]).allclose(alone, atol: 1e-6));
                Assert.Equal(
                    0,
                    together.narrow(0, row, 1).narrow(1, alone.shape[1], together.shape[1] - alone.shape[1]).abs().sum().item<float>());
            }
        }
    }

    [Fact]
    public void A_row_that_is_shorter_than_the_kernel_has_one_window()
    {
        using var scope = torch.NewDisposeScope();
        var sequence = torch.randn(2, 2, 3);
        var lengths = torch.tensor(new long[] { 2, 1 });
        using var convolution = torch.nn.Conv1d(3, 4, 5);
        using var largest = torch.nn.MaxPool1d(4);
        var windows = Sequences.Windows(lengths, kernel: 5, stride: 1, padding: 0);
        var filled = torch.cat([sequence, torch.zeros(2, 3, 3)], 1);
        filled[1, 1] = torch.zeros(3);

        Assert.Equal([1L, 1L], windows.data<long>().ToArray());
        Assert.True(
            Sequences.Slide(convolution, sequence, lengths, windows, least: 5).allclose(
                convolution.call(filled.transpose(1, 2)).transpose(1, 2),
                atol: 1e-6));
        Assert.True(
            Sequences.Slide(largest, sequence, lengths, windows, least: 4).squeeze(1).allclose(
                torch.stack([sequence[0].amax(0), sequence[1, 0]])));
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

    [Theory]
    [InlineData(torch.nn.Activations.ReLU, false)]
    [InlineData(torch.nn.Activations.GELU, true)]
    public void Without_dropout_an_encoder_in_training_computes_what_libtorch_s_own_does(torch.nn.Activations activation, bool isPadded)
    {
        using var scope = torch.NewDisposeScope();
        using var random = new ModelRandom(seed: 1);
        using var encoder = SelfAttention.NewEncoder(6, heads: 3, feedForward: 8, blocks: 2, dropout: 0, activation);
        var sequence = torch.randn(4, 5, 6);
        var slope = torch.randn(4, 5, 6);
        var lengths = isPadded ? torch.tensor(new long[] { 5, 1, 3, 4 }) : null;
        var expected = Read(() => SelfAttention.Apply(encoder, sequence, lengths));
        var found = Read(() => SelfAttention.Apply(encoder, sequence, random, heads: 3, dropout: 0, activation, training: true, lengths));
        Assert.All(expected.Zip(found), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 1e-4, atol: 1e-5)));

        List<torch.Tensor> Read(Func<torch.Tensor> apply)
        {
            encoder.zero_grad();
            var output = apply();
            var real = lengths is null ? output : output.masked_fill(Sequences.Padding(lengths, 5).unsqueeze(-1), 0);
            (real * slope).sum().backward();
            return [real.detach(), .. encoder.parameters().Select(parameter => parameter.grad!.clone())];
        }
    }

    [Fact]
    public void The_dropout_of_an_encoder_is_drawn_from_the_random_numbers_of_the_model()
    {
        using var scope = torch.NewDisposeScope();
        using var encoder = SelfAttention.NewEncoder(6, heads: 3, feedForward: 8, blocks: 2, dropout: 0.3, torch.nn.Activations.ReLU);
        using var random = new ModelRandom(seed: 1);
        var sequence = torch.randn(4, 5, 6);
        var state = torch.get_rng_state();
        var first = Read();
        Assert.True(state.Equals(torch.get_rng_state()));

        using var expected = new ModelRandom(seed: 1);
        for (int block = 0; block < 2; block++)
        {
            // Attention, its output, the hidden units, their output.
            foreach (long[] mask in (long[][])[[12, 5, 5], [4, 5, 6], [4, 5, 8], [4, 5, 6]])
                expected.Dropout(torch.ones(mask), 0.3, training: true);
        }

        Assert.True(expected.Generator.get_state().Equals(random.Generator.get_state()));
        Assert.False(first.Equals(Read()));
        random.Reseed(1);
        Assert.True(first.Equals(Read()));

        torch.Tensor Read() =>
            SelfAttention.Apply(encoder, sequence, random, heads: 3, dropout: 0.3, torch.nn.Activations.ReLU, training: true);
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
