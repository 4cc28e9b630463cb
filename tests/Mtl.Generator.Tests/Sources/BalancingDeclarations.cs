namespace Mtl.Generator.Tests;

/// <summary>Models that balance their tasks.</summary>
internal static class BalancingDeclarations
{
    /// <summary>By losses: what is learned, weights of heads, a penalty, a fused step.</summary>
    public const string OfLosses =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>Two numbers and an answer.</summary>
        [MultiTaskModel(Inputs = 6)]
        [Balancing(BalancingMethod.Uncertainty)]
        public partial class Trips
        {
            [SharedLayer(8), L2(0.01)]
            public partial Linear Trunk { get; }

            [TaskHead]
            public partial RegressionHead Minutes { get; }

            [TaskHead(Weight = 0.5)]
            public partial RegressionHead Litres { get; }

            [TaskHead]
            public partial BinaryHead IsLate { get; }
        }
        """;

    /// <summary>By gradients: options, a layer of one task, a step by autograd.</summary>
    public const string OfGradients =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A picture and what is asked of it.</summary>
        [MultiTaskModel, Input("Picture", 1, 8, 8)]
        [Balancing(BalancingMethod.CAGrad, C = 0.3, Rescale = true)]
        public partial class Pictures
        {
            [SharedLayer(4, Kernel = 3)]
            public partial Conv2d Edges { get; }

            [SharedLayer]
            public partial Flatten Row { get; }

            [TaskLayer(6)]
            public partial Linear Detail { get; }

            [TaskHead(From = nameof(Detail)), L2(0.01)]
            public partial RegressionHead Size { get; }

            [TaskHead(From = nameof(Row))]
            public partial BinaryHead IsSharp { get; }
        }
        """;
}
