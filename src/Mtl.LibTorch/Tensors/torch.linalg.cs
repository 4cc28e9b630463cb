using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        /// <summary>Which form of the QR factors is wanted.</summary>
        public enum QRMode
        {
            /// <summary>The small factors.</summary>
            Reduced = 0,

            /// <summary>The full factors.</summary>
            Complete = 1,

            /// <summary>The triangular factor alone.</summary>
            R = 2,
        }

        /// <summary>The Cholesky factor of a matrix.</summary>
        public static Tensor cholesky(Tensor input) => Aten.Call("linalg_cholesky", input);

        /// <summary>The determinant.</summary>
        public static Tensor det(Tensor input) => Aten.Call("linalg_det", input);

        /// <summary>The sign of the determinant and the logarithm of its magnitude.</summary>
        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.CallPair("linalg_slogdet", input);

        /// <summary>The eigenvalues of a symmetric matrix, ascending, and its eigenvectors.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.CallPair("linalg_eigh", input, UPLO.ToString());

        /// <summary>The eigenvalues of a symmetric matrix, ascending.</summary>
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.Call("linalg_eigvalsh", input, UPLO.ToString());

        /// <summary>The inverse of a matrix.</summary>
        public static Tensor inv(Tensor input) => Aten.Call("linalg_inv", input);

        /// <summary>The pseudo-inverse of a matrix.</summary>
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.Call("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);

        /// <summary>An orthogonal and a triangular factor of a matrix.</summary>
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) =>
            Aten.CallPair("linalg_qr", input, mode == QRMode.R ? "r" : mode == QRMode.Complete ? "complete" : "reduced");

        /// <summary>X with A·X = B.</summary>
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.Call("linalg_solve", A, B, left);

        /// <summary>X with A·X = B, for a triangular A.</summary>
        public static Tensor solve_triangular(
            Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null)
        {
            var result = Aten.Call("linalg_solve_triangular", A, B, upper, left, unitriangular);
            return @out is null ? result : @out.copy_(result);
        }

        /// <summary>The least squares solution, residuals, rank and singular values of A·X = B.</summary>
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            Aten.CallQuadruple("linalg_lstsq", input, other);

        /// <summary>The singular value decomposition of a matrix.</summary>
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) =>
            Aten.CallTriple("linalg_svd", input, fullMatrices);

        /// <summary>The singular values of a matrix.</summary>
        public static Tensor svdvals(Tensor input) => Aten.Call("linalg_svdvals", input);

        /// <summary>The exponential of a matrix.</summary>
        public static Tensor matrix_exp(Tensor input) => Aten.Call("linalg_matrix_exp", input);

        /// <summary>The product of several matrices in the cheapest order.</summary>
        public static Tensor multi_dot(IList<Tensor> tensors) => Aten.Call("linalg_multi_dot", AsArray(tensors));

        /// <summary>A norm of vectors or matrices.</summary>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm", input, (Scalar)ord, dims, keepdim);

        /// <inheritdoc cref="norm(Tensor, double, long[], bool)"/>
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) =>
            norm(input, (double)ord, dims, keepdim);

        /// <inheritdoc cref="norm(Tensor, double, long[], bool)"/>
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm.ord_str", input, ord, dims, keepdim);

        /// <summary>The Euclidean norm.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_norm", input, default(Argument), dims, keepdim);

        /// <summary>A norm of vectors.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("linalg_vector_norm", input, (Scalar)ord, dims, keepdim);

        /// <summary>The inner products of vectors along a dimension.</summary>
        public static Tensor vecdot(Tensor x, Tensor y, long dim = -1, Tensor? @out = null)
        {
            var result = Aten.Call("linalg_vecdot", x, y, dim);
            return @out is null ? result : @out.copy_(result);
        }
    }
}
