using TorchSharp;

namespace Mtl.Emitted;

/// <summary>
/// The forward pass, the losses and the gradients of a model as straight-line code: no graph is recorded, and what a step needs is
/// there before it begins. A generated model derives from it where every derivative is known.
/// </summary>
/// <remarks>
/// It serves models on the CPU whose parameters, all <c>float32</c>, lie in <see cref="FlatParameters"/>: trained in training mode, asked for
/// outputs in evaluation mode. All others take the way of autograd or the forward pass, which give the same numbers.
/// </remarks>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
public abstract class EmittedStep<TBatch> : IDisposable
    where TBatch : struct, IBatch<TBatch>
{
    private readonly torch.Tensor? _values;
    private readonly List<StepOperation> _operations = [];
    private int _isBusy;

    /// <summary>Begins a step.</summary>
    /// <param name="parameters">The model's parameters.</param>
    protected EmittedStep(FlatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        _values = parameters.Values;
    }

    /// <summary>All parameters of the model.</summary>
    protected FlatParameters Parameters { get; }

    /// <summary>The step's buffers.</summary>
    protected StepMemory Memory { get; } = new();

    /// <summary>Whether the model's parameters are still those for which the step was made.</summary>
    public bool IsCurrent => ReferenceEquals(_values, Parameters.Values) && Parameters.IsInPlace && _operations.TrueForAll(operation => operation.IsCurrent);

    /// <summary>Computes the objective of a batch and adds its gradient to the parameters' gradients.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="losses">Receives the loss of every task, the penalty and the objective.</param>
    /// <exception cref="ArgumentException">
    /// A tensor of the batch has another shape than the model reads, an index has no vector, there are labels for another number of rows, or
    /// batch normalisation in training mode has fewer than two rows.
    /// </exception>
    public void Run(TBatch batch, StepLosses losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        using var noGrad = torch.no_grad();
        BeginTraining(batch, losses);
        for (int task = 0; task < losses.Losses.Count; task++)
            Loss(task, batch, losses);
        losses.WeighLosses(Parameters);
        if (losses.IsMeasurement)
            return;
        for (int task = losses.Losses.Count - 1; task >= 0; task--)
            BackwardTask(task);
        BackwardShared();
        losses.End(Penalties());
    }

    /// <summary>
    /// Computes the gradient of every task's weighted loss by itself with respect to the shared parameters: one forward pass, and for
    /// every task one pass back. The gradients of what belongs to one task alone are added as <see cref="Run"/> does; the shared ones
    /// are left 0, because what becomes of them is the caller's to decide, and so are the penalties; unless the losses are balanced by a
    /// method that combines gradients: then both are as it says.
    /// </summary>
    /// <param name="batch">The rows.</param>
    /// <param name="losses">Receives the loss of every task.</param>
    /// <param name="gradients"><c>[tasks, shared numbers]</c>; receives one gradient per row, in the order of <see cref="FlatParameters.Values"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>.</exception>
    public void RunByTask(TBatch batch, StepLosses losses, torch.Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(gradients);
        using var noGrad = torch.no_grad();
        BeginTraining(batch, losses);
        using var shared = Parameters.Gradients!.narrow(0, 0, Parameters.SharedCount);
        for (int task = 0; task < losses.Losses.Count; task++)
        {
            shared.zero_();
            Memory.ForgetGradients();
            Loss(task, batch, losses);
            BackwardTask(task);
            BackwardShared();
            using var row = gradients.select(0, task);
            row.copy_(shared);
        }

        shared.zero_();
        losses.End(losses.TryCombine(gradients, Parameters) ? Penalties() : 0);
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
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
            return false;
        Memory.Begin(rows, isTraining: false);
        return true;
    }

    /// <summary>Leaves the buffers to the next who asks.</summary>
    protected void EndInference() => Volatile.Write(ref _isBusy, 0);

    /// <summary>Computes the outputs of all tasks.</summary>
    /// <param name="batch">The rows.</param>
    protected abstract void Forward(TBatch batch);

    /// <summary>Computes the loss of a task and begins the backward pass at its output.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="losses">Receives the loss.</param>
    protected abstract void Loss(int task, TBatch batch, StepLosses losses);

    /// <summary>Goes back through what belongs to one task alone.</summary>
    /// <param name="task">The task's index.</param>
    protected abstract void BackwardTask(int task);

    /// <summary>Goes back through what the tasks share.</summary>
    protected abstract void BackwardShared();

    /// <summary>Adds the gradients of the penalties.</summary>
    /// <returns>The sum of the penalties.</returns>
    protected virtual double Penalties() => 0;

    /// <summary>Adds an operation to those that are watched and freed with the step.</summary>
    /// <param name="operation">The operation.</param>
    protected TOperation Add<TOperation>(TOperation operation)
        where TOperation : StepOperation
    {
        _operations.Add(operation);
        return operation;
    }

    /// <summary>Adds an operation for each expert.</summary>
    /// <param name="experts">How many experts there are.</param>
    /// <param name="make">Makes the operation of an expert.</param>
    protected TOperation[] AddEach<TOperation>(int experts, Func<int, TOperation> make)
        where TOperation : StepOperation => Each(experts, expert => Add(make(expert)));

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

    /// <summary>What every way back begins with: gradients where they belong, outputs, no losses yet.</summary>
    private void BeginTraining(TBatch batch, StepLosses losses)
    {
        if (!Parameters.IsHeld)
            Parameters.AttachGradients();
        Memory.Begin(batch.Count);
        Forward(batch);
        losses.Begin();
    }

    /// <summary>Frees the buffers.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _operations.ForEach(operation => operation.Dispose());
        Memory.Dispose();
    }
}
