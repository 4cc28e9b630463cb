namespace Mtl;

/// <summary>The sums of the losses of an unfinished epoch; the lists have a number for each task.</summary>
internal sealed record EpochLossSums(
    double[] Losses, long[] LabeledRows, double[] Weights, int[] WeightedSteps, double Penalty, double Objective, int Steps);
