using TorchSharp;

namespace Mtl;

/// <summary>
/// The checkpoints of a training run: finds the newest in the folder, restores the run from it, and writes new ones when they are due.
/// </summary>
internal sealed class TrainingCheckpoints : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly CheckpointFolder _folder;
    private readonly CheckpointedModel _model;
    private readonly BestEpoch _best;
    private readonly List<string> _warnings = [];
    private CheckpointReader? _newest;
    private Dictionary<string, string> _settings = [];
    private IReadOnlyList<IResumable> _parts = [];

    private TrainingCheckpoints(CheckpointOptions options, ModelInfo info, Watch? watch, CheckpointedModel model)
    {
        _options = options;
        _folder = new(options.Folder);
        _model = model;
        _best = new(info, watch);
    }

    /// <summary>Whether the run goes on from a checkpoint.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>The warnings of damaged checkpoints.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Opens the folder of a run, and its newest checkpoint if it has any.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="ModelFileException">The checkpoint belongs to another model, or all checkpoints are damaged.</exception>
    public static TrainingCheckpoints Open(CheckpointOptions options, ModelInfo info, Watch? watch, CheckpointedModel model)
    {
        var checkpoints = new TrainingCheckpoints(options, info, watch, model);
        checkpoints._folder.RequireWritable();
        checkpoints._newest = checkpoints._folder.OpenNewest(checkpoints.Warn);
        checkpoints.IsResumed = checkpoints._newest is not null;
        return checkpoints;
    }

    /// <summary>Replaces the state of the model by that of the newest checkpoint.</summary>
    public void RestoreModel()
    {
        if (_newest is null)
            return;
        _model.Require(_newest);
        _model.Restore(_newest);
    }

    /// <summary>Begins the run, or goes on with that of the newest checkpoint.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="parts">The parts of the run with a state.</param>
    /// <exception cref="ModelFileException">The checkpoint belongs to a run with other settings.</exception>
    public void Begin(Dictionary<string, string> settings, IReadOnlyList<IResumable> parts)
    {
        _settings = settings;
        _parts = [_best, .. parts];
        if (_newest is null)
            return;
        RunSettings.Require(_newest, settings);
        foreach (var part in _parts)
            part.Restore(_newest);
        CheckpointedModel.RestoreGlobalGenerator(_newest);
        Dispose();
    }

    /// <summary>Writes a checkpoint after a step, if it is due.</summary>
    /// <param name="steps">The number of steps of the run.</param>
    public void AfterStep(long steps)
    {
        if (_options.EverySteps is { } every && steps % every == 0)
            Save(steps);
    }

    /// <summary>Writes a checkpoint after an epoch, if it is due, and the best one.</summary>
    /// <param name="epoch">The result of the epoch.</param>
    /// <param name="steps">The number of steps of the run.</param>
    /// <param name="isLast">Whether the run ends.</param>
    public void AfterEpoch(EpochResult epoch, long steps, bool isLast)
    {
        if (_best.TryImprove(epoch) && _options.KeepBest)
            Write(_folder.Best);
        int? every = _options.EveryEpochs ?? (_options.EverySteps is null ? 1 : null);
        if (isLast || epoch.Epoch % every == 0)
            Save(steps);
    }

    /// <summary>Writes a checkpoint of the run as it is.</summary>
    /// <param name="steps">The number of steps of the run.</param>
    /// <exception cref="IOException">It cannot be written; the checkpoints before are unchanged.</exception>
    public void Save(long steps)
    {
        string file = _folder[steps];
        Write(file);
        _folder.MarkWhole(file);
        _folder.DeleteOld(_options.Keep);
    }

    /// <summary>Closes the checkpoint from which the run goes on.</summary>
    public void Dispose()
    {
        _newest?.Dispose();
        _newest = null;
    }

    private void Write(string file)
    {
        using var scope = torch.NewDisposeScope();
        var run = new CheckpointWriter();
        RunSettings.Save(run, _settings);
        foreach (var part in _parts)
            part.Save(run);
        _model.Save(file, run);
    }

    private void Warn(string warning)
    {
        _warnings.Add(warning);
        if (_options.Warn is { } warn)
            warn(warning);
        else
            Console.Error.WriteLine($"MtlGen warning: {warning}");
    }
}
