using System.Globalization;

namespace Samples.TwoDigits;

/// <summary>The options on the command line.</summary>
internal sealed record Options
{
    public const string Help = """
        Recognizes two overlapping hand-written digits: creates pictures, trains a multi-task model, tests it and saves it.

        Options
          --epochs <number>  the number of epochs, 1 to 1000 (12)
          --seed <number>    the seed for pictures, initial weights and order, 0 or more (1)
          --data <file>      the digits, plain or gzipped (the optical digits of the UCI repository)
          --out <folder>     where the model and its history are saved (out/two-digits)
          --help             shows this
        """;

    public int Epochs { get; private init; } = 12;

    public int Seed { get; private init; } = 1;

    public string Data { get; private init; } = Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz");

    public string Out { get; private init; } = Path.Combine("out", "two-digits");

    public bool ShowHelp { get; private init; }

    /// <exception cref="UsageException">An option is unknown or malformed.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i];
            options = option switch
            {
                "--help" or "-h" => options with { ShowHelp = true },
                "--epochs" => options with { Epochs = Number(1, 1000) },
                "--seed" => options with { Seed = Number(0, int.MaxValue) },
                "--data" => options with { Data = Value("a file") },
                "--out" => options with { Out = Value("a folder") },
                _ => throw new UsageException($"There is no option '{option}'; there are --epochs, --seed, --data, --out and --help."),
            };

            string Value(string expected) =>
                ++i < arguments.Count && arguments[i].Length > 0
                    ? arguments[i]
                    : throw new UsageException($"{option} needs {expected} after it.");

            int Number(int min, int max)
            {
                var expected = $"a whole number from {min} to {max}";
                var text = Value(expected);
                return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                    ? number
                    : throw new UsageException($"{option} needs {expected}, not '{text}'.");
            }
        }
        return options;
    }
}
