using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Starts the random numbers of all devices from a seed.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>Starts the random numbers from a seed of the system's randomness, and tells it.</summary>
    public static long seed() => random.seed();

    /// <summary>The seed that the random numbers started from.</summary>
    public static long initial_seed() => random.initial_seed();

    /// <summary>Where the default generator stands, as bytes.</summary>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <summary>Puts the default generator where it once stood.</summary>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The default generator.</summary>
    public static partial class random
    {
        /// <inheritdoc cref="torch.manual_seed(long)"/>
        public static Generator manual_seed(long seed)
        {
            Native.Check(Native.mtl_manual_seed((ulong)seed));
            return Generator.Default;
        }

        /// <inheritdoc cref="torch.seed()"/>
        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        /// <inheritdoc cref="torch.initial_seed()"/>
        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <inheritdoc cref="torch.get_rng_state()"/>
        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        /// <inheritdoc cref="torch.set_rng_state(Tensor)"/>
        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
