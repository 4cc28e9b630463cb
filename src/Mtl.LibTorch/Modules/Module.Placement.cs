using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Moves and converts parameters and buffers; see the extension methods <c>to</c>.</summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            /// <summary>Moves parameters and buffers.</summary>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            /// <summary>Converts parameters and buffers.</summary>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            /// <summary>
            /// Replaces the parameters and buffers that change, here and in the modules inside; the fields and properties that have
            /// their names get the new ones.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var child in _internal_submodules.Values)
                {
                    if (device is null)
                        child._to(dtype!.Value, non_blocking);
                    else if (dtype is null)
                        child._to(device.type, device.index, non_blocking);
                    else
                        child._to(device, dtype.Value, non_blocking);
                }

                foreach (var name in _internal_params.keys().ToArray())
                {
                    var parameter = _internal_params[name];
                    if (!ReplaceParameter(dtype, device, parameter, out var moved))
                        continue;
                    ConditionallyRegisterParameter(name, moved);
                    Assign(name, moved);
                    parameter.Dispose();
                }

                foreach (var name in _internal_buffers.keys().ToArray())
                {
                    var (buffer, persistent) = _internal_buffers[name];
                    if (!ReplaceBuffer(dtype, device, buffer, out var moved))
                        continue;
                    ConditionallyRegisterBuffer(name, moved, persistent);
                    Assign(name, moved);
                    buffer.Dispose();
                }
            }

            /// <summary>The converted buffer, if it changes.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = Changes(dtype, device, buffer, out var type, out var place)
                    ? buffer.to(type, place).DetachFromDisposeScope()
                    : null;
                return result is not null;
            }

            /// <summary>The converted parameter with its converted gradient, if it changes.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                if (!Changes(dtype, device, param, out var type, out var place))
                    return false;
                using var quiet = no_grad();
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                using var gradient = param.grad;
                if (gradient is not null)
                {
                    using var moved = gradient.to(type, place);
                    p.grad = moved;
                }

                return true;
            }

            /// <summary>What was asked for, or the defaults.</summary>
            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            /// <summary>Whether a tensor would change; only floating point numbers change their type.</summary>
            private static bool Changes(ScalarType? dtype, Device? device, Tensor tensor, out ScalarType type, out Device place)
            {
                type = dtype is { } other && tensor.is_floating_point() ? other : tensor.dtype;
                place = device ?? tensor.device;
                return type != tensor.dtype || place.type != tensor.device_type || (place.index >= 0 && place.index != tensor.device_index);
            }

            private static void CheckType(ScalarType type)
            {
                if (!is_floating_point(type) && !is_complex(type))
                    throw new ArgumentException($"A module's parameters are floating point numbers, not {type}.");
            }

            private void Assign(string name, Tensor? value)
            {
                if (Fields().FirstOrDefault(field => NameOf(field) == name) is { } field)
                {
                    field.SetValue(this, value);
                    return;
                }

                var property = GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance);
                if (property?.CanWrite == true)
                    property.SetValue(this, value);
            }
        }
    }
}
