using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public partial class Adam
{
    /// <summary>What a group of parameters is changed by.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>How much of the average of the gradient stays in each step.</summary>
        public double? beta1;

        /// <summary>How much of the average of the gradient's square stays in each step.</summary>
        public double? beta2;

        /// <summary>What is added to the gradient, times the parameter.</summary>
        public double? weight_decay;

        /// <summary>What is added to the denominator.</summary>
        public double? eps;

        /// <summary>Whether the largest average of the square so far takes the place of the present one.</summary>
        public bool? amsgrad;

        /// <summary>Whether steps go uphill.</summary>
        public bool? maximize;

        /// <summary>Options that come from the optimizer unless they are set.</summary>
        public Options()
        {
        }

        internal Options(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
        {
            LearningRate = lr;
            (this.beta1, this.beta2, this.eps, this.weight_decay, this.amsgrad, this.maximize) =
                (beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }

        internal (double, double) Betas
        {
            get => (beta1!.Value, beta2!.Value);
            set => (beta1, beta2) = value;
        }

        internal override void Validate()
        {
            base.Validate();
            Check.Fraction(beta1, nameof(beta1));
            Check.Fraction(beta2, nameof(beta2));
            Check.NotNegative(eps, nameof(eps));
            Check.NotNegative(weight_decay, nameof(weight_decay));
        }

        private protected override void Visit(OptionVisitor visitor)
        {
            visitor.Visit(ref beta1);
            visitor.Visit(ref beta2);
            visitor.Visit(ref eps);
            visitor.Visit(ref weight_decay);
            visitor.Visit(ref amsgrad);
            visitor.Visit(ref maximize);
        }
    }

    /// <summary>Parameters that are changed by the same options.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
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
            IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
        {
        }

        /// <inheritdoc/>
        public (double, double) Betas
        {
            get => Options.Betas;
            set => Options.Betas = value;
        }
    }
}
