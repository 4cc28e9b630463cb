using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Inputs times a matrix of weights, plus a bias.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                Aten.Call("linear", input, weights, bias);

            /// <summary>Products of two inputs and weights, plus a bias.</summary>
            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) =>
                Aten.Call("bilinear", input1, input2, weight, bias);

            /// <summary>In training, elements become zero with a probability; the others grow so that the mean stays.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? Aten.InPlace("dropout_", input, p, training) : Aten.Call("dropout", input, p, training);

            /// <summary>Dropout of whole channels of sequences.</summary>
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (input.ndim is not (2 or 3))
                    throw new ArgumentException($"dropout1d takes 2 or 3 dimensions, not {input.ndim}.");
                return Channels(input, input.ndim == 2, p, training, inplace);
            }

            /// <summary>Dropout of whole channels of pictures.</summary>
            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Channels(input, false, p, training, inplace);

            /// <summary>Dropout of whole channels of volumes.</summary>
            public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Channels(input, false, p, training, inplace);

            /// <summary>Normalisation of every channel over the batch, or by kept statistics.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                Aten.Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Normalisation of every example over its last dimensions.</summary>
            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Aten.Call("layer_norm", input, normalized_shape, weight, bias, eps, true);

            /// <summary>Normalisation of every example over groups of its channels.</summary>
            public static Tensor group_norm(
                Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Aten.Call("group_norm", input, num_groups, weight, bias, eps, true);

            /// <summary>Every vector along a dimension divided by its p-norm.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                var norm = Aten.Call("norm.ScalarOpt_dim", input, (Scalar)p, new[] { dim }, true);
                return input / norm.clamp_min(eps).expand_as(input);
            }

            /// <summary>Classes as rows with a single one.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.Call("one_hot", x, num_classes);

            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-08) =>
                Aten.Call("cosine_similarity", x1, x2, dim, eps);

            /// <summary>The p-norms of the differences of rows.</summary>
            public static Tensor pairwise_distance(
                Tensor input1, Tensor input2, double p = 2, double eps = 1e-06, bool keepdim = false) =>
                Aten.Call("pairwise_distance", input1, input2, p, eps, keepdim);

            private static Tensor Channels(Tensor input, bool addBatch, double p, bool training, bool inplace)
            {
                var batched = addBatch ? input.unsqueeze(0) : input;
                var result = inplace
                    ? Aten.InPlace("feature_dropout_", batched, p, training)
                    : Aten.Call("feature_dropout", batched, p, training);
                return addBatch ? result.squeeze(0) : result;
            }
        }
    }
}
