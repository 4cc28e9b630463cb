using System.Reflection;
using System.Text;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The values of an optimizer's state for a parameter: those of the public fields of TorchSharp's states, or what the optimizer of another
/// library writes to a stream.
/// </summary>
internal sealed class OptimizerStateValues
{
    /// <summary>The name of the tensor with what another library's optimizer has written.</summary>
    private const string Written = "written";

    /// <summary>Numbers, such as the step count, by the names of their fields.</summary>
    public Dictionary<string, double> Numbers { get; init; } = [];

    /// <summary>Tensors, such as moments, by the names of their fields, in the shape of the parameter; null ones are left out.</summary>
    public Dictionary<string, torch.Tensor> Tensors { get; init; } = [];

    /// <summary>Reads a state. The tensors are those of the state, or new ones in the current dispose scope.</summary>
    public static OptimizerStateValues Of(OptimizerState state)
    {
        var values = new OptimizerStateValues();
        if (!IsOfTorchSharp(state))
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            state.SaveStateDict(writer);
            writer.Flush();
            values.Tensors.Add(Written, torch.tensor(stream.ToArray()));
            return values;
        }

        foreach (var field in Fields(state))
        {
            if (field.GetValue(state) is torch.Tensor tensor)
                values.Tensors.Add(field.Name, tensor);
            else if (field.FieldType != typeof(torch.Tensor))
                values.Numbers.Add(field.Name, Convert.ToDouble(field.GetValue(state), null));
        }

        return values;
    }

    /// <summary>The values of a part of a long parameter: views in the current dispose scope.</summary>
    /// <param name="start">The index of its first number.</param>
    /// <param name="count">The number of its numbers.</param>
    public OptimizerStateValues Narrow(long start, long count) => new()
    {
        Numbers = Numbers,
        Tensors = Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.detach().narrow(0, start, count)),
    };

    /// <summary>The values of a long parameter: those of its parts one after the other.</summary>
    /// <param name="parts">The parts, which have the same <see cref="Form"/>; at least one.</param>
    public static OptimizerStateValues Concatenate(IReadOnlyList<OptimizerStateValues> parts) => new()
    {
        Numbers = parts[0].Numbers,
        Tensors = parts[0].Tensors.Keys.ToDictionary(
            name => name, name => torch.cat([.. parts.Select(part => part.Tensors[name].flatten())], 0)),
    };

    /// <summary>The values for a parameter with a shape, whose numbers may have been those of a range.</summary>
    public OptimizerStateValues Reshape(long[] shape) => new()
    {
        Numbers = Numbers,
        Tensors = Tensors.ToDictionary(
            tensor => tensor.Key, tensor => tensor.Key == Written ? tensor.Value : tensor.Value.reshape(shape)),
    };

    /// <summary>A text that is equal for parts which can be concatenated.</summary>
    public string Form => string.Join(
        ';',
        Numbers.OrderBy(number => number.Key, StringComparer.Ordinal).Select(number => $"{number.Key}={number.Value:R}")
            .Concat(Tensors.Keys.Order(StringComparer.Ordinal)));

    /// <summary>Replaces a state by copies of these values.</summary>
    /// <param name="state">The state of a parameter with as many numbers.</param>
    public void WriteTo(OptimizerState state)
    {
        using var noGrad = torch.no_grad();
        if (!IsOfTorchSharp(state))
        {
            using var reader = new BinaryReader(new MemoryStream(Tensors[Written].bytes.ToArray()), Encoding.UTF8);
            state.LoadStateDict(reader);
            return;
        }

        foreach (var field in Fields(state))
        {
            if (field.FieldType != typeof(torch.Tensor))
            {
                field.SetValue(state, Convert.ChangeType(Numbers[field.Name], field.FieldType, null));
                continue;
            }

            (field.GetValue(state) as torch.Tensor)?.Dispose();
            field.SetValue(state, Tensors.GetValueOrDefault(field.Name)?.clone().DetachFromDisposeScope());
        }
    }

    private static bool IsOfTorchSharp(OptimizerState state) => state.GetType().Assembly == typeof(OptimizerState).Assembly;

    /// <summary>The fields of a state: <c>long</c>, <c>double</c> or a tensor.</summary>
    private static FieldInfo[] Fields(OptimizerState state) => state.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance);
}
