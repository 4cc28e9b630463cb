using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Module.g.cs</c>: the declared properties, construction, registration and the forward pass.</summary>
internal static class ModuleEmitter
{
    public static string Emit(ModelGraph model)
    {
        var bases = $"\n    {Names.Nn}.Module<{Names.Tensor}, {model.Type.FullName}.Outputs>,"
            + $"\n    {Names.Runtime}.IMultiTaskModel<{model.Type.FullName}.Batch, {model.Type.FullName}.Metrics>";
        return ModelFile.Write(model, bases, file =>
        {
            WriteFields(file, model);
            SelfDescription.Write(file, model);
            WriteConstructor(file, model);
            WriteProperties(file, model);
            WriteForward(file, model);
            WriteRegistration(file, model);
        });
    }

    private static void WriteFields(ModelFile file, ModelGraph model)
    {
        if (model.Emission != Emission.Full)
            return;
        foreach (var member in model.Members)
            file.Write($"private readonly {member.Type} {GeneratedNames.Field(member.Name)};");
        file.Write("private bool _isRegistered;");
        file.Blank();
    }

    private static void WriteConstructor(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Builds the model with fresh weights: {Literal.Grouped(model.ParameterCount)} parameters.</summary>
        <param name="seed">
        Seeds torch's generator, so that the same seed gives the same weights (and, from there on, the same dropout masks);
        <see langword="null"/> leaves the generator as it is.
        </param>
        <param name="device">Where the weights live; <see langword="null"/> for the default device.</param>
        """,
        $"public {model.Type.Name}(long? seed = null, {Names.Device}? device = null) : base({Literal.String(model.Type.PlainName)})",
        () =>
        {
            file.Write(
                $"""
                if (seed is not null)
                    {Names.Torch}.manual_seed(seed.Value);
                """);
            foreach (var layer in model.Shared)
            {
                file.Write($"{GeneratedNames.Field(layer.Name)} = {Names.Nn}.Linear({layer.Inputs}, {layer.Output.Sizes[0]});");
                if (layer.HasNorm)
                    file.Write($"{GeneratedNames.Norm(layer.Name)} = {Names.Nn}.BatchNorm1d({layer.Output.Sizes[0]});");
            }
            foreach (var task in model.Tasks)
                file.Write($"{GeneratedNames.Field(task.Name)} = {NewHead(task)};");
            file.Write(
                $"""
                RegisterComponents();
                if (device is not null)
                    global::TorchSharp.ModuleExtensionMethods.to(this, device);
                """);
        });

    private static string NewHead(TaskBlock task)
    {
        var hidden = task.Head.Hidden.Count == 0
            ? "global::System.Array.Empty<long>()"
            : $"new long[] {{ {string.Join(", ", task.Head.Hidden)} }}";
        return $"new {task.Head.Member.Type}({Literal.String(task.Name)}, inputs: {task.Inputs}, hidden: {hidden}, batchNorm: {(task.HasNorm ? "true" : "false")})";
    }

    private static void WriteProperties(ModelFile file, ModelGraph model)
    {
        foreach (var member in model.Members.Where(member => member.IsImplementable))
        {
            if (!member.IsDocumented)
                file.Document($"<summary>{Description(member, model)}</summary>");
            file.Write(ModelFile.GeneratedCode);
            var value = model.Emission == Emission.Full ? $"{GeneratedNames.Field(member.Name)};" : file.Refusal;
            file.Write($"{member.Modifiers} {member.Type} {Literal.Identifier(member.Name)} => {value}");
            file.Blank();
        }

        foreach (var layer in model.Shared.Where(layer => layer.HasNorm && model.Emission == Emission.Full))
        {
            file.Document($"<summary>Normalises the {layer.Output.Sizes[0]} outputs of {layer.Name} over the batch.</summary>");
            file.Write(ModelFile.GeneratedCode);
            file.Write($"public {Names.Modules}.BatchNorm1d {GeneratedNames.Norm(layer.Name)} {{ get; }}");
            file.Blank();
        }
    }

    /// <summary>The documentation of a declared property that has none of its own.</summary>
    private static string Description(MemberDescription member, ModelGraph model) =>
        model.Blocks.FirstOrDefault(block => block.Name == member.Name && block is not InputBlock) switch
        {
            LayerBlock layer => $"Shared layer, {layer.Inputs} → {layer.Output.Sizes[0]}: {Literal.Grouped(layer.ParameterCount)} parameters.",
            TaskBlock task => $"Head of the task {task.Name}, output {task.Output}: {Literal.Grouped(task.ParameterCount)} parameters.",
            _ => $"{member.Name}.",
        };

    private static void WriteForward(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Computes the outputs of all tasks.</summary>
        <param name="input">The features, [batch, {model.Input.Width}], float.</param>
        <returns>{Documentation.Outputs(model)}</returns>
        <exception cref="global::System.ArgumentException">The input has another shape.</exception>
        """,
        $"public override Outputs forward({Names.Tensor} input)",
        () => ForwardEmitter.Write(file, model));

    private static void WriteRegistration(ModelFile file, ModelGraph model) => file.Method(
        "<summary>Registers the layers and heads under their property names, which are the keys of saved weights.</summary>",
        "protected override void RegisterComponents()",
        () =>
        {
            file.Write(
                """
                if (_isRegistered)
                    return;
                _isRegistered = true;
                """);
            foreach (var layer in model.Shared)
            {
                Register(layer.Name);
                if (layer.HasNorm)
                    Register(GeneratedNames.Norm(layer.Name));
            }
            foreach (var task in model.Tasks)
                Register(task.Name);

            void Register(string name) =>
                file.Write($"register_module({Literal.String(name)}, {MemberAccess.Of(name)});");
        });
}
