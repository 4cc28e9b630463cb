using System.Globalization;
using Spectre.Console;

namespace Samples.TwoDigits;

/// <summary>Draws test pictures with the model's predictions: the first ones, then the next one with a wrong prediction.</summary>
internal static class PictureWall
{
    private const int First = 5;
    private const int PerLine = 3;

    // Two characters per pixel make a pixel about as wide as it is high.
    private const string Shades = " ░▒▓█";

    public static void Show(IReadOnlyList<DigitPair> pictures, IReadOnlyList<TwoDigits.Prediction> predictions)
    {
        Report.Heading("Pictures");
        var all = pictures.Zip(predictions).ToList();
        var shown = all.Take(First).Concat(all.Skip(First).Where(item => IsWrong(item.First, item.Second)).Take(1));
        foreach (var line in shown.Chunk(PerLine))
        {
            var grid = new Grid();
            for (var i = 0; i < line.Length; i++) grid.AddColumn();
            grid.AddRow([.. line.Select(item => new Markup($"{Draw(item.First)}{Caption(item.First, item.Second)}"))]);
            AnsiConsole.Write(grid);
        }
    }

    private static bool IsWrong(DigitPair picture, TwoDigits.Prediction prediction) =>
        prediction.Left.Value != picture.Left || prediction.Right.Value != picture.Right;

    private static string Draw(DigitPair picture) =>
        string.Concat(picture.Pixels.Chunk(PairMaker.Side).Select(row => string.Concat(row.Select(Shade)) + "\n"));

    private static string Shade(float pixel) => new(Shades[(int)MathF.Round(pixel * (Shades.Length - 1))], 2);

    private static string Caption(DigitPair picture, TwoDigits.Prediction prediction) =>
        $"{Caption("Left", prediction.Left, picture.Left)}\n{Caption("Right", prediction.Right, picture.Right)}\n" +
        string.Create(CultureInfo.InvariantCulture, $"Sum    {prediction.Sum.Value:F1}, is {picture.Sum}\n");

    private static string Caption(string task, ClassPrediction<Digit> prediction, Digit? label)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{task,-6} {(int)prediction.Value}  {100 * prediction.Probability:F1} %");
        return prediction.Value == label ? $"[green]{text}[/]" : $"[red]{text}, is {(int?)label}[/]";
    }
}
