using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules one after the other.</summary>
        public class Sequential : nn.Module<Tensor, Tensor>
        {
            private readonly List<nn.IModule<Tensor, Tensor>> _modules = [];

            /// <summary>Modules one after the other under names.</summary>
            protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
                : base(nameof(Sequential))
            {
                foreach (var (name, module) in modules)
                    append(name, module);
            }

            /// <summary>Modules one after the other under their places as names.</summary>
            protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules)
                : base(nameof(Sequential))
            {
                foreach (var module in modules)
                    append(module);
            }

            /// <summary>The number of modules.</summary>
            public int Count => _modules.Count;

            /// <summary>The module at a place.</summary>
            [IndexerName("SequentialItems")]
            public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

            /// <summary>A stretch of the modules.</summary>
            [IndexerName("SequentialItems")]
            public Sequential this[Range index]
            {
                get
                {
                    var (start, count) = index.GetOffsetAndLength(Count);
                    return new([.. named_children().Skip(start).Take(count).Select(c => (c.name, (nn.Module<Tensor, Tensor>)c.module))]);
                }
            }

            /// <summary>One more module, last.</summary>
            public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
            {
                register_module(name, (nn.Module)module);
                _modules.Add(module);
                return this;
            }

            /// <summary>One more module, last, under its place as name.</summary>
            public Sequential append(nn.IModule<Tensor, Tensor> module) =>
                append(Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

            /// <inheritdoc/>
            public override Tensor forward(Tensor tensor)
            {
                if (Count == 0)
                    return tensor.alias();
                var result = tensor;
                foreach (var module in _modules)
                {
                    var next = module.call(result);
                    if (!ReferenceEquals(result, tensor) && !ReferenceEquals(result, next))
                        result.Dispose();
                    result = next;
                }

                return result;
            }

            /// <summary>Modules are registered as they come.</summary>
            protected override void RegisterComponents()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>No module yet: it gives its input.</summary>
            public static Sequential Sequential() => new(Array.Empty<Module<Tensor, Tensor>>());

            /// <summary>Modules one after the other under names.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            /// <summary>Modules one after the other under their places as names.</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            /// <summary>Modules one after the other under names.</summary>
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new(modules.ToArray());

            /// <summary>Modules one after the other under their places as names.</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.ToArray());
        }
    }
}
