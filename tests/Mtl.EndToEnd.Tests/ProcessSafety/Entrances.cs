using TorchSharp;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>All ways for a batch into a model, each with a model of its own.</summary>
internal sealed class Entrances<TBatch>
    where TBatch : struct, IBatch<TBatch>
{
    private const string Fit = "Fit";
    private const string Step = "Run";
    private const string StepInEvaluationMode = "Run in evaluation mode";
    private const string Evaluate = "Evaluate";
    private const string Predict = "Predict";

    private readonly List<(string Name, Action<TBatch> Enter)> _all = [];

    private Entrances()
    {
    }

    /// <summary>Names the ways.</summary>
    /// <param name="make">Makes a model.</param>
    /// <param name="fit">Trains it.</param>
    /// <param name="losses">Computes the losses of a batch by the forward pass.</param>
    /// <param name="predict">Predicts for a batch.</param>
    public static Entrances<TBatch> Of<TModel, TMetrics>(
        Func<TModel> make, Action<TModel, TBatch> fit, Action<TModel, TBatch> losses, Action<TModel, TBatch> predict)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TMetrics : IModelMetrics
    {
        var entrances = new Entrances<TBatch>();
        Add(Fit, fit);
        Add("forward", losses);
        Add(Step, (model, batch) => Run(model, batch));
        Add(StepInEvaluationMode, (model, batch) => Run((TModel)Evaluating(model), batch));
        Add("ComputeTaskGradients", (model, batch) => TaskGradients.Compute<TModel, TBatch, TMetrics>(model, batch));
        Add("ComputeRepresentationGradients", (model, batch) =>
            TaskGradients.ComputeForRepresentation<TModel, TBatch, TMetrics>(model, batch));
        Add(Evaluate, (model, batch) => model.Evaluate(batch, 1024));
        Add(Predict, predict);
        return entrances;

        void Add(string name, Action<TModel, TBatch> enter)
        {
            entrances._all.Add((name, Enter));

            void Enter(TBatch batch)
            {
                using var model = make();
                enter(model, batch);
            }
        }

        static torch.nn.Module Evaluating(torch.nn.Module model)
        {
            model.eval();
            return model;
        }

        static void Run(TModel model, TBatch batch)
        {
            using var step = TrainingStep.Begin<TModel, TBatch, TMetrics>(model);
            step.Run(batch);
        }
    }

    /// <summary>A batch that no way may let in.</summary>
    public IEnumerable<BadCall> Refuse<TException>(string mistake, string says, Func<TBatch> make)
        where TException : Exception => Refuse<TException>(mistake, says, make, _ => true);

    /// <summary>A batch with labels that no way may let in, but the one that reads none.</summary>
    public IEnumerable<BadCall> RefuseLabels<TException>(string mistake, string says, Func<TBatch> make)
        where TException : Exception => Refuse<TException>(mistake, says, make, name => name != Predict);

    /// <summary>A batch that only those ways refuse that move the parameters, because they look at what comes of it.</summary>
    public IEnumerable<BadCall> RefuseToStep<TException>(string mistake, string says, Func<TBatch> make)
        where TException : Exception => Refuse<TException>(mistake, says, make, name => name is Fit or Step or StepInEvaluationMode);

    /// <summary>A batch that a model in training mode refuses.</summary>
    public IEnumerable<BadCall> RefuseInTraining<TException>(string mistake, string says, Func<TBatch> make)
        where TException : Exception => Refuse<TException>(mistake, says, make, name => name is not Evaluate and not Predict);

    /// <summary>A batch that those ways refuse that look at all rows before they begin; of the others it is not asked.</summary>
    public IEnumerable<BadCall> RefuseMany<TException>(string mistake, string says, Func<TBatch> make)
        where TException : Exception => Refuse<TException>(mistake, says, make, _ => true, name => name is Fit or Evaluate or Predict);

    /// <summary>A batch on another device; ways that move it there by themselves are left out.</summary>
    public IEnumerable<BadCall> RefuseDevice<TException>(string mistake, string says, Func<TBatch> make)
        where TException : Exception =>
        Refuse<TException>(mistake, says, make, _ => true, name => name is not Fit and not Evaluate and not Predict);

    /// <summary>A batch that every way lets in.</summary>
    public IEnumerable<BadCall> Accept(string what, Func<TBatch> make) => Refuse<Exception>(what, "", make, _ => false);

    private IEnumerable<BadCall> Refuse<TException>(
        string mistake, string says, Func<TBatch> make, Func<string, bool> isRefused, Func<string, bool>? isMeant = null)
        where TException : Exception
    {
        foreach (var (name, enter) in _all.Where(entrance => isMeant?.Invoke(entrance.Name) ?? true))
        {
            yield return isRefused(name)
                ? BadCall.Refused<TException>($"{name}, {mistake}", says, () => enter(make()))
                : BadCall.Fine($"{name}, {mistake}", () => enter(make()));
        }
    }
}
