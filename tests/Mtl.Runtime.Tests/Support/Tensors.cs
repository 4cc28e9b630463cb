using TorchSharp;

namespace Mtl.Tests;

/// <summary>Short ways to make and read tensors.</summary>
internal static class Tensors
{
    public static torch.Tensor Vector(params float[] values) => torch.tensor(values);

    public static torch.Tensor Matrix(int columns, params float[] values) => torch.tensor(values, [values.Length / columns, columns]);

    public static TaskLabels Numbers(params float?[] values)
    {
        var column = new RegressionLabels("Test");
        foreach (float? value in values)
            column.Add(value);
        return column.ToLabels();
    }

    public static TaskLabels BinaryLabels(params bool?[] values)
    {
        var column = new BinaryLabels("Test");
        foreach (bool? value in values)
            column.Add(value);
        return column.ToLabels();
    }

    public static TaskLabels Colors(params Color?[] values)
    {
        var column = new ClassLabels<Color>("Test");
        foreach (var value in values)
            column.Add(value);
        return column.ToLabels();
    }

    public static float[] Read(this torch.Tensor tensor) => TensorValues.Read<float>(tensor);

    public static Dictionary<string, float[]> Snapshot(this torch.nn.Module model)
        => model.state_dict()
            .Where(tensor => tensor.Value.dtype == torch.float32)
            .ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Read());
}
