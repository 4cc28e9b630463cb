using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network: parameters, buffers and further modules under names, and what they compute.</summary>
        public partial class Module : IDisposable
        {
            /// <summary>The name that the constructor got.</summary>
            protected string? name;

            /// <summary>The parameters by name.</summary>
            protected OrderedDict<string, Parameter> _internal_params = [];

            /// <summary>The buffers by name, and whether they are part of the state.</summary>
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];

            /// <summary>The modules inside this one by name.</summary>
            protected OrderedDict<string, Module> _internal_submodules = [];

            private bool _training = true;
            private bool _disposed;

            /// <summary>A module of that name.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Whether the module computes as in training; dropout and batch normalisation ask.</summary>
            public virtual bool training => _training;

            /// <summary>The module's name.</summary>
            public virtual string GetName() => name ?? GetType().Name;

            /// <summary>Sets whether this module and those inside it compute as in training.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var child in _internal_submodules.Values)
                    child.train(train);
            }

            /// <summary>Makes this module and those inside it compute as in use.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls an action with every module inside this one, and with this one last.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in _internal_submodules.Values)
                    child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Removes the gradients of all parameters, or sets them to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        gradient.zero_();
                }
            }

            /// <summary>Disposes of the parameters, buffers and modules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                    return;
                _disposed = true;
                foreach (var (buffer, _) in _internal_buffers.Values)
                    buffer.Dispose();
                foreach (var parameter in _internal_params.Values)
                    parameter.Dispose();
                foreach (var child in _internal_submodules.Values)
                    child.Dispose();
            }
        }
    }
}
