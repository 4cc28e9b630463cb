using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

using Balancing;

/// <summary>A training for a process that is killed: it writes a checkpoint after every step.</summary>
internal static class KilledTraining
{
    /// <summary>The argument of the program that trains.</summary>
    public const string Name = "train";

    /// <summary>The line that is written after the first step.</summary>
    public const string Ready = "ready";

    /// <summary>How the line begins that says which weights the training has ended with.</summary>
    public const string End = "weights: ";

    /// <summary>Trains, or goes on, with checkpoints in a folder, and writes what happens as lines.</summary>
    public static void Run(string folder, int epochs)
    {
        var checkpoints = new CheckpointOptions(folder)
        {
            EverySteps = 1,
            EveryEpochs = 1,
            Keep = 2,
            KeepBest = true,
            Warn = Console.WriteLine,
        };
        bool isReady = false;
        var weights = Train(epochs, checkpoints, new SynchronousProgress(_ =>
        {
            if (!isReady)
                Console.WriteLine(Ready);
            isReady = true;
        }));
        Console.WriteLine(End + weights);
    }

    /// <summary>Trains a model of three tasks.</summary>
    /// <returns>A hash of the weights.</returns>
    public static string Train(int epochs, CheckpointOptions? checkpoints = null, IProgress<TrainingProgress>? progress = null)
    {
        using var scope = NewDisposeScope();
        using var model = new Balanced(seed: 1);
        using var method = new GradNormBalancing(3);
        var numbers = arange(48 * 6, float32).reshape(48, 6);
        var present = (numbers.select(1, 0) % 5).gt(0).to(float32);
        var data = new Balanced.Batch(
            numbers.sin(),
            new((numbers.select(1, 1) % 3).to(int64), ones(48)),
            new(numbers.select(1, 2).cos(), present),
            new((numbers.select(1, 3) % 2).to(float32), ones(48)));
        model.Fit(data, data.Slice(0, 16), new()
        {
            Epochs = epochs,
            BatchSize = 8,
            Balancing = method,
            Checkpoints = checkpoints,
            Progress = progress,
        });
        return Convert.ToHexString(SHA256.HashData([.. model.state_dict().Values.SelectMany(value => value.detach().bytes.ToArray())]));
    }
}
