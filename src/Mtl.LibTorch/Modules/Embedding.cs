using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A learned vector for every number.</summary>
        public sealed class Embedding : nn.Module<Tensor, Tensor>
        {
            private readonly long _padding;
            private readonly double? _maxNorm;
            private readonly double _normType;
            private readonly bool _scaleByFrequency;
            private readonly bool _sparse;

            internal Embedding(
                Parameter weight, long? paddingIndex, double? maxNorm, double normType, bool scaleByFrequency, bool sparse)
                : base(nameof(Embedding))
            {
                this.weight = weight;
                _padding = paddingIndex is { } index ? (index < 0 ? weight.shape[0] + index : index) : -1;
                _maxNorm = maxNorm;
                _normType = normType;
                _scaleByFrequency = scaleByFrequency;
                _sparse = sparse;
            }

            /// <summary>The vectors: a row per number.</summary>
            public Parameter weight
            {
                get;
                set => field = Replace(field, value)!;
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input)
            {
                if (_maxNorm is { } maximum)
                {
                    using var quiet = no_grad();
                    Aten.Do("embedding_renorm_", weight, input, maximum, _normType);
                }

                return Aten.Call("embedding", weight, input, _padding, _scaleByFrequency, _sparse);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A learned vector for every number below <paramref name="num_embeddings"/>.</summary>
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                // Drawn as 32-bit floats and converted: the same numbers from a seed whatever the type.
                var (place, type) = (device ?? get_default_device(), dtype ?? get_default_dtype());
                var drawn = empty(num_embeddings, embedding_dims, ScalarType.Float32).normal_();
                if (padding_idx is { } padding)
                    drawn[padding].zero_();
                var weight = new Parameter(Placed(drawn, type, place));
                return new(weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
            }

            /// <summary>Given vectors, frozen unless they are to be learned further.</summary>
            public static Embedding Embedding_from_pretrained(
                Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(
                    new Parameter(
                        embeddings.detach().to(dtype ?? embeddings.dtype, device ?? embeddings.device, copy: true, disposeAfter: true),
                        !freeze),
                    padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
        }
    }
}
