namespace Samples.TwoDigits;

/// <summary>The whole demo: creates pictures, trains, tests, shows, saves, loads and compares.</summary>
internal static class Demo
{
    private const int TrainPairs = 20_000;
    private const int TestPairs = 2_000;

    /// <returns>Whether the predictions are the same after the model was saved and loaded.</returns>
    public static bool Run(Options options, CancellationToken stop)
    {
        // Before the training, so that it is not in vain if the folder cannot be created.
        Directory.CreateDirectory(options.Out);
        Report.Engine();

        var digits = DigitFile.Read(options.Data);
        var (train, test) = PairMaker.Make(digits, TrainPairs, TestPairs, options.Seed);
        Report.Data(options.Data, digits.Count, train, test);

        using var model = new TwoDigits(options.Seed);
        Report.Heading("Model");
        Console.WriteLine(TwoDigits.Summary);

        Report.Heading("Training (Ctrl+C stops it and keeps what was learned)");
        var history = model.Fit(
            train, new() { Epochs = options.Epochs, Seed = options.Seed, Progress = ConsoleProgress.Create() }, stop);

        var predictions = model.Predict(test);
        Report.Metrics(model.Evaluate(test));
        PictureWall.Show(test, predictions);

        var modelFile = Path.Combine(options.Out, "two-digits.safetensors");
        var historyFile = Path.Combine(options.Out, "history.json");
        model.Save(modelFile);
        history.Save(historyFile);

        using var loaded = TwoDigits.Load(modelFile);
        var same = Predictions.AreIdentical(predictions, loaded.Predict(test));
        Report.Saved(modelFile, historyFile, same, test.Count);
        return same;
    }
}
