namespace Mtl.CompilerServices;

/// <summary>
/// The gradient with respect to a value: of the objective, or of every task's loss, each in its own task slice. The first summand of a
/// slice overwrites its old content; all others are added.
/// </summary>
internal sealed class StepGradient(StepMemory memory, StepBuffer buffer)
{
    private readonly List<bool> _isStarted = [];

    public StepBuffer Buffer => buffer;

    /// <summary>The number of task slices: all of the backward pass, or 1 if the value belongs to one task.</summary>
    public int TaskSlices => memory.TaskSlices;

    /// <summary>The index of the first one among all task slices of the backward pass.</summary>
    public int FirstTaskSlice { get; private set; }

    /// <summary>Whether a summand has been added. If not, the gradient is 0, and the content of the buffer is undefined.</summary>
    public bool IsStarted => _isStarted.Contains(true);

    /// <summary>Sets the gradient to 0.</summary>
    public void Reset()
    {
        _isStarted.Clear();
        for (int slice = 0; slice < TaskSlices; slice++)
            _isStarted.Add(false);
    }

    /// <summary>Marks all slices as written: where the backward pass starts, or after the columns of the buffer were written.</summary>
    /// <param name="firstSlice">The task slice of a value that belongs to one task; else 0.</param>
    public void Start(int firstSlice)
    {
        FirstTaskSlice = firstSlice;
        for (int slice = 0; slice < _isStarted.Count; slice++)
            _isStarted[slice] = true;
    }

    /// <summary>Prepares adding a summand.</summary>
    /// <param name="source">The gradient from which the summand is computed; the summand belongs to the same task slices.</param>
    /// <returns>The matrix, and whether the summand is added to its content: the first one overwrites it.</returns>
    public (StepMatrix Place, bool Adds) Add(StepGradient source)
    {
        if (source.TaskSlices < TaskSlices)
        {
            bool adds = _isStarted[source.FirstTaskSlice];
            _isStarted[source.FirstTaskSlice] = true;
            return (buffer.TaskSlice(source.FirstTaskSlice), adds);
        }

        if (IsStarted)
        {
            Complete();
            return (buffer.All, true);
        }

        Start(source.FirstTaskSlice);
        return (buffer.All, false);
    }

    /// <summary>Multiplies every task slice element by element by the same factors.</summary>
    /// <param name="factors"><c>[batch, width]</c>.</param>
    public void Multiply(StepRows factors)
    {
        for (int slice = 0; slice < TaskSlices; slice++)
            buffer.TaskSlice(slice).Rows.Multiply(factors);
    }

    /// <summary>Sets the task slices without a summand to 0.</summary>
    public void Complete()
    {
        for (int slice = 0; slice < _isStarted.Count; slice++)
        {
            if (_isStarted[slice])
                continue;
            buffer.TaskSlice(slice).Rows.Clear();
            _isStarted[slice] = true;
        }
    }
}
