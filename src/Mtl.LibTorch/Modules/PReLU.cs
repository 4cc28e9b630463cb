using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Negative elements times learned slopes.</summary>
        public sealed class PReLU : nn.Module<Tensor, Tensor>
        {
            internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype)
                : base(nameof(PReLU))
            {
                this.num_parameters = num_parameters;
                this.init = init;
                weight = full(num_parameters, init, dtype, device).AsParameter();
            }

            /// <summary>One slope for all channels, or one for each.</summary>
            public long num_parameters { get; }

            /// <summary>What the slopes begin with.</summary>
            public double init { get; }

            /// <summary>The slopes.</summary>
            public Parameter weight
            {
                get;
                set => field = Replace(field, value)!;
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, weight);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Negative elements times learned slopes.</summary>
            public static PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
                new(num_parameters, init, device, dtype);
        }
    }
}
