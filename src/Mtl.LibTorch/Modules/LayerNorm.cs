using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalisation of every example over its last dimensions.</summary>
        public sealed class LayerNorm : nn.Module<Tensor, Tensor>
        {
            internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(LayerNorm))
            {
                this.normalized_shape = normalized_shape;
                this.eps = eps;
                this.elementwise_affine = elementwise_affine;
                if (!elementwise_affine)
                    return;
                weight = ones(normalized_shape, dtype, device).AsParameter();
                if (bias)
                    this.bias = zeros(normalized_shape, dtype, device).AsParameter();
            }

            /// <summary>The sizes of the last dimensions.</summary>
            public long[] normalized_shape { get; set; }

            /// <summary>What is added to the variance, so that nothing is divided by zero.</summary>
            public double eps { get; set; }

            /// <summary>Whether there are weights.</summary>
            public bool elementwise_affine { get; set; }

            /// <summary>What normalised numbers are multiplied by.</summary>
            public Parameter? weight
            {
                get;
                set => field = Replace(field, value);
            }

            /// <summary>What is added after that.</summary>
            public Parameter? bias
            {
                get;
                set => field = Replace(field, value);
            }

            /// <summary>Forgets what was learned.</summary>
            public void reset_parameters()
            {
                using var quiet = no_grad();
                weight?.fill_(1);
                bias?.zero_();
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Normalisation of every example over its last dimensions.</summary>
            public static LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            /// <summary>Normalisation of every example over its last dimension.</summary>
            public static LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) => new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
