using System.Globalization;
using System.IO.Compression;

namespace Samples.TwoDigits;

/// <summary>
/// Reads digits from a text file, plain or gzipped: per line 64 pixels (0 to 16) and the digit (0 to 9), separated by commas.
/// </summary>
internal static class DigitFile
{
    private const int Pixels = DigitPicture.Side * DigitPicture.Side;

    /// <exception cref="DigitDataException">The file is missing or broken; the message names it and the line.</exception>
    public static IReadOnlyList<DigitPicture> Read(string path)
    {
        var pictures = new List<DigitPicture>();
        try
        {
            using var file = File.OpenRead(path);
            using var text = new StreamReader(IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file);
            while (text.ReadLine() is { } line) pictures.Add(Parse(line, path, pictures.Count + 1));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DigitDataException($"{path}: there is no such file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DigitDataException($"{path}: a folder, or a file that may not be read; a file of digits was expected.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DigitDataException($"{path}:{pictures.Count + 1}: the gzip data is damaged from here on. {e.Message}", e);
        }
        return pictures.Count > 0 ? pictures : throw new DigitDataException($"{path}: the file is empty; at least one line was expected.");
    }

    private static bool IsGzip(FileStream file)
    {
        var magic = (file.ReadByte(), file.ReadByte());
        file.Position = 0;
        return magic == (0x1F, 0x8B);
    }

    private static DigitPicture Parse(string line, string path, int number)
    {
        var values = line.Split(',');
        if (values.Length != Pixels + 1)
        {
            throw new DigitDataException(
                $"{path}:{number}: found {values.Length} values; {Pixels} pixels and the digit, {Pixels + 1} values, were expected.");
        }

        var pixels = new byte[Pixels];
        for (var i = 0; i < Pixels; i++) pixels[i] = Number(i, "pixel", DigitPicture.Ink);
        return new(pixels, (Digit)Number(Pixels, "digit", 9));

        byte Number(int index, string what, int most) =>
            byte.TryParse(values[index], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
                ? value
                : throw new DigitDataException(
                    $"{path}:{number}: value {index + 1} is '{values[index]}'; a {what}, a whole number from 0 to {most}, was expected.");
    }
}
