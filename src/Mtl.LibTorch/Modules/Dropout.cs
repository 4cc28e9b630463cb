using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>In training, elements become zero with a probability; the others grow so that the mean stays.</summary>
        public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout(double p, bool inplace)
                : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

            /// <summary>The probability of becoming zero.</summary>
            public double p { get; set; }

            /// <summary>Whether the input itself is changed.</summary>
            public bool inplace { get; set; }

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
        }

        /// <summary>Like <see cref="Dropout"/>, for whole channels of sequences.</summary>
        public sealed class Dropout1d : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout1d(double p, bool inplace)
                : base(nameof(Dropout1d)) => (this.p, this.inplace) = (p, inplace);

            /// <summary>The probability of becoming zero.</summary>
            public double p { get; set; }

            /// <summary>Whether the input itself is changed.</summary>
            public bool inplace { get; set; }

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor) => nn.functional.dropout1d(tensor, p, training, inplace);
        }

        /// <summary>Like <see cref="Dropout"/>, for whole channels of pictures.</summary>
        public sealed class Dropout2d : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout2d(double p, bool inplace)
                : base(nameof(Dropout2d)) => (this.p, this.inplace) = (p, inplace);

            /// <summary>The probability of becoming zero.</summary>
            public double p { get; set; }

            /// <summary>Whether the input itself is changed.</summary>
            public bool inplace { get; set; }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>In training, elements become zero with a probability; the others grow so that the mean stays.</summary>
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>Like <see cref="Dropout(double, bool)"/>, for whole channels of sequences.</summary>
            public static Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <summary>Like <see cref="Dropout(double, bool)"/>, for whole channels of pictures.</summary>
            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
