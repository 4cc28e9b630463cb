using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of varying length for recurrent networks.</summary>
            public static partial class rnn
            {
                /// <summary>Sequences of varying length without padding: step by step, of each step the rows that have it.</summary>
                public sealed class PackedSequence : IDisposable
                {
                    /// <summary>All real steps, the longest row's first.</summary>
                    public readonly Tensor data;

                    /// <summary>How many rows have each step; on the CPU.</summary>
                    public readonly Tensor batch_sizes;

                    /// <summary>The rows in falling order of their lengths.</summary>
                    public readonly Tensor sorted_indices;

                    /// <summary>The place of each row in that order.</summary>
                    public readonly Tensor unsorted_indices;

                    internal PackedSequence(Tensor data, Tensor batch_sizes, Tensor sorted_indices, Tensor unsorted_indices)
                    {
                        (this.data, this.batch_sizes) = (data, batch_sizes);
                        (this.sorted_indices, this.unsorted_indices) = (sorted_indices, unsorted_indices);
                    }

                    /// <summary>Frees the tensors.</summary>
                    public void Dispose()
                    {
                        data.Dispose();
                        batch_sizes.Dispose();
                        sorted_indices.Dispose();
                        unsorted_indices.Dispose();
                    }

                    /// <summary>Lets the tensors live as long as the scope around the current one.</summary>
                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        data.MoveToOuterDisposeScope();
                        batch_sizes.MoveToOuterDisposeScope();
                        sorted_indices.MoveToOuterDisposeScope();
                        unsorted_indices.MoveToOuterDisposeScope();
                        return this;
                    }

                    /// <summary>The same rows with other data for every step.</summary>
                    internal PackedSequence With(Tensor computed) =>
                        new(computed, batch_sizes.alias(), sorted_indices.alias(), unsorted_indices.alias());

                    /// <summary>A state, <c>[layers, rows, …]</c>, in the order of the packed rows.</summary>
                    internal Tensor Sorted(Tensor state) => state.index_select(1, sorted_indices);

                    /// <summary>A state of the packed rows in the order that they had before.</summary>
                    internal Tensor Unsorted(Tensor state) => state.index_select(1, unsorted_indices);
                }

                /// <summary>Packs padded sequences.</summary>
                /// <param name="input"><c>[steps, batch, …]</c>, or <c>[batch, steps, …]</c>.</param>
                /// <param name="lengths">The number of real steps of each row, <c>int64 [batch]</c> on the CPU; at least 1.</param>
                /// <param name="batch_first">Whether the batch comes first.</param>
                /// <param name="enforce_sorted">Whether the lengths must fall from row to row.</param>
                public static PackedSequence pack_padded_sequence(
                    Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    using var scope = NewDisposeScope();
                    var (falling, order) = enforce_sorted
                        ? (lengths, arange(lengths.shape[0]))
                        : lengths.sort(-1, descending: true);
                    var (data, sizes) = Aten.CallPair(
                        "_pack_padded_sequence", input.index_select(batch_first ? 0 : 1, order.to(input.device)), falling, batch_first);
                    return new(
                        data.MoveToOuterDisposeScope(), sizes.MoveToOuterDisposeScope(),
                        order.to(input.device).MoveToOuterDisposeScope(), order.argsort().to(input.device).MoveToOuterDisposeScope());
                }

                /// <summary>Pads packed sequences.</summary>
                /// <param name="sequence">The packed sequences.</param>
                /// <param name="batch_first">Whether the batch comes first.</param>
                /// <param name="padding_value">What stands behind the real steps.</param>
                /// <param name="total_length">How many steps the result has; those of the longest row if null.</param>
                /// <returns>The padded sequences, and their lengths.</returns>
                public static (Tensor, Tensor) pad_packed_sequence(
                    PackedSequence sequence, bool batch_first = false, double padding_value = 0, long? total_length = null)
                {
                    using var scope = NewDisposeScope();
                    var (padded, lengths) = Aten.CallPair(
                        "_pad_packed_sequence", sequence.data, sequence.batch_sizes, batch_first, padding_value, total_length ?? -1);
                    return (
                        padded.index_select(batch_first ? 0 : 1, sequence.unsorted_indices).MoveToOuterDisposeScope(),
                        lengths.index_select(0, sequence.unsorted_indices.cpu()).MoveToOuterDisposeScope());
                }
            }
        }
    }
}
