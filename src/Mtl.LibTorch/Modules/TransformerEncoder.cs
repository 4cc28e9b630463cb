using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Layers of a transformer's encoder, one after the other; the batch is the second dimension.</summary>
        public sealed class TransformerEncoder
            : nn.Module<Tensor, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor>
        {
            private readonly ModuleList<TransformerEncoderLayer> _layers;

            internal TransformerEncoder(TransformerEncoderLayer encoder_layer, long num_layers)
                : base(nameof(TransformerEncoder))
            {
                _layers = new([.. Enumerable.Range(0, (int)num_layers).Select(_ => encoder_layer.Copy())]);
                register_module("layers", _layers);
            }

            /// <summary>What every step of a sequence becomes.</summary>
            public override Tensor forward(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
            {
                using var scope = NewDisposeScope();
                var steps = src.alias();
                foreach (var layer in _layers)
                    steps = layer.call(steps, src_mask, src_key_padding_mask);
                return steps.MoveToOuterDisposeScope();
            }

            /// <inheritdoc cref="forward(Tensor, Tensor, Tensor)"/>
            public Tensor call(Tensor src, Tensor? src_mask) => call(src, src_mask, null);

            /// <inheritdoc cref="forward(Tensor, Tensor, Tensor)"/>
            public Tensor call(Tensor src) => call(src, null, null);

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
            /// <summary>Copies of a layer, one after the other.</summary>
            public static TransformerEncoder TransformerEncoder(TransformerEncoderLayer encoder_layer, long num_layers) =>
                new(encoder_layer, num_layers);
        }
    }
}
