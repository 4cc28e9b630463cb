using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalisation of every example over groups of its channels.</summary>
        public sealed class GroupNorm : nn.Module<Tensor, Tensor>
        {
            internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
                : base(nameof(GroupNorm))
            {
                this.num_groups = num_groups;
                this.eps = eps;
                this.affine = affine;
                if (!affine)
                    return;
                weight = ones(num_channels, dtype, device).AsParameter();
                bias = zeros(num_channels, dtype, device).AsParameter();
            }

            /// <summary>The number of groups.</summary>
            public long num_groups { get; set; }

            /// <summary>What is added to the variance, so that nothing is divided by zero.</summary>
            public double eps { get; set; }

            /// <summary>Whether there are weights.</summary>
            public bool affine { get; set; }

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

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor)
            {
                if (tensor.ndim < 2)
                    throw new ArgumentException($"GroupNorm takes 2 dimensions and more, not {tensor.ndim}.");
                return nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Normalisation of every example over groups of its channels.</summary>
            public static GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null,
                ScalarType? dtype = null) => new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
