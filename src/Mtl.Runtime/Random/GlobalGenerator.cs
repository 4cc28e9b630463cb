using System.Buffers.Binary;
using TorchSharp;

namespace Mtl;

/// <summary>
/// Exclusive use of torch's CPU generator, which is global to the process; its state is restored at the end. One thread at a time can have
/// it, but threads that draw from torch's generator directly are not excluded.
/// </summary>
internal sealed class GlobalGenerator : IDisposable
{
    private const int Numbers = 624; // The state size of the Mersenne Twister.

    private static readonly Lock _borrowing = new();

    private readonly torch.Generator _generator = torch.Generator.Default;
    private readonly torch.Tensor _state;
    private bool _isDisposed;

    /// <summary>Waits until no other thread has the generator, and saves its state. A thread may have it recursively.</summary>
    public GlobalGenerator()
    {
        _borrowing.Enter();
        _state = _generator.get_state().DetachFromDisposeScope();
    }

    /// <summary>Seeds the generator.</summary>
    public void Seed(long seed) => _generator.manual_seed(seed);

    /// <summary>Restores the state of the generator.</summary>
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
    /// Whether a state is valid. A state that was read while another thread drew may be inconsistent; setting it would abort the process,
    /// so the generator then keeps its present state.
    /// </summary>
    /// <param name="state">
    /// The seed (8 bytes), the numbers left, whether there is a seed (4 bytes each), the index of the next number (8 bytes), the numbers.
    /// </param>
    internal static bool IsWhole(ReadOnlySpan<byte> state) =>
        BinaryPrimitives.ReadInt32LittleEndian(state[8..]) is > 0 and <= Numbers
        && BinaryPrimitives.ReadInt32LittleEndian(state[12..]) != 0
        && BinaryPrimitives.ReadUInt64LittleEndian(state[16..]) <= Numbers;
}
