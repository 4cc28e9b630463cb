using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>What Adam remembers of a parameter.</summary>
    public class State : OptimizerState, IDisposable
    {
        /// <summary>How many steps the parameter has made.</summary>
        public long step;

        /// <summary>The running average of the gradient.</summary>
        public Tensor exp_avg = null!;

        /// <summary>The running average of the gradient's square.</summary>
        public Tensor exp_avg_sq = null!;

        /// <summary>The largest running average of the square so far; null without amsgrad.</summary>
        public Tensor? max_exp_avg_sq;

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
            get => [exp_avg, exp_avg_sq, max_exp_avg_sq];
            set => (exp_avg, exp_avg_sq, max_exp_avg_sq) = (value[0]!, value[1]!, value[2]);
        }

        private protected override int Required => 2;

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            max_exp_avg_sq = ((Options)options).amsgrad!.Value ? Zeros() : null;
        }

        /// <summary>Gives the tensors back.</summary>
        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }
    }
}
