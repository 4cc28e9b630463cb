using System.Globalization;
using System.Reflection;
using Spectre.Console;
using TorchSharp;

namespace Samples.TwoDigits;

/// <summary>Writes the progress and the results of the demo to the console.</summary>
internal static class Report
{
    // Otherwise Spectre.Console would write escape sequences for colors to a file, too.
    static Report() => AnsiConsole.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;

    public static void Heading(string text) => AnsiConsole.Write(new Rule(Markup.Escape(text)).LeftJustified());

    /// <summary>Writes the versions of TorchSharp and libtorch.</summary>
    public static void Engine()
    {
        var assembly = typeof(torch).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        Console.WriteLine(assembly.GetName().Name == "TorchSharp"
            ? $"Engine   TorchSharp {version} (package) with libtorch {torch.__version__}"
            : $"Engine   system libtorch {torch.__version__} (through {assembly.GetName().Name} {version})");
    }

    public static void Data(string file, int digits, IReadOnlyList<DigitPair> train, IReadOnlyList<DigitPair> test)
    {
        var missing = train.Sum(pair => (pair.Left is null ? 1 : 0) + (pair.Right is null ? 1 : 0) + (pair.Sum is null ? 1 : 0));
        Console.WriteLine($"Digits   {Number(digits)} from {file}");
        Console.WriteLine(
            $"Pictures {Number(train.Count)} of two digits for training, {Number(missing)} of {Number(3 * train.Count)} labels missing");
        Console.WriteLine($"         {Number(test.Count)} for testing, from other digits");
    }

    public static void Metrics(TwoDigits.Metrics metrics)
    {
        Heading("Test");
        var table = new Table().RoundedBorder()
            .AddColumns("Task", "Kind")
            .AddColumn("Labels", column => column.RightAligned())
            .AddColumn("Loss", column => column.RightAligned())
            .AddColumn("Metrics");
        foreach (var (task, result) in TwoDigits.Info.Tasks.Zip(metrics.Tasks))
            table.AddRow(task.Name, task.Kind.ToString(), Number(result.Count), Decimal(result.Loss), Describe(result));
        AnsiConsole.Write(table);
    }

    public static void Saved(string modelFile, string historyFile, bool same, int pictures)
    {
        Heading("Saved");
        Console.WriteLine($"Model    {modelFile}");
        Console.WriteLine($"History  {historyFile}");
        Console.WriteLine(same
            ? $"Loaded again: all {Number(pictures)} predictions are identical, bit for bit."
            : $"Loaded again: the predictions for the {Number(pictures)} test pictures are NOT identical.");
    }

    private static string Describe(TaskMetrics metrics) =>
        string.Join("   ", metrics.Values.Take(2).Select(metric => $"{metric.Name} {Decimal(metric.Value)}"));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double number) => number.ToString("F4", CultureInfo.InvariantCulture);
}
