using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A recurrent network with gates.</summary>
        public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
        {
            private readonly Recurrence _recurrence;

            internal GRU(
                long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional,
                Device? device, ScalarType? dtype)
                : base(nameof(GRU)) =>
                _recurrence = new(
                    this, 3, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            /// <summary>The outputs of all times and the last state, which begins with zeros unless given.</summary>
            public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

            /// <inheritdoc cref="call(Tensor, Tensor?)"/>
            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null) =>
                Aten.CallPair("gru.input", _recurrence.Arguments(input, h0 ?? _recurrence.Zeros(input)));

            /// <summary>The same for sequences of varying length: the last state is that of each row's own last step.</summary>
            public (nn.utils.rnn.PackedSequence, Tensor) call(nn.utils.rnn.PackedSequence input, Tensor? h0 = null)
            {
                using var scope = NewDisposeScope();
                var state = h0 is null ? _recurrence.Zeros(input) : input.Sorted(h0);
                var (output, lastState) = Aten.CallPair("gru.data", _recurrence.Arguments(input, state));
                return (input.With(output).MoveToOuterDisposeScope(), input.Unsorted(lastState).MoveToOuterDisposeScope());
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
            /// <summary>A recurrent network with gates.</summary>
            public static GRU GRU(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}
