using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The forward pass, the losses and the gradients of a model as straight-line code: no autograd graph is recorded, and all buffers are
/// allocated in advance. The generator derives a class from it for every model whose derivatives are all known.
/// </summary>
/// <remarks>
/// It is used on the CPU for <c>float32</c> parameters in <see cref="FlatParameters"/>: for training steps in training mode, and for
/// outputs in evaluation mode. In all other cases autograd or the model's forward pass is used, with the same results.
/// </remarks>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FusedStep<TBatch> : IDisposable
    where TBatch : struct, IBatch<TBatch>
{
    private readonly torch.Tensor? _values;
    private readonly List<FusedOp> _operations = [];
    private readonly List<(LossOp Loss, double Weight)> _losses = [];
    private List<LossGroup>? _lossGroups;
    private TaskLabels[] _labels = [];
    private readonly StepLock _lock = new();

    /// <summary>Creates a step without operations.</summary>
    /// <param name="parameters">The model's parameters.</param>
    protected FusedStep(FlatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        _values = parameters.Values;
    }

    /// <summary>All parameters of the model.</summary>
    protected FlatParameters Parameters { get; }

    /// <summary>
    /// The buffers of shared layers. If all task gradients are computed in one backward pass, they have a task slice for each task.
    /// </summary>
    protected StepMemory Memory { get; } = new();

    /// <summary>The buffers of layers that belong to one task.</summary>
    protected StepMemory TaskMemory { get; } = new();

    /// <summary>Whether the model's parameters are still those with which the step was created.</summary>
    public bool IsCurrent =>
        ReferenceEquals(_values, Parameters.Values)
        && Parameters.IsInPlace
        && _operations.TrueForAll(operation => operation.IsCurrent);

    /// <summary>
    /// Computes the objective of a batch and adds its gradient to the parameters' gradients. If the pass has a matrix of
    /// <see cref="BackwardPass.TaskGradients"/>, computes the gradient of every task's weighted loss separately, as described at
    /// <see cref="IMultiTaskModel{TBatch,TMetrics}.ForwardBackward"/>.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="pass">Receives the loss of every task, the penalty and the objective.</param>
    /// <exception cref="ArgumentException">
    /// A tensor of the batch has another shape than the model's input, an index has no vector, there are labels for another number of
    /// rows, batch normalization in training mode has fewer than two rows, or the matrix is too small for the task gradients.
    /// </exception>
    public void Run(TBatch batch, BackwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        using var threads = StepThreads.Use(pass.Threads);
        _lock.Enter();
        try
        {
            if (pass.TaskGradients is { } gradients)
                RunByTask(batch, pass, gradients);
            else
                RunTogether(batch, pass);
        }
        finally
        {
            _lock.Leave();
        }
    }

    /// <summary>
    /// Computes the gradient of every task's weighted loss separately with respect to the shared representation: the outputs of shared
    /// layers that tasks read. The shared parameters get no gradients; those of task-specific parameters are added as by
    /// <see cref="Run"/>.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="pass">Receives the loss of every task.</param>
    /// <returns><c>[tasks, batch, width]</c>: the gradients with respect to all these outputs, concatenated.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>.</exception>
    public torch.Tensor RunToRepresentation(TBatch batch, BackwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        using var noGrad = torch.no_grad();
        using var threads = StepThreads.Use(pass.Threads);
        _lock.Enter();
        try
        {
            return ComputeRepresentationGradients(batch, pass);
        }
        finally
        {
            _lock.Leave();
        }
    }

    private torch.Tensor ComputeRepresentationGradients(TBatch batch, BackwardPass pass)
    {
        int tasks = pass.Losses.Losses.Count;
        ComputeLosses(batch, pass, slices: tasks);
        BackwardTasks();
        pass.End(0);
        var gradients = torch.zeros(tasks, batch.Count, Representation.Sum(value => value.Width));
        int start = 0;
        foreach (var value in Representation)
        {
            using var columns = gradients.narrow(2, start, value.Width);
            if (value.CompleteGradient())
            {
                using var slices = value.Gradients!.view(columns.shape);
                columns.copy_(slices);
            }

            start += value.Width;
        }

        return gradients;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Locks and prepares the buffers for a forward pass without dropout. There is one set of buffers: if another thread uses it, the
    /// caller must compute the outputs without the step.
    /// </summary>
    /// <param name="rows">The number of rows.</param>
    /// <returns>Whether the buffers are locked; then <see cref="EndInference"/> must be called.</returns>
    protected bool TryBeginInference(long rows)
    {
        if (!_lock.TryEnter())
            return false;
        Memory.Begin(rows, isTraining: false);
        TaskMemory.Begin(rows, isTraining: false);
        return true;
    }

    /// <summary>Unlocks the buffers.</summary>
    protected void EndInference() => _lock.Leave();

    /// <summary>Computes the outputs of all tasks.</summary>
    /// <param name="batch">The rows.</param>
    protected abstract void Forward(TBatch batch);

    /// <summary>Reads the labels of a batch.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="labels">Receives the labels of every task.</param>
    protected abstract void ReadLabels(TBatch batch, TaskLabels[] labels);

    /// <summary>Runs the backward pass of the layers that belong to one task.</summary>
    /// <param name="task">The task's index.</param>
    protected virtual void BackwardTask(int task)
    {
    }

    /// <summary>Runs the backward pass of layers of several tasks that are computed together, down to their inputs.</summary>
    protected virtual void BackwardTogether()
    {
    }

    /// <summary>Runs the backward pass of the shared layers.</summary>
    protected abstract void BackwardShared();

    /// <summary>The shared representation: the outputs of shared layers that tasks read.</summary>
    protected abstract IEnumerable<StepValue> Representation { get; }

    /// <summary>Adds the gradients of the penalties.</summary>
    /// <returns>The sum of the penalties.</returns>
    protected virtual double Penalties() => 0;

    /// <summary>Adds an operation: <see cref="IsCurrent"/> checks it, and it is disposed with the step.</summary>
    /// <param name="operation">The operation.</param>
    protected TOperation Add<TOperation>(TOperation operation)
        where TOperation : FusedOp
    {
        _operations.Add(operation);
        return operation;
    }

    /// <summary>Adds the loss of the next task.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="weight">The task's weight in the objective.</param>
    protected void AddLoss(LossOp loss, double weight) => _losses.Add((loss, weight));

    /// <summary>Adds an operation for each expert.</summary>
    /// <param name="experts">The number of experts.</param>
    /// <param name="make">Creates the operation of an expert.</param>
    protected TOperation[] AddEach<TOperation>(int experts, Func<int, TOperation> make)
        where TOperation : FusedOp => Each(experts, expert => Add(make(expert)));

    /// <summary>Creates an object for each expert.</summary>
    /// <param name="experts">The number of experts.</param>
    /// <param name="make">Creates the object of an expert.</param>
    protected static T[] Each<T>(int experts, Func<int, T> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var all = new T[experts];
        for (int expert = 0; expert < experts; expert++)
            all[expert] = make(expert);
        return all;
    }

    private void RunTogether(TBatch batch, BackwardPass pass)
    {
        ComputeLosses(batch, pass, slices: 1);
        pass.WeighLosses(Parameters);
        if (pass.IsMeasurement)
            return;
        BackwardTasks();
        BackwardShared();
        pass.End(pass.AddsPenalties ? Penalties() : pass.Losses.Penalty);
    }

    /// <summary>
    /// Runs one forward pass and one backward pass that computes the gradients of all tasks, each in its task slice. If the balancing
    /// method combines gradients, it does so here, and penalties are added; otherwise the caller handles gradients and penalties.
    /// </summary>
    private void RunByTask(TBatch batch, BackwardPass pass, torch.Tensor gradients)
    {
        Parameters.TaskGradientRows.Begin(gradients, pass.Losses.Losses.Count);
        try
        {
            ComputeLosses(batch, pass, slices: pass.Losses.Losses.Count);
            BackwardTasks();
            BackwardShared();
        }
        finally
        {
            Parameters.TaskGradientRows.End();
        }

        TensorSpans.Floats(Parameters.Gradients!)[..(int)Parameters.SharedCount].Clear();
        pass.End(pass.TryCombine(gradients, Parameters) ? Penalties() : 0);
    }

    /// <summary>
    /// Runs the forward pass and computes the losses and the gradients with respect to the outputs of the heads: of the objective, in
    /// one task slice, or of every task's loss, each in its own task slice.
    /// </summary>
    private void ComputeLosses(TBatch batch, BackwardPass pass, int slices)
    {
        if (!Parameters.IsAttached)
            Parameters.AttachGradients();
        Memory.Begin(batch.Count, slices: slices);
        TaskMemory.Begin(batch.Count);
        Forward(batch);
        pass.Begin();
        if (_lossGroups is null)
            (_lossGroups, _labels) = (LossGroup.Of(_losses), new TaskLabels[_losses.Count]);
        ReadLabels(batch, _labels);
        foreach (var group in _lossGroups)
            group.Run(_labels, pass, byTask: slices > 1);
        Array.Clear(_labels);
    }

    /// <summary>Runs the backward pass of all heads and task-specific layers, down to the shared representation.</summary>
    private void BackwardTasks()
    {
        for (int task = _losses.Count - 1; task >= 0; task--)
            BackwardTask(task);
        BackwardTogether();
    }

    /// <summary>Frees the buffers, as soon as no other thread uses them.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _lock.Close();
        _operations.ForEach(operation => operation.Dispose());
        Memory.Dispose();
        TaskMemory.Dispose();
    }
}
