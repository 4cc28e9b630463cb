using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Modules;

/// <summary>Recurrent layers on packed sequences give for every row what they give for that row alone.</summary>
public class PackedSequenceTests
{
    private static readonly long[] s_lengths = [2, 5, 1, 5, 3];

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void An_LSTM_reads_every_row_as_if_it_were_alone(bool bidirectional, int layers)
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(3, 4, layers, batchFirst: true, bidirectional: bidirectional);
        var input = randn(5, 6, 3);
        var (packed, state, memory) = lstm.call(Pack(input));
        var (output, lengths) = nn.utils.rnn.pad_packed_sequence(packed, batch_first: true, total_length: 6);
        Assert.Equal(s_lengths, lengths.data<long>().ToArray());
        Assert.Equal(6, output.shape[1]);
        for (int row = 0; row < s_lengths.Length; row++)
        {
            var (alone, aloneState, aloneMemory) = lstm.call(Row(input, row));
            MustBeClose(alone, Row(output, row));
            MustBeClose(aloneState.squeeze(1), state.select(1, row));
            MustBeClose(aloneMemory.squeeze(1), memory.select(1, row));
            Assert.Equal(0, output.select(0, row).narrow(0, s_lengths[row], 6 - s_lengths[row]).abs().sum().item<float>());
        }
    }

    [Fact]
    public void A_GRU_reads_every_row_as_if_it_were_alone_and_begins_with_the_state_that_is_given()
    {
        using var scope = NewDisposeScope();
        using var gru = nn.GRU(3, 4, batchFirst: true, bidirectional: true);
        var input = randn(5, 6, 3);
        var begin = randn(2, 5, 4);
        var (packed, state) = gru.call(Pack(input), begin);
        var (output, _) = nn.utils.rnn.pad_packed_sequence(packed, batch_first: true);
        Assert.Equal(5, output.shape[1]);
        for (int row = 0; row < s_lengths.Length; row++)
        {
            var (alone, aloneState) = gru.call(Row(input, row), begin.narrow(1, row, 1).contiguous());
            MustBeClose(alone, Row(output, row));
            MustBeClose(aloneState.squeeze(1), state.select(1, row));
        }
    }

    [Fact]
    public void Gradients_reach_the_real_steps_alone()
    {
        using var scope = NewDisposeScope();
        using var gru = nn.GRU(3, 4, batchFirst: true, bidirectional: true);
        var input = randn([5, 6, 3], requires_grad: true);
        nn.utils.rnn.pad_packed_sequence(gru.call(Pack(input)).Item1, batch_first: true).Item1.square().sum().backward();
        var touched = input.grad!.abs().sum(2).gt(0).sum(1).data<long>().ToArray();
        Assert.Equal(s_lengths, touched);
    }

#if TORCH_SYSTEM // TorchSharp leaves the first state to the caller's scope.
    [Fact]
    public void Nothing_but_the_results_outlives_the_calls()
    {
        using var outer = NewDisposeScope();
        using var lstm = nn.LSTM(3, 4, batchFirst: true);
        var input = randn(5, 6, 3);
        using var lengths = tensor(s_lengths);
        var before = outer.DisposablesCount;
        using (var packed = nn.utils.rnn.pack_padded_sequence(input, lengths, batch_first: true, enforce_sorted: false))
        {
            var (result, state, memory) = lstm.call(packed);
            var (output, found) = nn.utils.rnn.pad_packed_sequence(result, batch_first: true);
            result.Dispose();
            foreach (var tensor in new[] { state, memory, output, found })
                tensor.Dispose();
        }
        Assert.Equal(before, outer.DisposablesCount);
    }
#endif

    private static nn.utils.rnn.PackedSequence Pack(Tensor input) =>
        nn.utils.rnn.pack_padded_sequence(input, tensor(s_lengths), batch_first: true, enforce_sorted: false);

    private static Tensor Row(Tensor tensor, int row) => tensor.narrow(0, row, 1).narrow(1, 0, s_lengths[row]);

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(expected.allclose(found, rtol: 1e-5, atol: 1e-6), $"{(expected - found).abs().max().item<float>()}");
}
