using System.Collections;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A list of modules; inside another module their places are their names.</summary>
        public class ModuleList<T> : nn.Module, IList<T>
            where T : nn.Module
        {
            private readonly List<T> _list = [];

            /// <summary>A list of these modules.</summary>
            public ModuleList(params T[] modules)
                : base(nameof(ModuleList<T>)) => _list.AddRange(modules);

            /// <inheritdoc/>
            public int Count => _list.Count;

            /// <inheritdoc/>
            public bool IsReadOnly => false;

            /// <inheritdoc/>
            public T this[int index]
            {
                get => _list[index];
                set => Change(() => _list[index] = value);
            }

            /// <inheritdoc/>
            public void Add(T item) => Change(() => _list.Add(item));

            /// <summary>More modules at the end.</summary>
            public void append(params T[] parameters) => Change(() => _list.AddRange(parameters));

            /// <summary>More modules at the end.</summary>
            public void extend(IEnumerable<T> modules) => Change(() => _list.AddRange(modules));

            /// <inheritdoc/>
            public void Insert(int index, T item) => Change(() => _list.Insert(index, item));

            /// <inheritdoc/>
            public void RemoveAt(int index) => Change(() => _list.RemoveAt(index));

            /// <inheritdoc/>
            public bool Remove(T item)
            {
                var removed = false;
                Change(() => removed = _list.Remove(item));
                return removed;
            }

            /// <inheritdoc/>
            public void Clear() => Change(_list.Clear);

            /// <inheritdoc/>
            public bool Contains(T item) => _list.Contains(item);

            /// <inheritdoc/>
            public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

            /// <inheritdoc/>
            public int IndexOf(T item) => _list.IndexOf(item);

            /// <inheritdoc/>
            public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            /// <inheritdoc/>
            protected override void RegisterComponents()
            {
                if (IsRegistered)
                    return;
                IsRegistered = true;
                RegisterAll();
            }

            private bool IsRegistered { get; set; }

            private void Change(Action change)
            {
                change();
                if (IsRegistered)
                    RegisterAll();
            }

            private void RegisterAll()
            {
                ClearModules();
                for (var i = 0; i < _list.Count; i++)
                    register_module(i.ToString(CultureInfo.InvariantCulture), _list[i]);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules.</summary>
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            /// <summary>A list of modules.</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
