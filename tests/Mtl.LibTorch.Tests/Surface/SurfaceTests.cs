using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;

namespace Mtl.LibTorch.Tests.Surface;

/// <summary>The engine offers nothing that TorchSharp does not: <c>Fixtures/surface.json</c> lists what it offers.</summary>
public class SurfaceTests
{
    private static readonly Dictionary<string, string[]> s_listed = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "surface.json")))!;

#if TORCH_SYSTEM
    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_list_is_what_the_engine_offers()
    {
        var offered = PublicSurface.Declared(typeof(torch).Assembly);
        var difference = Lines(offered).Except(Lines(s_listed)).Select(line => "+ " + line)
            .Concat(Lines(s_listed).Except(Lines(offered)).Select(line => "- " + line))
            .ToArray();
        if (difference.Length == 0)
            return;
        var path = Path.Combine(AppContext.BaseDirectory, "surface.json");
        File.WriteAllText(path, JsonSerializer.Serialize(offered, s_readable) + "\n");
        Assert.Fail($"Fixtures/surface.json is out of date; {path} is the new list.\n{string.Join("\n", difference)}");
    }
#else
    [Fact]
    public void TorchSharp_has_all_that_the_engine_offers()
    {
        var there = Lines(PublicSurface.Complete(typeof(torch).Assembly)).ToHashSet();
        var missing = Lines(s_listed).Where(line => !there.Contains(line)).ToArray();
        Assert.True(missing.Length == 0, string.Join("\n", missing));
    }
#endif

    private static IEnumerable<string> Lines(Dictionary<string, string[]> surface) =>
        surface.SelectMany(type => type.Value.Select(member => $"{type.Key}: {member}").Prepend(type.Key));
}
