namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What weights begin with; from one seed the same numbers as PyTorch's.</summary>
        public static partial class init
        {
            /// <summary>Which side of the weights the variance is kept on.</summary>
            public enum FanInOut
            {
                /// <summary>The inputs'.</summary>
                FanIn = 0,

                /// <summary>The outputs'.</summary>
                FanOut = 1,
            }

            /// <summary>What comes after the weights.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear = 0,

                /// <summary>A convolution.</summary>
                Conv1D = 1,

                /// <summary>A convolution.</summary>
                Conv2D = 2,

                /// <summary>A convolution.</summary>
                Conv3D = 3,

                /// <summary>A transposed convolution.</summary>
                ConvTranspose1D = 4,

                /// <summary>A transposed convolution.</summary>
                ConvTranspose2D = 5,

                /// <summary>A transposed convolution.</summary>
                ConvTranspose3D = 6,

                /// <summary>A sigmoid.</summary>
                Sigmoid = 7,

                /// <summary>A hyperbolic tangent.</summary>
                Tanh = 8,

                /// <summary>A ReLU.</summary>
                ReLU = 9,

                /// <summary>A leaky ReLU.</summary>
                LeakyReLU = 10,
            }
        }
    }
}
