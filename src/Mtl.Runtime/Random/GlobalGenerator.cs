using System.Buffers.Binary;
using TorchSharp;

namespace Mtl;

/// <summary>
/// torch's generator on the CPU, which the whole process draws from: borrowed, and given back in the state that it was in. One thread
/// at a time borrows it; threads that draw from it without asking are not kept out.
/// </summary>
internal sealed class GlobalGenerator : IDisposable
{
    private const int Numbers = 624; // Of the Mersenne Twister's state.

    private static readonly Lock _borrowing = new();

    private readonly torch.Generator _generator = torch.Generator.Default;
    private readonly torch.Tensor _state;
    private bool _isDisposed;

    /// <summary>Borrows it, once no other thread has it. The thread that has it may borrow it again.</summary>
    public GlobalGenerator()
    {
        _borrowing.Enter();
        _state = _generator.get_state().DetachFromDisposeScope();
    }

    /// <summary>Lets it begin anew.</summary>
    public void Seed(long seed) => _generator.manual_seed(seed);

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (IsWhole(_state.bytes))
            _generator.set_state(_state);
        _state.Dispose();
        _generator.Dispose();
        _borrowing.Exit();
    }

    /// <summary>
    /// Whether libtorch takes a state. One that was read while another thread drew may be half of one and half of the next; libtorch's error
    /// would end the process. Then the generator goes on from where it is.
    /// </summary>
    /// <param name="state">
    /// The seed (8 bytes), the numbers left, whether there is a seed (4 bytes each), the place of the next number (8 bytes), the numbers.
    /// </param>
    internal static bool IsWhole(ReadOnlySpan<byte> state) =>
        BinaryPrimitives.ReadInt32LittleEndian(state[8..]) is > 0 and <= Numbers
        && BinaryPrimitives.ReadInt32LittleEndian(state[12..]) != 0
        && BinaryPrimitives.ReadUInt64LittleEndian(state[16..]) <= Numbers;
}
