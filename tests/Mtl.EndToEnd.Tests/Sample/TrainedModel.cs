using Samples.TwoDigits;

namespace Mtl.EndToEnd.Tests;

/// <summary>The sample's model, trained for a moment.</summary>
public sealed class TrainedModel : IDisposable
{
    public const int Epochs = 3;
    private const int Seed = 5;

    public TrainedModel()
    {
        var (train, test) = PairMaker.Make(DigitFile.Read(Options.Parse([]).Data), 8000, 500, Seed);
        Test = test;
        Model = new(Seed);
        History = Model.Fit(train, new() { Epochs = Epochs, Seed = Seed });
    }

    public TwoDigits Model { get; }

    public IReadOnlyList<DigitPair> Test { get; }

    public TrainingHistory History { get; }

    public void Dispose() => Model.Dispose();
}
