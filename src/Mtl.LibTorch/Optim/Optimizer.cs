using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers, and schedules of their learning rates.</summary>
    public static partial class optim
    {
        /// <summary>Changes parameters, step by step, as their gradients tell.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>Parameters with the options that they are changed by.</summary>
            protected IList<ParamGroup> _parameter_groups = [];

            private protected Optimizer()
            {
            }

            /// <summary>The groups of parameters, as schedules of the learning rate see them.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>Sets all gradients to zero.</summary>
            public abstract void zero_grad();

            /// <summary>Takes more parameters in, with options of their own.</summary>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Changes the parameters once, after computing the loss anew where a closure for that is given.</summary>
            [return: NotNullIfNotNull(nameof(closure))]
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>All parameters, group after group.</summary>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Gives the tensors of the optimizer's state back.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>What an optimizer is made of: the options per group and the state per parameter.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>The options, group after group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>The states, parameter after parameter.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, which entries of <see cref="State"/> are its own.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
