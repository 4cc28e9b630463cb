using TorchSharp;

namespace Mtl;

/// <summary>Saves the parameters and buffers of models in the safetensors format and loads them again.</summary>
public static class ModelFile
{
    /// <summary>Saves a model. A file of that name is replaced once the new one is complete.</summary>
    /// <param name="model">The model.</param>
    /// <param name="info">What it is; stored with it.</param>
    /// <param name="path">The file, usually <c>….safetensors</c>.</param>
    /// <exception cref="IOException">The file cannot be written; one that was there before is unchanged.</exception>
    public static void Save(torch.nn.Module model, ModelInfo info, string path) => throw new NotImplementedException();

    /// <summary>Loads a model. Everything is checked before a single parameter changes.</summary>
    /// <param name="model">Receives the parameters and buffers, on the device where it is.</param>
    /// <param name="info">What the model is: the file must say the same.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFileException">The file is damaged or belongs to another model; the model is unchanged.</exception>
    public static void Load(torch.nn.Module model, ModelInfo info, string path) => throw new NotImplementedException();
}
