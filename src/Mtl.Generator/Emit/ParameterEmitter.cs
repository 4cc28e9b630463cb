using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes how parameters are treated: which are frozen, and which have a learning rate of their own.</summary>
internal static class ParameterEmitter
{
    /// <summary>Statements of the constructor that freeze what is frozen.</summary>
    public static void WriteFreezing(ModelFile file, ModelGraph model)
    {
        foreach (var module in Frozen(model).SelectMany(ParameterModules))
            file.Write($"{Names.CompilerServices}.Freezing.Freeze({MemberAccess.Of(module)});");
        WriteEvaluationMode(file, Frozen(model).SelectMany(Statistics));
    }

    /// <summary>Statements of the constructor that require weights of layers of one's own that have a penalty: here nobody knows them yet.</summary>
    public static void WritePenaltyRequirements(ModelFile file, ModelGraph model)
    {
        var own = model.Layers.Where(static layer => layer.Layer.Kind == LayerKind.Custom && layer.Layer.Modifiers.Any(static modifier => modifier.IsPenalty));
        foreach (var layer in own)
        {
            if (model.Penalties.FirstOrDefault(penalty => penalty.Owner == layer.Name) is { } penalty)
                file.Write($"{Names.CompilerServices}.WeightPenalty.RequireWeights({Literal.String(layer.Name)}, {MemberAccess.Of(penalty.Module)});");
        }
    }

    /// <summary>Overrides <c>train</c> where a frozen part has statistics that must not move.</summary>
    public static void WriteTrainingMode(ModelFile file, ModelGraph model)
    {
        var parts = Frozen(model).SelectMany(Statistics).ToList();
        if (parts.Count == 0)
            return;
        file.Method(
            """
            <summary>Switches to training or evaluation mode; the statistics of frozen parts never move.</summary>
            <param name="train">Whether to train.</param>
            """,
            "public override void train(bool train = true)",
            () =>
            {
                file.Write("base.train(train);");
                WriteEvaluationMode(file, parts);
            });
    }

    /// <summary>Tells the trainer which parts learn slower or faster.</summary>
    public static void WriteLearningRates(ModelFile file, ModelGraph model)
    {
        var groups = model.Blocks
            .Where(block => block.Parameters is { IsFrozen: false, LearningRate: not 1 } && ParameterModules(block).Any())
            .GroupBy(block => block.Parameters.LearningRate, ParameterModules)
            .ToList();
        if (groups.Count == 0 || model.Emission != Emission.Full)
            return;
        var type = $"{Names.CompilerServices}.LearningRateGroup";
        file.Write(ModelFile.GeneratedCode);
        file.Write($"{Names.List}<{type}> {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.LearningRates => new {type}[]");
        file.Write("{");
        foreach (var group in groups)
            file.Write($"    new {type}({Literal.Double(group.Key)}, {string.Join(", ", group.SelectMany(modules => modules).Select(MemberAccess.Of))}),");
        file.Write("};");
        file.Blank();
    }

    /// <summary>Statements of the constructor that lay out the parameters.</summary>
    public static void WriteStorage(ModelFile file, ModelGraph model)
    {
        var shared = model.Blocks.Where(static block => block.ParameterOwner is null).SelectMany(ParameterModules).Select(MemberAccess.Of);
        var arguments = new List<(string Name, string Type, IReadOnlyList<Text> Items)>
        {
            ("together", $"{Names.Modules}.Linear[]", Together(model)),
            ("own", $"{Names.Nn}.Module[]", Own(model)),
            ("reached", $"{Names.CompilerServices}.TaskGradientFlow", Reached(model)),
            ("penalized", $"{Names.Nn}.Module", Penalized(model)),
        };
        arguments.RemoveAll(static argument => argument.Items.Count == 0);
        file.Write($"_flatParameters = new {Names.CompilerServices}.FlatParameters(");
        file.Indented(() =>
        {
            file.Write("this,");
            file.Write($"shared: new {Names.Nn}.Module[] {{ {string.Join(", ", shared)} }}{(arguments.Count == 0 ? ");" : ",")}");
            for (var i = 0; i < arguments.Count; i++)
                WriteArray(file, arguments[i].Name, arguments[i].Type, arguments[i].Items, isLast: i == arguments.Count - 1);
        });
        if (model.AutogradFallback is null)
            file.Write($"_fusedStep = new {Names.CompilerServices}.FusedStepCache<FusedStep, Batch>(this, _flatParameters, () => new FusedStep(this));");
    }

    /// <summary>Writes an argument that is an array, an item a line.</summary>
    private static void WriteArray(ModelFile file, string argument, string type, IReadOnlyList<Text> items, bool isLast)
    {
        file.Write($"{argument}: new {(type.EndsWith("[]", StringComparison.Ordinal) ? type.Insert(type.Length - 2, "[]") : type + "[]")}");
        file.Write("{");
        foreach (var item in items)
            file.Write($"    {item},");
        file.Write(isLast ? "});" : "},");
    }

    /// <summary>What the losses of other tasks reach than those of its owner, or than all: arguments that group it by these tasks.</summary>
    private static List<Text> Reached(ModelGraph model)
    {
        var reached = new List<Text>();
        foreach (var (tasks, blocks) in GradientFlow.Exceptions(model))
        {
            var modules = string.Join(", ", blocks.SelectMany(ParameterModules).Select(MemberAccess.Of));
            var indices = tasks.Count == 0 ? "global::System.Array.Empty<int>()" : $"new int[] {{ {string.Join(", ", tasks)} }}";
            if (modules.Length > 0)
                reached.Add($"new {Names.CompilerServices}.TaskGradientFlow({indices}, {modules})");
        }
        return reached;
    }

    /// <summary>What has a penalty.</summary>
    private static List<Text> Penalized(ModelGraph model) => model.Penalties.Select(static penalty => penalty.Module)
        .Concat(model.Distances.SelectMany(static distance => distance.Modules))
        .Distinct()
        .Select(module => (Text)MemberAccess.Of(module))
        .ToList();

    /// <summary>What belongs to one task alone, an array for each task.</summary>
    private static List<Text> Own(ModelGraph model) => [.. model.Tasks.Select(task =>
        (Text)$"new {Names.Nn}.Module[] {{ {string.Join(", ", model.Blocks.Where(block => block.ParameterOwner == task.Name).SelectMany(ParameterModules).Select(MemberAccess.Of))} }}")];

    /// <summary>The layers that are computed together, as arrays.</summary>
    private static List<Text> Together(ModelGraph model)
    {
        var together = new List<Text>();
        foreach (var layer in model.Layers.Where(static layer => layer.BeginsTogether))
            together.Add($"global::System.Linq.Enumerable.ToArray({MemberAccess.Of(SharingNames.Experts(layer.Name))})");
        foreach (var group in GateGroup.Of(model))
            together.Add(Linears(group.Gates.Select(static gate => gate.Name)));
        foreach (var group in HeadGroup.Of(model))
            together.Add(Linears(group.Layers.Select(static layer => layer.Module)));
        return together;

        static Text Linears(IEnumerable<string> modules) => $"new {Names.Modules}.Linear[] {{ {string.Join(", ", modules.Select(MemberAccess.Of))} }}";
    }

    /// <summary>The members that give the parameters and random numbers to the trainer and free them.</summary>
    public static void WriteStorageMembers(ModelFile file, ModelGraph model)
    {
        if (model.Emission != Emission.Full)
            return;
        file.Write(ModelFile.GeneratedCode);
        file.Write($"{Names.CompilerServices}.FlatParameters {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.Storage => _flatParameters;");
        file.Blank();
        file.Write(ModelFile.GeneratedCode);
        file.Write($"{Names.Runtime}.ModelRandom {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.Random => _modelRandom;");
        file.Blank();
        if (model.HasOwnDispose)
            return;
        file.Method(
            """
            <summary>Frees the layers and the buffers of the training step, once no thread is in them any more.</summary>
            <param name="disposing">Whether it was asked for.</param>
            <exception cref="global::System.InvalidOperationException">This thread is in a training step or an inference scope of the model.</exception>
            """,
            "protected override void Dispose(bool disposing)",
            () =>
            {
                file.Write($"using var disposal = {Names.CompilerServices}.ModelDisposal.Begin(this, disposing);");
                file.Braces("if (disposing)", () =>
                {
                    if (model.AutogradFallback is null)
                        file.Write("_fusedStep?.Dispose();");
                    file.Write("_flatParameters?.Dispose();");
                    file.Write("_modelRandom?.Dispose();");
                });
                file.Write("base.Dispose(disposing);");
            });
    }

    private static void WriteEvaluationMode(ModelFile file, IEnumerable<string> modules)
    {
        foreach (var module in modules)
            file.Write($"{MemberAccess.Of(module)}.train(false);");
    }

    private static IEnumerable<Block> Frozen(ModelGraph model) => model.Blocks.Where(static block => block.Parameters.IsFrozen);

    /// <summary>The modules of a block that can have parameters.</summary>
    private static IEnumerable<string> ParameterModules(Block block) => block switch
    {
        LayerBlock layer =>
        [
            .. layer.Layer.Kind.HasParameters ? new[] { layer.Copies(layer.Name) } : [],
            .. layer.Beside.Select(module => layer.Copies(module.Module)),
        ],
        ApplicationBlock { IsFirst: true, Layer: var second } => ParameterModules(second),
        AttentionBlock => block.Operations.OfType<ModuleOperation>().Select(static module => module.Module),
        TaskBlock or GateBlock or StitchBlock => [block.Name],
        _ => [],
    };

    /// <summary>The modules of a block that keep statistics while they train, or may do so.</summary>
    private static IEnumerable<string> Statistics(Block block) => block.Operations
        .OfType<ModuleOperation>()
        .Where(static operation => operation.Tensors.MayHaveBuffers)
        .Select(operation => block is LayerBlock layer ? layer.Copies(operation.Module) : operation.Module);
}
