using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the forward pass: one paragraph for every block, one line for every operation.</summary>
internal static class ForwardEmitter
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        var locals = new LocalNames(model, "input");
        file.Write($"{Names.Runtime}.TensorShape.Require(input, {Literal.String(model.Type.PlainName)}, \"{InputBlock.BlockName}\", stackalloc long[] {{ {model.Input.Width} }});");
        var values = new Dictionary<string, string> { [""] = "input" };
        foreach (var block in model.Blocks)
        {
            if (block.Operations.Count == 0)
            {
                values[block.Name] = values[block.Source];
                continue;
            }

            file.Blank();
            file.Write($"// {block.Name}: {Sizes(block, model)}");
            var local = locals[block is InputBlock ? "Features" : block.Name];
            var source = values[block.Source];
            foreach (var (operation, index) in block.Operations.Select((operation, index) => (operation, index)))
            {
                file.Write($"{(index == 0 ? "var " : "")}{local} = {Call(operation, index == 0 ? source : local)};");
            }
            values[block.Name] = local;
        }
        file.Blank();
        file.Write($"return new Outputs({string.Join(", ", model.Tasks.Select(task => values[task.Name]))});");
    }

    private static string Sizes(Block block, ModelGraph model) => block switch
    {
        LayerBlock layer => $"{layer.Inputs} → {layer.Output.Sizes[0]}",
        TaskBlock task => $"{string.Join(" → ", task.Operations.OfType<LinearOperation>().Select(linear => linear.Outputs).Prepend(task.Inputs))}",
        _ => $"{model.Input.Width} features",
    };

    /// <summary>The expression of one operation.</summary>
    private static string Call(Operation operation, string value) => operation switch
    {
        LinearOperation linear => $"{MemberAccess.Of(linear.Module)}.call({value})",
        BatchNormOperation norm => $"{MemberAccess.Of(norm.Module)}.call({value})",
        ActivationOperation activation => $"{Names.Functional}.{Function(activation.Function)}({value}{(activation.Function == ActivationFunction.Elu ? ", 1.0" : "")})",
        DropoutOperation dropout => $"{Names.Functional}.dropout({value}, {Literal.Double(dropout.Probability)}, training)",
        SqueezeOperation => $"{value}.squeeze(1)",
        _ => throw new InvalidOperationException($"No expression for {operation.GetType().Name}."),
    };

    private static string Function(ActivationFunction function) => function switch
    {
        ActivationFunction.LeakyRelu => "leaky_relu",
        _ => function.ToString().ToLowerInvariant(),
    };
}
