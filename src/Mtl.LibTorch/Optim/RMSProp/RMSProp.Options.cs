using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public partial class RMSProp
{
    /// <summary>What a group of parameters is changed by.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Whether steps go uphill.</summary>
        public bool? maximize;

        /// <summary>How much of the running sum of steps stays in each step; none, and there is no sum.</summary>
        public double? momentum;

        /// <summary>How much of the average of the gradient's square stays in each step.</summary>
        public double? alpha;

        /// <summary>What is added to the denominator.</summary>
        public double? eps;

        /// <summary>What is added to the gradient, times the parameter.</summary>
        public double? weight_decay;

        /// <summary>Whether the gradient's variance takes the place of its square.</summary>
        public bool? centered;

        /// <summary>Options that come from the optimizer unless they are set.</summary>
        public Options()
        {
        }

        internal Options(double lr, double alpha, double eps, double weight_decay, double momentum, bool centered, bool? maximize = null)
        {
            LearningRate = lr;
            (this.alpha, this.eps, this.weight_decay, this.momentum, this.centered, this.maximize) =
                (alpha, eps, weight_decay, momentum, centered, maximize);
        }

        internal override void Validate()
        {
            base.Validate();
            Check.NotNegative(alpha, nameof(alpha));
            Check.NotNegative(eps, nameof(eps));
            Check.NotNegative(weight_decay, nameof(weight_decay));
            Check.NotNegative(momentum, nameof(momentum));
        }

        private protected override void Visit(OptionVisitor visitor)
        {
            visitor.Visit(ref maximize);
            visitor.Visit(ref momentum);
            visitor.Visit(ref alpha);
            visitor.Visit(ref eps);
            visitor.Visit(ref weight_decay);
            visitor.Visit(ref centered);
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

        /// <summary>Parameters with all options but the direction, which comes from the optimizer.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
            double momentum = 0.0, bool centered = false)
            : base(parameters, new Options(lr, alpha, eps, weight_decay, momentum, centered))
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
