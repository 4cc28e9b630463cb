namespace TorchSharp.Modules;

public partial class Adagrad
{
    /// <summary>What a group of parameters is changed by.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>How much the learning rate falls with every step.</summary>
        public double? lr_decay;

        /// <summary>What the sum of squares starts with.</summary>
        public double? initial_accumulator_value;

        /// <summary>What is added to the denominator.</summary>
        public double? eps;

        /// <summary>What is added to the gradient, times the parameter.</summary>
        public double? weight_decay;

        /// <summary>Options that come from the optimizer unless they are set.</summary>
        public Options()
        {
        }

        internal Options(double lr, double lr_decay, double weight_decay, double initial_accumulator_value, double eps)
        {
            LearningRate = lr;
            (this.lr_decay, this.weight_decay, this.initial_accumulator_value, this.eps) =
                (lr_decay, weight_decay, initial_accumulator_value, eps);
        }

        internal override void Validate()
        {
            base.Validate();
            Check.NotNegative(lr_decay, nameof(lr_decay));
            Check.NotNegative(weight_decay, nameof(weight_decay));
            Check.NotNegative(initial_accumulator_value, nameof(initial_accumulator_value));
            Check.NotNegative(eps, nameof(eps));
        }

        private protected override void Visit(OptionVisitor visitor)
        {
            visitor.Visit(ref lr_decay);
            visitor.Visit(ref initial_accumulator_value);
            visitor.Visit(ref eps);
            visitor.Visit(ref weight_decay);
        }
    }

    /// <summary>Parameters that are changed by the same options.</summary>
    public class ParamGroup : ParamGroup<Options>
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
            IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0,
            double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, new Options(lr, lr_decay, weight_decay, initial_accumulator_value, eps))
        {
        }
    }
}
