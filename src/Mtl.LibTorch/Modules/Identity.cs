using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Its input.</summary>
        public sealed class Identity : ParameterLessModule<Tensor, Tensor>
        {
            internal Identity()
                : base(nameof(Identity))
            {
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor) => tensor.alias();
        }

        /// <summary>Several dimensions as one.</summary>
        public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
        {
            internal Flatten(long start_dim, long end_dim)
                : base(nameof(Flatten)) => (this.start_dim, this.end_dim) = (start_dim, end_dim);

            /// <summary>The first of the dimensions.</summary>
            public long start_dim { get; set; }

            /// <summary>The last of the dimensions.</summary>
            public long end_dim { get; set; }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
        }

        /// <summary>One dimension as several.</summary>
        public sealed class Unflatten : ParameterLessModule<Tensor, Tensor>
        {
            internal Unflatten(long dim, long[] unflattened_size)
                : base(nameof(Unflatten)) => (this.dim, this.unflattened_size) = (dim, unflattened_size);

            /// <summary>The dimension.</summary>
            public long dim { get; set; }

            /// <summary>The sizes that it falls into.</summary>
            public long[] unflattened_size { get; set; }

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor) => tensor.unflatten(dim, unflattened_size);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Its input.</summary>
            public static Identity Identity() => new();

            /// <summary>Several dimensions as one.</summary>
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            /// <summary>One dimension as several.</summary>
            public static Unflatten Unflatten(long dim, long[] unflattened_size) => new(dim, unflattened_size);
        }
    }
}
