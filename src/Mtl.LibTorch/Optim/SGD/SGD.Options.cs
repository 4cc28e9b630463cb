using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>What a group of parameters is changed by.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>How much of the running sum of gradients stays in each step; none, and there is no sum.</summary>
        public double? momentum;

        /// <summary>How much of a new gradient is kept out of the sum.</summary>
        public double? dampening;

        /// <summary>What is added to the gradient, times the parameter.</summary>
        public double? weight_decay;

        /// <summary>Whether the step looks ahead along the sum.</summary>
        public bool? nesterov;

        /// <summary>Whether steps go uphill.</summary>
        public bool? maximize;

        /// <summary>Options that come from the optimizer unless they are set.</summary>
        public Options()
        {
        }

        internal Options(double lr, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize)
        {
            LearningRate = lr;
            (this.momentum, this.dampening, this.weight_decay, this.nesterov, this.maximize) =
                (momentum, dampening, weight_decay, nesterov, maximize);
        }

        internal override void Validate()
        {
            base.Validate();
            Check.NotNegative(momentum, nameof(momentum));
            Check.NotNegative(weight_decay, nameof(weight_decay));
            if (nesterov!.Value && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("Nesterov's momentum needs a momentum, and no dampening.");
        }

        private protected override void Visit(OptionVisitor visitor)
        {
            visitor.Visit(ref momentum);
            visitor.Visit(ref dampening);
            visitor.Visit(ref weight_decay);
            visitor.Visit(ref nesterov);
            visitor.Visit(ref maximize);
        }
    }

    /// <summary>Parameters that are changed by the same options.</summary>
    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        /// <summary>An empty group.</summary>
        public ParamGroup()
        {
        }

        /// <summary>Parameters with options; what those leave open comes from the optimizer.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>Parameters with all options.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(parameters, new Options(lr, momentum, dampening, weight_decay, nesterov, maximize))
        {
        }

        /// <inheritdoc/>
        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
