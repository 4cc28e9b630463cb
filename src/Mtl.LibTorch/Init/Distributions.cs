namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>Uniform numbers.</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Unrecorded(tensor, weights => weights.uniform_(low, high, generator));

            /// <summary>Normal numbers.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Unrecorded(tensor, weights => weights.normal_(mean, std, generator));

            /// <summary>Normal numbers, none outside [<paramref name="a"/>, <paramref name="b"/>].</summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0, Generator? generator = null) =>
                Unrecorded(tensor, weights =>
                {
                    // Uniform between the quantiles of the bounds, then through the inverse of the distribution.
                    var (low, high) = (Quantile((a - mean) / std), Quantile((b - mean) / std));
                    weights.uniform_(2 * low - 1, 2 * high - 1, generator).erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b);
                });

            /// <summary>A matrix with orthogonal rows or columns, whichever are fewer.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0) => Unrecorded(tensor, weights =>
            {
                Require(weights.Dimensions >= 2, "Only tensors of two dimensions and more can be orthogonal.");
                var rows = weights.size(0);
                var columns = weights.NumberOfElements / rows;
                var drawn = weights.new_empty([rows, columns]).normal_();
                var (q, r) = linalg.qr(rows < columns ? drawn.t() : drawn);

                // Without the signs the result would not be uniform over all orthogonal matrices.
                q = q.mul(r.diag().sign());
                weights.view_as(rows < columns ? q.t() : q).copy_(rows < columns ? q.t() : q).mul_(gain);
            });

            /// <summary>Normal numbers, of which a share in every column is zero.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01) => Unrecorded(tensor, weights =>
            {
                Require(weights.Dimensions == 2, "Only matrices can be sparse.");
                var (rows, columns) = (weights.size(0), weights.size(1));
                var zeros = (long)Math.Ceiling(sparsity * rows);
                weights.normal_(0, std);
                for (var column = 0L; column < columns; column++)
                    weights.select(1, column).index_fill_(0, randperm(rows).narrow(0, 0, zeros), 0);
            });

            /// <summary>The share of the normal distribution below a number.</summary>
            private static double Quantile(double x) => (1 + tensor(x / Math.Sqrt(2)).erf().item<double>()) / 2;
        }
    }
}
