using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalisation of every channel over the batch.</summary>
        public abstract class BatchNorm : NormBase
        {
            /// <inheritdoc/>
            protected BatchNorm(
                long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
                ScalarType? dtype, string name)
                : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
            {
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input)
            {
                ValidateInputDimensions(input);
                var share = momentum ?? 0;
                if (training && track_running_stats && num_batches_tracked is not null)
                {
                    num_batches_tracked.add_(1);
                    if (momentum is null)
                        share = 1 / num_batches_tracked.ToDouble();
                }

                var ownStatistics = training || (running_mean is null && running_var is null);
                var kept = !training || track_running_stats;
                return nn.functional.batch_norm(
                    input, kept ? running_mean : null, kept ? running_var : null, weight, bias, ownStatistics, share, eps);
            }
        }

        /// <summary>Normalisation of every feature, or channel of a sequence, over the batch.</summary>
        public sealed class BatchNorm1d : BatchNorm
        {
            internal BatchNorm1d(
                long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
                ScalarType? dtype)
                : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d))
            {
            }

            /// <inheritdoc/>
            protected override void ValidateInputDimensions(Tensor input)
            {
                if (input.ndim is not (2 or 3))
                    throw new ArgumentException($"BatchNorm1d takes 2 or 3 dimensions, not {input.ndim}.");
            }
        }

        /// <summary>Normalisation of every channel of pictures over the batch.</summary>
        public sealed class BatchNorm2d : BatchNorm
        {
            internal BatchNorm2d(
                long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
                ScalarType? dtype)
                : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d))
            {
            }

            /// <inheritdoc/>
            protected override void ValidateInputDimensions(Tensor input)
            {
                if (input.ndim != 4)
                    throw new ArgumentException($"BatchNorm2d takes 4 dimensions, not {input.ndim}.");
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Normalisation of every feature, or channel of a sequence, over the batch.</summary>
            public static BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            /// <summary>Normalisation of every channel of pictures over the batch.</summary>
            public static BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
