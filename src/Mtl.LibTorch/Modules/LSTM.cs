using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A recurrent network with long short-term memory.</summary>
        public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
        {
            private readonly Recurrence _recurrence;

            internal LSTM(
                long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional,
                Device? device, ScalarType? dtype)
                : base(nameof(LSTM)) =>
                _recurrence = new(
                    this, 4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            /// <summary>The outputs of all times, and the last state and memory; these begin with zeros unless given.</summary>
            public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

            /// <inheritdoc cref="call(Tensor, ValueTuple{Tensor, Tensor}?)"/>
            public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
            {
                var (state, memory) = h0_c0 ?? (_recurrence.Zeros(input), _recurrence.Zeros(input));
                return Aten.CallTriple("lstm.input", _recurrence.Arguments(input, new[] { state, memory }));
            }

            /// <summary>The same for sequences of varying length: the last state and memory are those of each row's own last step.</summary>
            public (nn.utils.rnn.PackedSequence, Tensor, Tensor) call(nn.utils.rnn.PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
            {
                using var scope = NewDisposeScope();
                var (state, memory) = h0_c0 is { } given
                    ? (input.Sorted(given.Item1), input.Sorted(given.Item2))
                    : (_recurrence.Zeros(input), _recurrence.Zeros(input));
                var (output, lastState, lastMemory) = Aten.CallTriple("lstm.data", _recurrence.Arguments(input, new[] { state, memory }));
                return (
                    input.With(output).MoveToOuterDisposeScope(), input.Unsorted(lastState).MoveToOuterDisposeScope(),
                    input.Unsorted(lastMemory).MoveToOuterDisposeScope());
            }

            /// <summary>Of no effect: the weights are where they are wanted.</summary>
            public void flatten_parameters()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A recurrent network with long short-term memory.</summary>
            public static LSTM LSTM(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}
