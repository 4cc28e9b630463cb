using TorchSharp;

namespace Mtl.EndToEnd.Tests;

/// <summary>Saving, loading, and what is refused.</summary>
[Collection(Alone.Name)]
public sealed class ModelFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-model-file-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_loaded_model_predicts_the_same_bit_for_bit()
    {
        using var model = new ThreeKinds(seed: 1);
        var rows = TrainingTests.Rows(40, seed: 1);
        model.Fit(rows, new() { Epochs = 2 });
        var path = Path.Combine(_folder.FullName, "model.safetensors");
        model.Save(path);
        using var again = ThreeKinds.Load(path);
        using var scope = torch.NewDisposeScope();
        var input = ThreeKinds.EncodeFeatures(rows);
        model.eval();
        again.eval();
        Assert.Equal(model.call(input).Color.data<float>().ToArray(), again.call(input).Color.data<float>().ToArray());
        Assert.Equal(model.call(input).Amount.data<float>().ToArray(), again.call(input).Amount.data<float>().ToArray());
        Assert.Equal(model.Evaluate(rows).Yes.Loss, again.Evaluate(rows).Yes.Loss);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        var path = Path.Combine(_folder.FullName, "cut.safetensors");
        using (var model = new ThreeKinds(seed: 1))
            model.Save(path);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        var refusal = Assert.Throws<ModelFileException>(() => ThreeKinds.Load(path));
        Assert.Contains("cut.safetensors", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_model_is_refused_with_both_names()
    {
        var path = Path.Combine(_folder.FullName, "other.safetensors");
        using (var other = new Penalized(seed: 1))
            other.Save(path);
        var before = File.ReadAllBytes(path);
        var refusal = Assert.Throws<ModelFileException>(() => ThreeKinds.Load(path));
        Assert.Contains("Penalized", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ThreeKinds", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }
}
