using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Attention of a sequence to itself, then a network of two layers for every step; the batch is the second dimension.</summary>
        public sealed class TransformerEncoderLayer
            : nn.Module<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
        {
            private readonly long _width;
            private readonly long _heads;
            private readonly long _hidden;
            private readonly double _dropout;
            private readonly nn.Activations _activation;
            private readonly MultiheadAttention _attention;
            private readonly Linear _first;
            private readonly Linear _second;
            private readonly LayerNorm _attentionNorm;
            private readonly LayerNorm _outputNorm;

            internal TransformerEncoderLayer(long d_model, long nhead, long dim_feedforward, double dropout, nn.Activations activation)
                : base(nameof(TransformerEncoderLayer))
            {
                (_width, _heads, _hidden, _dropout, _activation) = (d_model, nhead, dim_feedforward, dropout, activation);
                register_module("self_attn", _attention = nn.MultiheadAttention(d_model, nhead, dropout));
                register_module("linear1", _first = nn.Linear(d_model, dim_feedforward));
                register_module("linear2", _second = nn.Linear(dim_feedforward, d_model));
                register_module("norm1", _attentionNorm = nn.LayerNorm(d_model));
                register_module("norm2", _outputNorm = nn.LayerNorm(d_model));
            }

            /// <summary>What every step of a sequence becomes.</summary>
            public Tensor call(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
            {
                using var scope = NewDisposeScope();
                var (attended, _) = _attention.call(src, src, src, src_key_padding_mask, false, src_mask);
                var steps = _attentionNorm.call(src + F.dropout(attended, _dropout, training));
                var hidden = _first.call(steps);
                hidden = F.dropout(_activation == nn.Activations.GELU ? F.gelu(hidden) : F.relu(hidden), _dropout, training);
                return _outputNorm.call(steps + F.dropout(_second.call(hidden), _dropout, training)).MoveToOuterDisposeScope();
            }

            /// <inheritdoc cref="call(Tensor, Tensor, Tensor)"/>
            public Tensor call(Tensor src, Tensor? src_mask) => call(src, src_mask, null);

            /// <inheritdoc/>
            public override Tensor forward(Tensor src) => call(src, null, null);

            /// <summary>Another layer with the same options and weights; libtorch draws new ones before it copies.</summary>
            internal TransformerEncoderLayer Copy()
            {
                var copy = new TransformerEncoderLayer(_width, _heads, _hidden, _dropout, _activation);
                copy.load_state_dict(state_dict());
                return copy;
            }

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
            /// <summary>The activation inside a layer of a transformer.</summary>
            public enum Activations
            {
                /// <summary>max(x, 0).</summary>
                ReLU = 0,

                /// <summary>x·Φ(x).</summary>
                GELU = 1,
            }

            /// <summary>Attention of a sequence to itself, then a network of two layers for every step; the batch is the second dimension.</summary>
            public static TransformerEncoderLayer TransformerEncoderLayer(
                long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1,
                Activations activation = Activations.ReLU) => new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
