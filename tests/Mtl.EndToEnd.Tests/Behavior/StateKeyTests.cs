using Mtl.CompilerServices;
using TorchSharp;

namespace Mtl.EndToEnd.Tests;

/// <summary>A model whose members were renamed reads the files from before.</summary>
[Collection(Alone.Name)]
public sealed class StateKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-state-key-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_keys_are_those_from_before()
    {
        using var before = new BeforeRenaming(seed: 1);
        using var after = new AfterRenaming(seed: 1);
        Assert.Equal(before.state_dict().Keys, after.state_dict().Keys);
        Assert.Contains("TrunkNorm.running_mean", after.state_dict().Keys);
        Assert.Contains("PriceDropoutRate.rate", after.state_dict().Keys);
    }

    [Fact]
    public void An_old_file_loads()
    {
        using var scope = torch.NewDisposeScope();
        var path = Path.Combine(_folder.FullName, "old.safetensors");
        using var before = new BeforeRenaming(seed: 1);
        before.PriceDropoutRate.Value = 0.2;
        ModelFile.Save(before, BeforeRenaming.Info with { Name = AfterRenaming.Info.Name }, path);
        using var after = AfterRenaming.Load(path);
        var input = torch.rand(3, 5);
        before.eval();
        after.eval();
        Assert.Equal(before.call(input).Price.data<float>().ToArray(), after.call(input).Cost.data<float>().ToArray());
        Assert.Equal(0.2, after.CostDropoutRate.Value, 6);
    }
}
