namespace Mtl;

/// <summary>The place of a training session in its run, and what it has recorded.</summary>
/// <param name="Seed">The seed of the order of the rows.</param>
/// <param name="EpochsOfModel">The number of epochs that the model was trained, in this run and before, without an unfinished one.</param>
/// <param name="Epochs">The results of the finished epochs.</param>
/// <param name="Steps">The number of optimizer steps.</param>
/// <param name="StepOfEpoch">The number of batches of the unfinished epoch; 0 between two epochs.</param>
/// <param name="Losses">The losses of the unfinished epoch.</param>
/// <param name="Elapsed">The duration of the unfinished epoch so far.</param>
/// <param name="Preparation">The duration of the preparation.</param>
/// <param name="Skipped">The steps that were skipped.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
internal sealed record SessionState(
    long Seed,
    long EpochsOfModel,
    EpochResult[] Epochs,
    long Steps,
    int StepOfEpoch,
    EpochLossSums Losses,
    TimeSpan Elapsed,
    TimeSpan Preparation,
    SkippedStep[] Skipped,
    double LearningRate);
