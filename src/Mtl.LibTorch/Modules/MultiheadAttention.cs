using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Attention of queries to keys by several heads; the batch is the second dimension.</summary>
        public sealed class MultiheadAttention
            : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
        {
            private readonly long _width;
            private readonly long _heads;
            private readonly double _dropout;
            private readonly bool _addZero;
            private readonly bool _together;
            private readonly Linear _output;

            internal MultiheadAttention(
                long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long kdim,
                long vdim)
                : base(nameof(MultiheadAttention))
            {
                if (embedded_dim % num_heads != 0)
                    throw new ArgumentException($"{embedded_dim} numbers do not divide into {num_heads} heads.", nameof(num_heads));
                (_width, _heads, _dropout, _addZero) = (embedded_dim, num_heads, dropout, add_zero_attn);
                _together = kdim == embedded_dim && vdim == embedded_dim;
                Parameter[] projections = _together
                    ? [Own("in_proj_weight", 3 * embedded_dim, embedded_dim)]
                    :
                    [
                        Own("q_proj_weight", embedded_dim, embedded_dim), Own("k_proj_weight", embedded_dim, kdim),
                        Own("v_proj_weight", embedded_dim, vdim),
                    ];
                if (bias)
                    Own("in_proj_bias", 3 * embedded_dim);
                _output = nn.Linear(embedded_dim, embedded_dim, bias);
                register_module("out_proj", _output);

                // Drawn in PyTorch's order: the output's weights first, above.
                foreach (var projection in projections)
                    nn.init.xavier_uniform_(projection);
                if (_output.bias is { } outputBias)
                    nn.init.zeros_(outputBias);
                if (!add_bias_kv)
                    return;
                nn.init.xavier_normal_(Own("bias_k", 1, 1, embedded_dim));
                nn.init.xavier_normal_(Own("bias_v", 1, 1, embedded_dim));
            }

            /// <summary>What the queries get, and, if wanted, how much of it from each key, as the mean of the heads.</summary>
            public new Tuple<Tensor, Tensor> call(
                Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true,
                Tensor? attn_mask = null) => base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

            /// <inheritdoc cref="call(Tensor, Tensor, Tensor, Tensor?, bool, Tensor?)"/>
            public override Tuple<Tensor, Tensor> forward(
                Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
            {
                var (length, batch) = (query.size(0), query.size(1));
                var (q, k, v) = Projected(query, key, value);
                var added = 0L;
                if (get_parameter("bias_k") is { } keyBias && get_parameter("bias_v") is { } valueBias)
                {
                    (k, v) = (cat([k, keyBias.repeat(1, batch, 1)]), cat([v, valueBias.repeat(1, batch, 1)]));
                    added++;
                }

                (q, k, v) = (ByHead(q * (1 / Math.Sqrt(_width / _heads)), batch), ByHead(k, batch), ByHead(v, batch));
                if (_addZero)
                {
                    var zero = zeros(k.size(0), 1, k.size(2), k.dtype, k.device);
                    (k, v) = (cat([k, zero], 1), cat([v, zero], 1));
                    added++;
                }

                var scores = q.bmm(k.transpose(1, 2));
                if (attn_mask is not null)
                    scores = Masked(scores, Padded(attn_mask, added));
                if (key_padding_mask is not null)
                {
                    var mask = Padded(key_padding_mask, added).unsqueeze(1).unsqueeze(2);
                    scores = scores.view(batch, _heads, length, -1).masked_fill(mask.to_type(ScalarType.Bool), double.NegativeInfinity)
                        .view(batch * _heads, length, -1);
                }

                var weights = F.dropout(F.softmax(scores, -1), _dropout, training);
                var heads = weights.bmm(v).transpose(0, 1).contiguous().view(length, batch, _width);
                var result = _output.call(heads);
                return Tuple.Create(
                    result, need_weights ? weights.view(batch, _heads, length, -1).sum(1) / _heads : new Tensor(0));
            }

            private Parameter Own(string name, params long[] shape)
            {
                var parameter = zeros(shape).AsParameter();
                parameter.DetachFromDisposeScope();
                register_parameter(name, parameter);
                return parameter;
            }

            private (Tensor, Tensor, Tensor) Projected(Tensor query, Tensor key, Tensor value)
            {
                var bias = get_parameter("in_proj_bias");
                if (_together && ReferenceEquals(query, key) && ReferenceEquals(key, value))
                {
                    var parts = F.linear(query, get_parameter("in_proj_weight")!, bias).chunk(3, -1);
                    return (parts[0], parts[1], parts[2]);
                }

                var weights = _together
                    ? get_parameter("in_proj_weight")!.chunk(3)
                    : [get_parameter("q_proj_weight")!, get_parameter("k_proj_weight")!, get_parameter("v_proj_weight")!];
                var biases = bias?.chunk(3);
                return (
                    F.linear(query, weights[0], biases?[0]), F.linear(key, weights[1], biases?[1]),
                    F.linear(value, weights[2], biases?[2]));
            }

            private Tensor ByHead(Tensor tensor, long batch) =>
                tensor.contiguous().view(-1, batch * _heads, _width / _heads).transpose(0, 1);

            /// <summary>A mask that also covers keys that were added.</summary>
            private static Tensor Padded(Tensor mask, long added) => added == 0 ? mask : F.pad(mask, (0, added));

            private static Tensor Masked(Tensor scores, Tensor mask) => mask.dtype == ScalarType.Bool
                ? scores.masked_fill(mask, double.NegativeInfinity)
                : scores + mask;

            /// <summary>Everything is registered as it is made.</summary>
            protected override void RegisterComponents()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Attention of queries to keys by several heads; the batch is the second dimension.</summary>
            public static MultiheadAttention MultiheadAttention(
                long embedded_dim, long num_heads, double dropout = 0, bool bias = true, bool add_bias_kv = false,
                bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(
                    embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim ?? embedded_dim, vdim ?? embedded_dim);
        }
    }
}
