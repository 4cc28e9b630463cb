using TorchSharp;

namespace Mtl.Emitted;

/// <summary>
/// The gradient with respect to a value: of the objective, or of every task's loss, each in a lane of its own. Whoever adds the first share to
/// a lane writes, all others add.
/// </summary>
internal sealed class StepGradient(StepMemory memory, StepBuffer buffer)
{
    private readonly List<bool> _isStarted = [];

    public StepBuffer Buffer => buffer;

    /// <summary>How many lanes it has: all of the sweep, or the one of the task to which the value belongs.</summary>
    public int Lanes => memory.Lanes;

    /// <summary>The first of them among the lanes of the sweep.</summary>
    public int FirstLane { get; private set; }

    /// <summary>Whether any share has been added; if not, the gradient is 0, whatever the buffer holds.</summary>
    public bool IsStarted => _isStarted.Contains(true);

    /// <summary>No share has been added yet.</summary>
    public void Forget()
    {
        _isStarted.Clear();
        for (int lane = 0; lane < Lanes; lane++)
            _isStarted.Add(false);
    }

    /// <summary>Begins the way back here, or says that all columns of the buffer have been filled.</summary>
    /// <param name="firstLane">The lane in which the way back goes, of a value with one lane; else 0.</param>
    public void Start(int firstLane)
    {
        FirstLane = firstLane;
        for (int lane = 0; lane < _isStarted.Count; lane++)
            _isStarted[lane] = true;
    }

    /// <summary>Makes room for a share of the gradient.</summary>
    /// <param name="source">The gradient from which the share is computed; it is added to the lanes of that.</param>
    /// <returns>Where to add it, and what the old content must be multiplied with: 0 for the first share, else 1.</returns>
    public (StepMatrix Place, float Factor) Add(StepGradient source)
    {
        if (source.Lanes < Lanes)
        {
            float factor = _isStarted[source.FirstLane] ? 1 : 0;
            _isStarted[source.FirstLane] = true;
            return (buffer.Lane(source.FirstLane), factor);
        }

        if (IsStarted)
        {
            Complete();
            return (buffer.All, 1);
        }

        Start(source.FirstLane);
        return (buffer.All, 0);
    }

    /// <summary>Multiplies it element by element, every lane with the same.</summary>
    /// <param name="factors"><c>[batch, width]</c>.</param>
    public void Multiply(torch.Tensor factors)
    {
        for (int lane = 0; lane < Lanes; lane++)
            buffer.Lane(lane).Values.mul_(factors);
    }

    /// <summary>Fills the lanes that nobody has reached with 0.</summary>
    public void Complete()
    {
        for (int lane = 0; lane < _isStarted.Count; lane++)
        {
            if (_isStarted[lane])
                continue;
            buffer.Lane(lane).Values.SetToZero();
            _isStarted[lane] = true;
        }
    }
}
