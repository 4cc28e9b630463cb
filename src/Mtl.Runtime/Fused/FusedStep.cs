using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The forward pass, the losses and the gradients of a model as straight-line code: no graph is recorded, and what a step needs is
/// there before it begins. A generated model derives from it where every derivative is known.
/// </summary>
/// <remarks>
/// It serves models on the CPU whose parameters, all <c>float32</c>, lie in <see cref="FlatParameters"/>: trained in training mode, asked for
/// outputs in evaluation mode. All others take the way of autograd or the forward pass, which give the same numbers.
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
    private readonly StepLock _occupancy = new();

    /// <summary>Begins a pass.</summary>
    /// <param name="parameters">The model's parameters.</param>
    protected FusedStep(FlatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        _values = parameters.Values;
    }

    /// <summary>All parameters of the model.</summary>
    protected FlatParameters Parameters { get; }

    /// <summary>The buffers of what the tasks share: of the gradient, one after the other for every task that goes back by itself.</summary>
    protected StepMemory Memory { get; } = new();

    /// <summary>The buffers of what belongs to one task alone.</summary>
    protected StepMemory TaskMemory { get; } = new();

    /// <summary>Whether the model's parameters are still those for which the step was made.</summary>
    public bool IsCurrent => ReferenceEquals(_values, Parameters.Values) && Parameters.IsInPlace && _operations.TrueForAll(operation => operation.IsCurrent);

    /// <summary>
    /// Computes the objective of a batch and adds its gradient to the parameters' gradients; or, where
    /// <see cref="BackwardPass.TaskGradients"/> are wanted, the gradient of every task's weighted loss by itself, as
    /// <see cref="IMultiTaskModel{TBatch,TMetrics}.ForwardBackward"/> says.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="pass">Receives the loss of every task, the penalty and the objective.</param>
    /// <exception cref="ArgumentException">
    /// A tensor of the batch has another shape than the model reads, an index has no vector, there are labels for another number of rows, or
    /// batch normalization in training mode has fewer than two rows; or the task gradients have no room in their matrix.
    /// </exception>
    public void Run(TBatch batch, BackwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        using var noGrad = torch.no_grad();
        _occupancy.Enter();
        try
        {
            if (pass.TaskGradients is { } gradients)
                RunByTask(batch, pass, gradients);
            else
                RunTogether(batch, pass);
        }
        finally
        {
            _occupancy.Leave();
        }
    }

    /// <summary>
    /// Computes the gradient of every task's weighted loss by itself with respect to what the tasks read of the shared layers, and goes no
    /// further back. The gradients of what belongs to one task alone are added as <see cref="Run"/> does.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="pass">Receives the loss of every task.</param>
    /// <returns><c>[tasks, batch, width]</c>: all values that tasks read, side by side.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>.</exception>
    public torch.Tensor RunToRepresentation(TBatch batch, BackwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        using var noGrad = torch.no_grad();
        _occupancy.Enter();
        try
        {
            return ComputeRepresentationGradients(batch, pass);
        }
        finally
        {
            _occupancy.Leave();
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
    /// Prepares the buffers for computing outputs alone: nothing is dropped. A model may be asked by several threads at once, but there
    /// is one set of buffers.
    /// </summary>
    /// <param name="rows">How many rows follow.</param>
    /// <returns>Whether the buffers are free; then <see cref="EndInference"/> must follow.</returns>
    protected bool TryBeginInference(long rows)
    {
        if (!_occupancy.TryEnter())
            return false;
        Memory.Begin(rows, isTraining: false);
        TaskMemory.Begin(rows, isTraining: false);
        return true;
    }

    /// <summary>Leaves the buffers to the next who asks.</summary>
    protected void EndInference() => _occupancy.Leave();

    /// <summary>Computes the outputs of all tasks.</summary>
    /// <param name="batch">The rows.</param>
    protected abstract void Forward(TBatch batch);

    /// <summary>Finds the labels of a batch.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="labels">Receives the labels of every task.</param>
    protected abstract void ReadLabels(TBatch batch, TaskLabels[] labels);

    /// <summary>Goes back through what belongs to one task alone.</summary>
    /// <param name="task">The task's index.</param>
    protected virtual void BackwardTask(int task)
    {
    }

    /// <summary>Goes back through what is computed of several tasks together, to what they read.</summary>
    protected virtual void BackwardTogether()
    {
    }

    /// <summary>Goes back through what the tasks share.</summary>
    protected abstract void BackwardShared();

    /// <summary>What the tasks read of the shared layers.</summary>
    protected abstract IEnumerable<StepValue> Representation { get; }

    /// <summary>Adds the gradients of the penalties.</summary>
    /// <returns>The sum of the penalties.</returns>
    protected virtual double Penalties() => 0;

    /// <summary>Adds an operation to those that are watched and freed with the pass.</summary>
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
    /// <param name="experts">How many experts there are.</param>
    /// <param name="make">Makes the operation of an expert.</param>
    protected TOperation[] AddEach<TOperation>(int experts, Func<int, TOperation> make)
        where TOperation : FusedOp => Each(experts, expert => Add(make(expert)));

    /// <summary>One of something for each expert.</summary>
    /// <param name="experts">How many experts there are.</param>
    /// <param name="make">Makes that of an expert.</param>
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
        pass.End(Penalties());
    }

    /// <summary>
    /// One way forward and one way back, on which the gradients of all tasks go side by side. What becomes of them and of the penalties
    /// is the caller's to decide, unless a method is at work that combines gradients.
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

        using var shared = Parameters.Gradients!.narrow(0, 0, Parameters.SharedCount);
        shared.SetToZero();
        pass.End(pass.TryCombine(gradients, Parameters) ? Penalties() : 0);
    }

    /// <summary>Goes forward and begins the way back: with the objective as a whole in one slice, or with every task in a slice of its own.</summary>
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

    /// <summary>Goes back to what the tasks share.</summary>
    private void BackwardTasks()
    {
        for (int task = _losses.Count - 1; task >= 0; task--)
            BackwardTask(task);
        BackwardTogether();
    }

    /// <summary>Frees the buffers, as soon as no other thread is in them.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _occupancy.Close();
        _operations.ForEach(operation => operation.Dispose());
        Memory.Dispose();
        TaskMemory.Dispose();
    }
}
