using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>What gradient descent remembers of a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>The running sum of gradients; null before the first step and without momentum.</summary>
        public Tensor? momentum_buffer;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }

        private protected override Tensor?[] Tensors
        {
            get => [momentum_buffer];
            set => momentum_buffer = value[0];
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Release();
            momentum_buffer = null;
        }

        /// <summary>Gives the tensor back.</summary>
        public void Dispose() => Release();
    }
}
