using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers of its own.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        /// <summary>A generator that starts from a seed.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            if (this.device.type != DeviceType.CPU)
                throw new NotSupportedException("Generators of the processor only.");
            Native.Check(Native.mtl_generator_create(seed, out _handle));
        }

        private Generator(nint handle)
        {
            device = CPU;
            _handle = handle;
        }

        /// <summary>Gives the generator back.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The generator that is used where none is named.</summary>
        public static Generator Default
        {
            get
            {
                Native.Check(Native.mtl_generator_default(out var handle));
                return new(handle);
            }
        }

        /// <summary>libtorch's generator.</summary>
        public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        /// <summary>Where its numbers are made.</summary>
        public Device device { get; }

        /// <summary>Starts again from a seed.</summary>
        public Generator manual_seed(long seed)
        {
            Native.Check(Native.mtl_generator_manual_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Starts again from a seed of the system's randomness, and tells it.</summary>
        public long seed()
        {
            Native.Check(Native.mtl_generator_seed(Handle, out var seed));
            return (long)seed;
        }

        /// <summary>The seed that it started from.</summary>
        public long initial_seed()
        {
            Native.Check(Native.mtl_generator_initial_seed(Handle, out var seed));
            return (long)seed;
        }

        /// <summary>Where it stands, as bytes.</summary>
        public Tensor get_state()
        {
            Native.Check(Native.mtl_generator_get_state(Handle, out var state));
            return new(state);
        }

        /// <summary>Puts it where it once stood.</summary>
        public void set_state(Tensor value)
        {
            Native.Check(Native.mtl_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        /// <summary>Gives the generator back.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <inheritdoc cref="Dispose()"/>
        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
                Native.mtl_generator_release(handle);
        }
    }
}
