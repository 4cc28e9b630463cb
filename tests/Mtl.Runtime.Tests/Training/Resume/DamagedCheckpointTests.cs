using TorchSharp;

namespace Mtl.Tests;

/// <summary>A damaged checkpoint is never used: the one before is, with a warning.</summary>
public sealed class DamagedCheckpointTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    private string Newest => _folder["run/checkpoint-8.safetensors"];

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_changed_bit_and_a_truncation_are_found_anywhere()
    {
        Train(epochs: 2);
        byte[] whole = File.ReadAllBytes(Newest);
        int header = 8 + BitConverter.ToInt32(whole);
        CheckpointFile.Open(Newest).Dispose();
        using (var file = new FileStream(Newest, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            for (int position = 0; position < whole.Length; position += position < header ? 1 : 16)
            {
                Put(file, position, (byte)(whole[position] ^ (1 << (position % 8))));
                Assert.Throws<ModelFileException>(() => CheckpointFile.Open(Newest));
                Put(file, position, whole[position]);
            }
        }

        CheckpointFile.Open(Newest).Dispose();
        for (int length = whole.Length - 1; length >= 0; length -= length > 100 ? 31 : 1)
        {
            using (var file = File.OpenWrite(Newest))
                file.SetLength(length);
            Assert.Throws<ModelFileException>(() => CheckpointFile.Open(Newest));
        }

        static void Put(FileStream file, int position, byte value)
        {
            file.Position = position;
            file.WriteByte(value);
            file.Flush();
        }
    }

    [Fact]
    public void The_one_before_a_damaged_newest_is_used_with_a_warning()
    {
        var (_, bits) = Train(epochs: 2);
        Damage(Newest);
        var warnings = new List<string>();
        var (history, found) = Train(epochs: 2, warnings.Add);
        Assert.Equal(4, history.ResumedAtStep);
        Assert.Equal(bits, found);
        string warning = Assert.Single(warnings);
        Assert.Contains("checkpoint-8.safetensors': its checksum is not that of its content", warning, StringComparison.Ordinal);
        Assert.EndsWith("The run goes on from the one before.", warning, StringComparison.Ordinal);
        Assert.Equal(warnings, history.Warnings);
        Assert.Empty(Train(epochs: 2).History.Warnings); // It was written again.
    }

    [Fact]
    public void A_damaged_one_does_not_count_among_those_that_are_kept()
    {
        Train(epochs: 2);
        Damage(Newest);
        File.Move(Newest, _folder["run/checkpoint-99.safetensors"]);
        Train(epochs: 2, _ => { }, keep: 1);
        Assert.True(File.Exists(Newest));
        Assert.False(File.Exists(_folder["run/checkpoint-4.safetensors"]));
        Assert.Equal(8, Train(epochs: 2, _ => { }).History.ResumedAtStep);
    }

    [Fact]
    public void If_all_are_damaged_training_does_not_begin_anew()
    {
        Train(epochs: 2);
        Damage(Newest);
        Damage(_folder["run/checkpoint-4.safetensors"]);
        var refusal = Assert.Throws<ModelFileException>(() => Train(epochs: 2, _ => { }));
        Assert.Contains("neither this checkpoint nor an older one", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Newest));
    }

    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private (TrainingHistory History, Dictionary<string, string> Bits) Train(int epochs, Action<string>? warn = null, int keep = 3)
    {
        using var model = new TwoTaskModel();
        var options = new TrainingOptions
        {
            Epochs = epochs,
            BatchSize = 10,
            Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate),
            Checkpoints = new(_folder["run"]) { Keep = keep, Warn = warn },
        };
        return (model.Fit(TwoTaskData.Create(40), options), Checkpointed.Bits(model));
    }
}
