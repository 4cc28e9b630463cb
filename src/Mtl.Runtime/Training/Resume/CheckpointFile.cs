using TorchSharp;

namespace Mtl;

/// <summary>
/// A checkpoint in a file: a model file with additional tensors, whose names have a prefix, and the values of the training run as JSON in
/// its metadata.
/// </summary>
internal static class CheckpointFile
{
    /// <summary>The prefix of the names of tensors that belong to the training run, and not to the model.</summary>
    public const string Prefix = "mtlgen.training.";

    private const string VersionKey = "mtlgen.training.version";
    private const string ValuesKey = "mtlgen.training";
    private const string Version = "1";

    /// <summary>Writes a checkpoint; an existing file is replaced when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="state">The state of the model.</param>
    /// <param name="run">The state of the training run.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    public static void Write(
        string path, ModelInfo model, IReadOnlyDictionary<string, torch.Tensor> state, CheckpointWriter run)
    {
        var metadata = ModelIdentity.ToMetadata(model);
        metadata[VersionKey] = Version;
        metadata[ValuesKey] = run.Json;
        ModelFile.Write(path, state.Concat(run.Tensors).ToDictionary(), metadata);
    }

    /// <summary>Opens a checkpoint and verifies its checksum.</summary>
    /// <exception cref="ModelFileException">The file is damaged.</exception>
    public static CheckpointReader Open(string path)
    {
        var file = ModelFile.Open(path);
        try
        {
            var header = SafetensorsHeader.Read(file);
            string digest = ModelIdentity.Digest(header.Metadata)
                ?? throw SafetensorsHeader.Damaged(path, "it has no checksum, which every checkpoint has.");
            FileSeal.Require(file, header.DataStart, digest);
            return new(file, header, header.Metadata.GetValueOrDefault(ValuesKey, "{}"));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Requires a checkpoint of a training run of a model.</summary>
    /// <exception cref="ModelFileException">It is that of another model or version, or a model file without a run.</exception>
    public static void Require(CheckpointReader checkpoint, ModelInfo model)
    {
        var metadata = checkpoint.Header.Metadata;
        ModelIdentity.Require(metadata, model, checkpoint.Path);
        if (!metadata.TryGetValue(VersionKey, out string? version))
            throw checkpoint.Refusal("it is a model file without the state of a training run, so no run can go on from it.");
        if (version != Version)
        {
            throw checkpoint.Refusal(
                $"it has version {version} of MtlGen's checkpoints, but this library reads version {Version}. "
                + "Go on with the version of MtlGen that saved it.");
        }
    }
}
