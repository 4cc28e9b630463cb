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
            HyperparameterEmitter.WriteMembers(file, model);
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

    /// <summary>Writes only the declared properties.</summary>
    public static SourceText EmitProperties(ModelGraph model) => ModelFile.Write(model, bases: "", file => WriteProperties(file, model));

    private static void WriteFields(ModelFile file, ModelGraph model)
    {
        if (model.Emission != Emission.Full)
            return;
        foreach (var member in model.Members.Where(member => member.Form != MemberForm.Field))
            file.Write($"private readonly {member.Type} {member.Field};");
        file.Write("private bool _isRegistered;");
        file.Write($"private readonly Hyperparameters {HyperparameterEmitter.Field};");
        file.Write($"private readonly {Names.Runtime}.ModelRandom _modelRandom;");
        file.Write($"private readonly {Names.CompilerServices}.FlatParameters _flatParameters;");
        if (model.AutogradFallback is null)
            file.Write($"private readonly {Names.CompilerServices}.FusedStepCache<FusedStep, Batch> _fusedStep;");
        file.Blank();
    }

    private static void WriteConstructor(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Creates the model with random initial weights: {Literal.Grouped(model.ParameterCount)} parameters.</summary>
        <param name="seed">
        Seed of the model's random generator. It determines the initial weights, dropout and the order of rows, independently of other
        random numbers in the process. <see langword="null"/> draws it from torch's generator.
        </param>
        <param name="device">The device of the weights; <see langword="null"/> for the default device.</param>
        <param name="hyperparameters">The hyper-parameters; <see langword="null"/> for the declared ones.</param>
        """,
        $"public {model.Type.Name}(long? seed = null, {Names.Device}? device = null, Hyperparameters? hyperparameters = null)\n"
        + $"    : base({Literal.String(model.Type.PlainName)})",
        () =>
        {
            file.Write($"{HyperparameterEmitter.Field} = hyperparameters ?? new Hyperparameters();");
            if (model.MayUseOneDnn)
                file.Write($"{Names.CompilerServices}.OneDnn.RequireCorrect();");
            file.Write(
                $"""
                // Parameters that are created in inference mode cannot be trained.
                using var trainable = {Names.Torch}.inference_mode(false);
                _modelRandom = new {Names.Runtime}.ModelRandom(seed);
                using var construction = _modelRandom.BeginConstruction();
                """);
            StandardizationEmitter.WriteConstruction(file, model);
            var declared = new HashSet<string>();
            foreach (var layer in model.Layers)
                WriteNewLayer(file, layer, isFirst: declared.Add(layer.Layer.Member.Name));
            foreach (var distance in model.Distances)
            {
                var copies = string.Join(", ", distance.Modules.Select(MemberAccess.Of));
                file.Write($"{Names.CompilerServices}.SoftSharing.CopyInitialWeights({copies});");
            }
            foreach (var layer in model.AttendedLayers)
                WriteNewLayer(file, layer, isFirst: false);
            foreach (var block in model.Blocks.Where(static block => block is StitchBlock or AttentionBlock or GateBlock))
            {
                foreach (var module in block.Operations.OfType<ModuleOperation>())
                    file.Write($"{MemberAccess.Of(module.Module)} = {ConstructionEmitter.New(module)};");
            }
            foreach (var task in model.Tasks)
            {
                file.Write($"{MemberAccess.Of(task.Head.Member.Field)} = {ConstructionEmitter.NewHead(task)};");
                WriteNewRate(file, task);
            }
            BalancingEmitter.WriteConstruction(file, model);
            file.Write("RegisterComponents();");
            ParameterEmitter.WriteFreezing(file, model); // A ModuleList has no parameters before it is registered.
            ParameterEmitter.WritePenaltyRequirements(file, model);
            file.Write(
                $"""
                if (device is not null)
                    {Names.CompilerServices}.ModelDevice.Move(this, device);
                """);
            ParameterEmitter.WriteStorage(file, model);
        });

    /// <summary>Writes the construction of a layer; the declared property returns the first of several copies.</summary>
    private static void WriteNewLayer(ModelFile file, LayerBlock layer, bool isFirst)
    {
        if (!layer.Layer.Member.IsInitialized)
        {
            var construction = ConstructionEmitter.NewLayer(layer);
            var value = layer.IsSingle ? construction
                : layer.Experts > 0 ? $"{MemberAccess.Of(layer.Copies(layer.Name))}[0]"
                : MemberAccess.Of(layer.Name);
            if (!layer.IsSingle)
                WriteNew(layer.Name, construction);
            if (isFirst)
                file.Write($"{MemberAccess.Of(layer.Layer.Member.Field)} = {value};");
        }
        foreach (var module in layer.Beside)
            WriteNew(module.Module, ConstructionEmitter.New(module));
        WriteNewRate(file, layer);

        void WriteNew(string module, Text construction)
        {
            var value = layer.Experts > 0 ? ConstructionEmitter.Copies(layer.Experts, construction) : construction;
            file.Write($"{MemberAccess.Of(layer.Copies(module))} = {value};");
        }
    }

    private static void WriteNewRate(ModelFile file, Block block)
    {
        if (block.AdaptiveDropout is { } dropout)
            file.Write($"{MemberAccess.Of(dropout.Rate)} = {ConstructionEmitter.NewRate(block, dropout)};");
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

    /// <summary>The documentation of a declared property that has none.</summary>
    private static Text Description(MemberDescription member, ModelGraph model) =>
        (model.Member(member.Name) ?? model.Layers.FirstOrDefault(layer => layer.Layer.Member.Name == member.Name)) switch
        {
            LayerBlock { Task: { } first } layer => $"The copy of the first task, {first}: {layer.Name}.",
            LayerBlock { Experts: > 0 } layer =>
                $"Shared layer of the first of {layer.Experts} experts, {layer.Sources.Shape} → {layer.Output}: "
                + $"{Literal.Grouped(layer.ParameterCount / layer.Experts)} parameters; {SharingNames.Experts(layer.Name)} has all copies.",
            LayerBlock layer => $"{(layer.Layer.IsShared ? "Shared" : "Task-specific")} layer, {layer.Sources.Shape} → {layer.Output}: "
                + $"{Literal.Grouped(layer.ParameterCount)} parameters.",
            TaskBlock task => $"Head of the task {task.Name}, output {task.Output}: {Literal.Grouped(task.ParameterCount)} parameters.",
            _ => $"{member.Name}.",
        };

    private static void WriteComputeGates(ModelFile file, ModelGraph model)
    {
        if (model.Gates.Count == 0 || !model.Gates.All(static gate => gate.Member == gate.Task))
            return; // Only in a multi-gate mixture of experts all gates weight the same experts.
        var tasks = string.Join(", ", model.Gates.Select(gate => gate.Task));
        file.Method(
            $"""
            <summary>
            Computes the weights that the gates of {tasks} give to the experts, averaged over the batch, in inference mode.
            </summary>
            {InputNames.Documentation(model)}
            <returns>[{model.Gates.Count}, {model.Gates[0].Output.Last}], a row for each gate in this order; its weights sum to 1.</returns>
            <exception cref="global::System.ArgumentException">An input has another shape.</exception>
            """,
            $"public {Names.Tensor} {SharingNames.ComputeGates}({InputNames.Signature(model)})",
            () => ForwardEmitter.WriteGates(file, model));
    }

    private static void WriteRegistration(ModelFile file, ModelGraph model) => file.Method(
        "<summary>Registers the modules under the keys of saved weights.</summary>",
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
