using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The gradient with respect to a value: of the objective, or of every task's loss, each in a slice of its own. Whoever adds the first share to
/// a slice writes, all others add.
/// </summary>
internal sealed class StepGradient(StepMemory memory, StepBuffer buffer)
{
    private readonly List<bool> _isStarted = [];

    public StepBuffer Buffer => buffer;

    /// <summary>How many slices it has: all of the sweep, or the one of the task to which the value belongs.</summary>
    public int TaskSlices => memory.TaskSlices;

    /// <summary>The first of them among the slices of the sweep.</summary>
    public int FirstTaskSlice { get; private set; }

    /// <summary>Whether any share has been added; if not, the gradient is 0, whatever the buffer holds.</summary>
    public bool IsStarted => _isStarted.Contains(true);

    /// <summary>No share has been added yet.</summary>
    public void Reset()
    {
        _isStarted.Clear();
        for (int slice = 0; slice < TaskSlices; slice++)
            _isStarted.Add(false);
    }

    /// <summary>Begins the way back here, or says that all columns of the buffer have been filled.</summary>
    /// <param name="firstSlice">The slice in which the way back goes, of a value with one slice; else 0.</param>
    public void Start(int firstSlice)
    {
        FirstTaskSlice = firstSlice;
        for (int slice = 0; slice < _isStarted.Count; slice++)
            _isStarted[slice] = true;
    }

    /// <summary>Makes room for a share of the gradient.</summary>
    /// <param name="source">The gradient from which the share is computed; it is added to the slices of that.</param>
    /// <returns>Where to add it, and what the old content must be multiplied with: 0 for the first share, else 1.</returns>
    public (StepMatrix Place, float Factor) Add(StepGradient source)
    {
        if (source.TaskSlices < TaskSlices)
        {
            float factor = _isStarted[source.FirstTaskSlice] ? 1 : 0;
            _isStarted[source.FirstTaskSlice] = true;
            return (buffer.TaskSlice(source.FirstTaskSlice), factor);
        }

        if (IsStarted)
        {
            Complete();
            return (buffer.All, 1);
        }

        Start(source.FirstTaskSlice);
        return (buffer.All, 0);
    }

    /// <summary>Multiplies it element by element, every slice with the same.</summary>
    /// <param name="factors"><c>[batch, width]</c>.</param>
    public void Multiply(torch.Tensor factors)
    {
        for (int slice = 0; slice < TaskSlices; slice++)
            buffer.TaskSlice(slice).Values.mul_(factors);
    }

    /// <summary>Fills the slices that nobody has reached with 0.</summary>
    public void Complete()
    {
        for (int slice = 0; slice < _isStarted.Count; slice++)
        {
            if (_isStarted[slice])
                continue;
            buffer.TaskSlice(slice).Values.SetToZero();
            _isStarted[slice] = true;
        }
    }
}
