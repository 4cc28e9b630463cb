using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The squared differences.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                (input, target) = Sizes.Broadcast(input, target);
                return Aten.Call("mse_loss", input, target, (long)reduction);
            }

            /// <summary>The absolute differences.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.Call("l1_loss", input, target, (long)reduction);

            /// <summary>Squared differences below <paramref name="beta"/>, divided by it; absolute ones above.</summary>
            public static Tensor smooth_l1_loss(
                Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0)
            {
                (input, target) = Sizes.Broadcast(input, target);
                return Aten.Call("smooth_l1_loss", input, target, (long)reduction, beta);
            }

            /// <summary>Squared differences below <paramref name="delta"/>; absolute ones, times it, above.</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean)
            {
                (input, target) = Sizes.Broadcast(input, target);
                return Aten.Call("huber_loss", input, target, (long)reduction, delta);
            }

            /// <summary>The negative logarithm of the probability of a count, under a rate or its logarithm.</summary>
            public static Tensor poisson_nll_loss(
                Tensor input, Tensor target, bool log_input = true, bool full = false, float eps = 1e-8f,
                Reduction reduction = Reduction.Mean) =>
                Aten.Call("poisson_nll_loss", input, target, log_input, full, (double)eps, (long)reduction);
        }
    }
}
