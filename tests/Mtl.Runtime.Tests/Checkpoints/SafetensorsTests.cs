using TorchSharp;

namespace Mtl.Tests;

public sealed class SafetensorsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(torch.ScalarType.Bool)]
    [InlineData(torch.ScalarType.Byte)]
    [InlineData(torch.ScalarType.Int8)]
    [InlineData(torch.ScalarType.Int16)]
    [InlineData(torch.ScalarType.Int32)]
    [InlineData(torch.ScalarType.Int64)]
    [InlineData(torch.ScalarType.Float16)]
    [InlineData(torch.ScalarType.BFloat16)]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void Every_type_comes_back_as_it_was(torch.ScalarType type)
    {
        var tensor = torch.arange(6).reshape(2, 3).to(type);
        var loaded = RoundTrip(new() { ["t"] = tensor })["t"];

        Assert.Equal(type, loaded.dtype);
        Assert.Equal([2, 3], loaded.shape);
        Assert.Equal(tensor.bytes.ToArray(), loaded.bytes.ToArray());
    }

    [Fact]
    public void Scalars_empty_tensors_views_and_any_name_come_back_too()
    {
        var loaded = RoundTrip(new()
        {
            ["scalar"] = torch.tensor(2.5f),
            ["empty"] = torch.zeros(0, 7),
            ["transposed \"Größe\" \n"] = torch.arange(6).reshape(2, 3).to(torch.float32).t(),
        });

        Assert.Equal(2.5f, loaded["scalar"].item<float>());
        Assert.Equal([0, 7], loaded["empty"].shape);
        Assert.Equal([0, 3, 1, 4, 2, 5], loaded["transposed \"Größe\" \n"].Read());
    }

    private Dictionary<string, torch.Tensor> RoundTrip(Dictionary<string, torch.Tensor> tensors)
    {
        using (var stream = File.Create(_folder["tensors"]))
            Safetensors.Write(stream, tensors, new Dictionary<string, string>());
        using var file = File.OpenRead(_folder["tensors"]);
        var header = SafetensorsHeader.Read(file);
        return header.Tensors.ToDictionary(
            tensor => tensor.Name,
            tensor => Safetensors.Read(file, header, tensor, tensors[tensor.Name].dtype));
    }
}
