using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>
            /// Scales all gradients down together where their norm, as one vector's, is above <paramref name="max_norm"/>; the answer is
            /// the norm before.
            /// </summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                var gradients = Gradients.Of(tensors);
                if (gradients.Length == 0)
                    return 0;
                var norms = Aten.CallList("_foreach_norm.Scalar", gradients, norm_type);
                var norm = norms.Length == 1 ? norms[0] : Aten.Call("norm.Scalar", stack(norms), norm_type);
                var factor = (norm + 1e-6).reciprocal_().mul_(max_norm).clamp_max_(1);
                Foreach.Mul_(gradients, factor.ToDouble());
                return norm.ToDouble();
            }

            /// <summary>Limits every element of all gradients to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in Gradients.Of(tensors))
                    gradient.clamp_(-clip_value, clip_value);
            }
        }
    }
}
