using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class RMSProp
{
    /// <summary>What RMSprop remembers of a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>How many steps the parameter has made.</summary>
        public long step;

        /// <summary>The running average of the gradient's square.</summary>
        public Tensor square_avg = null!;

        /// <summary>The running sum of steps; zeros without momentum.</summary>
        public Tensor momentum_buffer = null!;

        /// <summary>The running average of the gradient; zeros where it is not centered.</summary>
        public Tensor grad_avg = null!;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }

        private protected override long? Step
        {
            get => step;
            set => step = value!.Value;
        }

        private protected override Tensor?[] Tensors
        {
            get => [square_avg, momentum_buffer, grad_avg];
            set => (square_avg, momentum_buffer, grad_avg) = (value[0]!, value[1]!, value[2]!);
        }

        private protected override int Required => 1;

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            square_avg = Zeros();
            momentum_buffer = Zeros();
            grad_avg = Zeros();
        }

        /// <summary>Gives the tensors back.</summary>
        public void Dispose() => Release();
    }
}
