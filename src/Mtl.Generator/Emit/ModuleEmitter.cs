using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Module.g.cs</c>: the declared properties, construction, registration and the forward pass.</summary>
internal static class ModuleEmitter
{
    public static SourceText Emit(ModelGraph model)
    {
        Text bases =
            $"""
             :
                {InputNames.ModuleType(model)},
                {Names.Runtime}.IMultiTaskModel<{model.Type.FullName}.Batch, {model.Type.FullName}.Metrics>
            """;
        return ModelFile.Write(model, bases, file =>
        {
            WriteFields(file, model);
            SelfDescription.Write(file, model);
            if (!model.IsConstructorTaken)
                WriteConstructor(file, model);
            WriteProperties(file, model);
            GeneratedProperties.Write(file, model);
            ForwardEmitter.WriteForward(file, model);
            WriteComputeGates(file, model);
            ParameterEmitter.WriteTrainingMode(file, model);
            ParameterEmitter.WriteLearningRates(file, model);
            ParameterEmitter.WriteStorageMembers(file, model);
            WriteRegistration(file, model);
        });
    }

    /// <summary>Writes the declared properties alone.</summary>
    public static SourceText EmitProperties(ModelGraph model) => ModelFile.Write(model, bases: "", file => WriteProperties(file, model));

    private static void WriteFields(ModelFile file, ModelGraph model)
    {
        if (model.Emission != Emission.Full)
            return;
        foreach (var member in model.Members.Where(member => member.Form != MemberForm.Field))
            file.Write($"private readonly {member.Type} {member.Field};");
        file.Write("private bool _isRegistered;");
        file.Write($"private readonly {Names.Runtime}.ModelRandom _modelRandom;");
        file.Write($"private readonly {Names.CompilerServices}.FlatParameters _flatParameters;");
        if (model.AutogradFallback is null)
            file.Write($"private readonly {Names.CompilerServices}.FusedStepCache<FusedStep, Batch> _fusedStep;");
        file.Blank();
    }

    private static void WriteConstructor(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Builds the model with fresh weights: {Literal.Grouped(model.ParameterCount)} parameters.</summary>
        <param name="seed">
        Seeds the model's own random numbers: the same seed gives the same weights, and from there on the same dropout and the same order
        of the rows, whatever else the process draws. With <see langword="null"/> the seed is drawn from torch's generator.
        </param>
        <param name="device">Where the weights live; <see langword="null"/> for the default device.</param>
        """,
        $"public {model.Type.Name}(long? seed = null, {Names.Device}? device = null) : base({Literal.String(model.Type.PlainName)})",
        () =>
        {
            if (model.MayUseOneDnn)
                file.Write($"{Names.CompilerServices}.OneDnn.RequireCorrect();");
            file.Write(
                $"""
                using var trainable = {Names.Torch}.inference_mode(false); // What is made within inference mode can never be trained.
                _modelRandom = new {Names.Runtime}.ModelRandom(seed);
                using var construction = _modelRandom.BeginConstruction();
                """);
            StandardizationEmitter.WriteConstruction(file, model);
            var declared = new HashSet<string>();
            foreach (var layer in model.Layers)
                WriteNewLayer(file, layer, isFirst: declared.Add(layer.Layer.Member.Name));
            foreach (var distance in model.Distances)
                file.Write($"{Names.CompilerServices}.SoftSharing.CopyInitialWeights({string.Join(", ", distance.Modules.Select(MemberAccess.Of))});");
            foreach (var layer in model.AttendedLayers)
                WriteNewLayer(file, layer, isFirst: false);
            foreach (var module in model.Blocks.Where(static block => block is StitchBlock or AttentionBlock or GateBlock).SelectMany(static block => block.Operations.OfType<ModuleOperation>()))
                file.Write($"{MemberAccess.Of(module.Module)} = {ConstructionEmitter.New(module)};");
            foreach (var task in model.Tasks)
            {
                file.Write($"{MemberAccess.Of(task.Head.Member.Field)} = {ConstructionEmitter.NewHead(task)};");
                if (task.AdaptiveDropout is { } dropout)
                    file.Write($"{MemberAccess.Of(dropout.Rate)} = {ConstructionEmitter.NewRate(task, dropout)};");
            }
            BalancingEmitter.WriteConstruction(file, model);
            file.Write("RegisterComponents();");
            ParameterEmitter.WriteFreezing(file, model); // A list of modules has no parameters before it is registered.
            ParameterEmitter.WritePenaltyRequirements(file, model);
            file.Write(
                $"""
                if (device is not null)
                    {Names.CompilerServices}.ModelDevice.Move(this, device);
                """);
            ParameterEmitter.WriteStorage(file, model);
        });

    /// <summary>Makes a layer; the declared property is the first of several copies.</summary>
    private static void WriteNewLayer(ModelFile file, LayerBlock layer, bool isFirst)
    {
        if (!layer.Layer.Member.IsInitialized)
        {
            var construction = ConstructionEmitter.NewLayer(layer);
            if (!layer.IsSingle)
                WriteNew(layer.Name, construction);
            if (isFirst)
                file.Write($"{MemberAccess.Of(layer.Layer.Member.Field)} = {(layer.IsSingle ? construction : layer.Experts > 0 ? $"{MemberAccess.Of(layer.Copies(layer.Name))}[0]" : MemberAccess.Of(layer.Name))};");
        }
        foreach (var module in layer.Beside)
            WriteNew(module.Module, ConstructionEmitter.New(module));

        void WriteNew(string module, Text construction) =>
            file.Write($"{MemberAccess.Of(layer.Copies(module))} = {(layer.Experts > 0 ? ConstructionEmitter.Copies(layer.Experts, construction) : construction)};");
    }

    private static void WriteProperties(ModelFile file, ModelGraph model)
    {
        foreach (var member in model.Members.Where(member => member.Form != MemberForm.Wrong))
        {
            if (!member.IsDocumented)
                file.Document($"<summary>{Description(member, model)}</summary>");
            file.Write(ModelFile.GeneratedCode);
            Text value = model.Emission == Emission.Full ? $"{MemberAccess.Of(member.Field)};" : file.Refusal;
            file.Write($"{member.Modifiers} {member.Type} {Literal.Identifier(member.Name)} => {value}");
            file.Blank();
        }

        foreach (var stub in model.Stubs)
        {
            if (!stub.IsDocumented)
                file.Document($"<summary>{stub.Name}.</summary>");
            file.Write(ModelFile.GeneratedCode);
            file.Braces($"{stub.Modifiers} {stub.Type} {Literal.Identifier(stub.Name)}", () =>
            {
                foreach (var accessor in stub.Accessors)
                    file.Write($"{accessor} => {file.Refusal}");
            });
            file.Blank();
        }
    }

    /// <summary>The documentation of a declared property that has none of its own.</summary>
    private static Text Description(MemberDescription member, ModelGraph model) =>
        (model.Member(member.Name) ?? model.Layers.FirstOrDefault(layer => layer.Layer.Member.Name == member.Name)) switch
        {
            LayerBlock { Task: { } first } layer => $"The {member.Name} of the first of several tasks, {first}: {layer.Name}.",
            LayerBlock { Experts: > 0 } layer => $"Shared layer of the first of {layer.Experts} experts, {layer.Sources.Shape} → {layer.Output}: {Literal.Grouped(layer.ParameterCount / layer.Experts)} parameters; {SharingNames.Experts(layer.Name)} has those of all.",
            LayerBlock layer => $"{(layer.Layer.IsShared ? "Shared layer" : "Layer of one task")}, {layer.Sources.Shape} → {layer.Output}: {Literal.Grouped(layer.ParameterCount)} parameters.",
            TaskBlock task => $"Head of the task {task.Name}, output {task.Output}: {Literal.Grouped(task.ParameterCount)} parameters.",
            _ => $"{member.Name}.",
        };

    private static void WriteComputeGates(ModelFile file, ModelGraph model)
    {
        if (model.Gates.Count == 0 || !model.Gates.All(static gate => gate.Member == gate.Task))
            return; // Only in a plain mixture all gates are about the same experts.
        file.Method(
            $"""
            <summary>
            Computes how much the tasks take from each expert, in inference mode: the gates of {string.Join(", ", model.Gates.Select(gate => gate.Task))}, as means over the rows.
            </summary>
            {InputNames.Documentation(model)}
            <returns>[{model.Gates.Count}, {model.Gates[0].Output.Last}], a row for each gate in this order, which adds up to 1.</returns>
            <exception cref="global::System.ArgumentException">An input has another shape.</exception>
            """,
            $"public {Names.Tensor} {SharingNames.ComputeGates}({InputNames.Signature(model)})",
            () => ForwardEmitter.WriteGates(file, model));
    }

    private static void WriteRegistration(ModelFile file, ModelGraph model) => file.Method(
        $"<summary>Registers the layers and heads under {(model.Blocks.All(static block => block.Parameters.StateKey == block.Name) ? "their property names, which are the keys" : "the keys")} of saved weights.</summary>",
        "protected override void RegisterComponents()",
        () =>
        {
            file.Write(
                """
                if (_isRegistered)
                    return;
                _isRegistered = true;
                """);
            foreach (var block in model.Blocks)
            {
                foreach (var (key, module) in StateKeys.Modules(block))
                    file.Write($"register_module({Literal.String(key)}, {MemberAccess.Of(module)});");
            }
            if (model.Balancing is not null)
                file.Write($"register_module({Literal.String(GeneratedNames.Balancing)}, {BalancingEmitter.Member});");
        });
}
