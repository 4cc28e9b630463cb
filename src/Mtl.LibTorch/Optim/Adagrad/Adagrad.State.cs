using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adagrad
{
    /// <summary>What Adagrad remembers of a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>How many steps the parameter has made.</summary>
        public long step;

        /// <summary>The sum of the gradient's squares.</summary>
        public Tensor sum = null!;

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
            get => [sum];
            set => sum = value[0]!;
        }

        private protected override int Required => 1;

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            sum = full_like(_parameter, ((Options)options).initial_accumulator_value!.Value).DetachFromDisposeScope();
        }

        /// <summary>Gives the tensor back.</summary>
        public void Dispose() => Release();
    }
}
