using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _componentsRegistered;

            /// <summary>Registers a parameter under a name that is not taken.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), $"Parameter {name} is no tensor.");
                if (!_internal_params.TryAdd(name, param))
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
            }

            /// <summary>Registers a buffer under a name that is not taken; only persistent ones are part of the state.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), $"Buffer {name} is no tensor.");
                if (!_internal_buffers.TryAdd(name, (tensor, persistent)))
                    throw new InvalidOperationException($"Buffer {name} is already registered.");
            }

            /// <summary>Registers a module under a name that is not taken; null takes the name back.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }

                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"A module's name is neither empty nor has it dots: '{name}'.", nameof(name));
                if (_internal_submodules.ContainsKey(name))
                    throw new InvalidOperationException($"Module {name} is already registered.");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            /// <inheritdoc cref="register_module(string, Module)"/>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers what the fields of this object hold: modules, parameters, and other tensors as buffers, under the fields'
            /// names. Constructors call it last.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                    return;
                _componentsRegistered = true;
                foreach (var field in Fields())
                {
                    var name = NameOf(field);
                    if (_internal_submodules.ContainsKey(name) || _internal_params.ContainsKey(name) || _internal_buffers.ContainsKey(name))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(name, module);
                            break;
                        case Parameter parameter when !_internal_params.Values.Contains(parameter, ReferenceEqualityComparer.Instance):
                            register_parameter(name, parameter);
                            break;
                        case Modules.Parameter:
                            break; // a property's backing field: the property registered it under its own name
                        case Tensor tensor when !_internal_buffers.Values.Any(buffer => ReferenceEquals(buffer.Item1, tensor)):
                            register_buffer(name, tensor);
                            break;
                    }
                }
            }

            /// <summary>Puts a parameter in the place of the one of that name, or takes the name back.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    _internal_params.Remove(name);
                else
                    _internal_params[name] = value;
            }

            /// <inheritdoc cref="ConditionallyRegisterParameter(string, Parameter?)"/>
            protected void ConditionallyRegisterParameter(string name, Tensor value) =>
                ConditionallyRegisterParameter(name, value as Parameter);

            /// <summary>Puts a buffer in the place of the one of that name, or takes the name back.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    _internal_buffers.Remove(name);
                else
                    _internal_buffers[name] = (value, persistent);
            }

            /// <summary>Forgets the modules inside this one.</summary>
            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>What the setter of a parameter's property does: the old one goes, the new one leaves its scope.</summary>
            private protected Parameter? Replace(Parameter? old, Parameter? value, [CallerMemberName] string name = "")
            {
                if (!ReferenceEquals(old, value))
                    old?.Dispose();
                ConditionallyRegisterParameter(name, value);
                value?.DetachFromDisposeScope();
                return value;
            }

            /// <summary>What the setter of a buffer's property does: the old one goes, the new one leaves its scope.</summary>
            private protected Tensor? Replace(Tensor? old, Tensor? value, [CallerMemberName] string name = "")
            {
                if (!ReferenceEquals(old, value))
                    old?.Dispose();
                ConditionallyRegisterBuffer(name, value);
                value?.DetachFromDisposeScope();
                return value;
            }

            private IEnumerable<FieldInfo> Fields()
            {
                const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(Own))
                        yield return field;
                }
            }

            private static string NameOf(FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
        }
    }
}
