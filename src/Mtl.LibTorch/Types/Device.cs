using System.Globalization;

namespace TorchSharp;

/// <summary>The kind of place where a tensor's memory is; the numbers are libtorch's.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>A GPU of NVIDIA's.</summary>
    CUDA = 1,

    /// <summary>A GPU of Apple's.</summary>
    MPS = 13,

    /// <summary>No memory at all: shapes and types only.</summary>
    META = 14,
}

public static partial class torch
{
    private static Device s_defaultDevice = new(DeviceType.CPU);

    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>No memory at all: shapes and types only.</summary>
    public static readonly Device META = new(DeviceType.META);

    /// <summary>The default GPU of NVIDIA's.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>A place for tensors.</summary>
    public class Device
    {
        /// <summary>A device by name: <c>cpu</c>, <c>cuda:1</c>.</summary>
        public Device(string description)
        {
            var parts = description.Split(':', 2);
            type = Parse(parts[0]);
            index = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        /// <summary>A device by the name of its type, and index.</summary>
        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        /// <summary>A device by type and index; -1 is the current one of its type.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>The GPU of that index.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>Which one of its kind; -1 for the current one.</summary>
        public int index { get; }

        /// <summary>A device by name.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <inheritdoc/>
        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index == -1 ? name : $"{name}:{index}";
        }

        private static DeviceType Parse(string name) => Enum.Parse<DeviceType>(name, ignoreCase: true);
    }

    /// <summary>A device by name: <c>cpu</c>, <c>cuda:1</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>A device by the name of its type, and index.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device by type and index.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The GPU of that index.</summary>
    public static Device device(int index) => new(index);

    /// <summary>Where tensors are made when no device is named.</summary>
    public static Device get_default_device() => s_defaultDevice;

    /// <summary>Sets where tensors are made when no device is named.</summary>
    public static void set_default_device(Device device) => s_defaultDevice = device;

    /// <summary>Sets, by name, where tensors are made when no device is named.</summary>
    public static void set_default_device(string device) => s_defaultDevice = new(device);
}
