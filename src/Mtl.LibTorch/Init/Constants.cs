namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>All ones.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>All zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>All one number.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Unrecorded(tensor, weights => weights.fill_(val));

            /// <summary>Ones on the diagonal of a matrix: what comes in goes out.</summary>
            public static Tensor eye_(Tensor tensor) => Unrecorded(tensor, weights =>
            {
                Require(weights.Dimensions == 2, "An identity needs a matrix.");
                weights.zero_().diagonal().fill_(1);
            });

            /// <summary>Ones in the middle of the kernels of a convolution: what comes in goes out.</summary>
            public static Tensor dirac_(Tensor tensor) => Unrecorded(tensor, weights =>
            {
                Require(weights.Dimensions is >= 3 and <= 5, "Only the weights of convolutions have kernels with a middle.");
                var middle = weights.zero_();
                for (var d = 2; d < weights.Dimensions; d++)
                    middle = middle.narrow(d, weights.size(d) / 2, 1);
                middle.diagonal(0, 0, 1).fill_(1);
            });

            /// <summary>Changes weights without recording that for gradients.</summary>
            private static Tensor Unrecorded(Tensor tensor, Action<Tensor> change)
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                change(tensor);
                return tensor;
            }

            private static void Require(bool condition, string message)
            {
                if (!condition)
                    throw new System.Runtime.InteropServices.ExternalException(message);
            }
        }
    }
}
