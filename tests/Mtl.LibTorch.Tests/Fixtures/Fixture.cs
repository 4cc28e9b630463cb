using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Fixtures;

/// <summary>Cases that PyTorch computed: the scripts beside this file write them.</summary>
internal static class Fixture
{
    public static JsonElement[] Cases(string topic)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", topic + ".json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select(element => element.Clone())];
    }

    /// <summary>
    /// One row of test data per case: its place, and a title to recognise it by. Cases that TorchSharp itself gets wrong are for
    /// this engine alone.
    /// </summary>
    public static TheoryData<int, string> Titles(string topic, params string[] properties)
    {
        var rows = new TheoryData<int, string>();
        foreach (var (place, element) in Cases(topic).Index().Where(row => IsForThisEngine(row.Item)))
            rows.Add(place, string.Join(' ', properties.Select(property => element.GetProperty(property).GetRawText())));
        return rows;
    }

    /// <summary>Nested lists as a tensor: whole numbers of 64 bits, others of 32.</summary>
    public static Tensor Tensor(JsonElement element)
    {
        var shape = new List<long>();
        for (var inner = element; inner.ValueKind == JsonValueKind.Array; inner = inner[0])
            shape.Add(inner.GetArrayLength());
        var numbers = Numbers(element).ToArray();
        return numbers.All(number => long.TryParse(number.GetRawText(), out _))
            ? tensor(Array.ConvertAll(numbers, number => number.GetInt64())).reshape([.. shape])
            : tensor(Array.ConvertAll(numbers, number => number.GetSingle())).reshape([.. shape]);
    }

    /// <summary>The tensor of that name, or null where there is none.</summary>
    public static Tensor? Optional(this JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? Tensor(element) : null;

    /// <summary>The number of that name, or a default where there is none.</summary>
    public static double Number(this JsonElement owner, string name, double otherwise) =>
        owner.TryGetProperty(name, out var element) ? element.GetDouble() : otherwise;

    /// <summary>The number of that name, or null where there is none.</summary>
    public static double? Maybe(this JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var element) ? element.GetDouble() : null;

    /// <summary>The truth value of that name, or null where there is none.</summary>
    public static bool? MaybeFlag(this JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var element) ? element.GetBoolean() : null;

    /// <summary>The truth value of that name, or false where there is none.</summary>
    public static bool Flag(this JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var element) && element.GetBoolean();

    /// <summary>Compares elements with those of a fixture: a few units in the last place of 32 bits may differ.</summary>
    public static void MustBeClose(JsonElement expected, Tensor actual, double tolerance = 1e-6)
    {
        using var wanted = Tensor(expected).to_type(ScalarType.Float64);
        using var got = actual.detach().to_type(ScalarType.Float64);
        Assert.Equal(wanted.shape, got.shape);
        var pairs = wanted.data<double>().ToArray().Zip(got.data<double>().ToArray());
        foreach (var (want, have) in pairs)
            Assert.True(Math.Abs(want - have) <= tolerance * Math.Max(1, Math.Abs(want)), $"{have:g9} instead of {want:g9}");
    }

    private static bool IsForThisEngine(JsonElement element) =>
#if TORCH_SYSTEM
        element.ValueKind == JsonValueKind.Object;
#else
        !element.Flag("wrong_in_torchsharp");
#endif

    private static IEnumerable<JsonElement> Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Numbers)
        : [element];
}
