using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the treatment of parameters: freezing, learning rates, their layout in memory.</summary>
internal static class ParameterEmitter
{
    /// <summary>Writes the statements of the constructor that freeze parameters.</summary>
    public static void WriteFreezing(ModelFile file, ModelGraph model)
    {
        foreach (var module in Frozen(model).SelectMany(ParameterModules))
            file.Write($"{Names.CompilerServices}.Freezing.Freeze({MemberAccess.Of(module)});");
        WriteEvaluationMode(file, Frozen(model).SelectMany(Statistics));
    }

    /// <summary>Writes the statements of the constructor that require weights in custom layers with a penalty.</summary>
    public static void WritePenaltyRequirements(ModelFile file, ModelGraph model)
    {
        foreach (var layer in model.Layers.Where(static layer => layer.Layer.Kind == LayerKind.Custom))
        {
            if (!layer.Layer.Modifiers.Any(static modifier => modifier.IsPenalty)
                || model.Penalties.FirstOrDefault(penalty => penalty.Owner == layer.Name) is not { } penalty)
            {
                continue;
            }
            var arguments = $"{Literal.String(layer.Name)}, {MemberAccess.Of(penalty.Module)}";
            file.Write($"{Names.CompilerServices}.WeightPenalty.RequireWeights({arguments});");
        }
    }

    /// <summary>Overrides <c>train</c> where a frozen module has running statistics, which must not change.</summary>
    public static void WriteTrainingMode(ModelFile file, ModelGraph model)
    {
        var parts = Frozen(model).SelectMany(Statistics).ToList();
        if (parts.Count == 0)
            return;
        file.Method(
            """
            <summary>Sets training or evaluation mode; the running statistics of frozen modules never change.</summary>
            <param name="train">Whether to set training mode.</param>
            """,
            "public override void train(bool train = true)",
            () =>
            {
                file.Write("base.train(train);");
                WriteEvaluationMode(file, parts);
            });
    }

    /// <summary>Writes the interface member that returns the learning rates of parameter groups.</summary>
    public static void WriteLearningRates(ModelFile file, ModelGraph model)
    {
        var groups = model.Blocks
            .Where(block => block.Parameters is { IsFrozen: false, LearningRate: not null } && ParameterModules(block).Any())
            .GroupBy(block => block.Parameters.LearningRate!, ParameterModules)
            .ToList();
        if (groups.Count == 0 || model.Emission != Emission.Full)
            return;
        var type = $"{Names.CompilerServices}.LearningRateGroup";
        file.Write(ModelFile.GeneratedCode);
        file.Write($"{Names.List}<{type}> {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.LearningRates => new {type}[]");
        file.Write("{");
        foreach (var group in groups)
        {
            var modules = string.Join(", ", group.SelectMany(modules => modules).Select(MemberAccess.Of));
            file.Write($"    new {type}({HyperparameterEmitter.Of(group.Key)}, {modules}),");
        }
        file.Write("};");
        file.Blank();
    }

    /// <summary>Writes the statements of the constructor that lay out the parameters.</summary>
    public static void WriteStorage(ModelFile file, ModelGraph model)
    {
        var shared = model.Blocks.Where(static block => block.ParameterOwner is null).SelectMany(ParameterModules).Select(MemberAccess.Of);
        var arguments = new List<(string Name, string Type, IReadOnlyList<Text> Items)>
        {
            ("linearGroups", $"{Names.Modules}.Linear[]", LinearGroups(model)),
            ("taskSpecific", $"{Names.Nn}.Module[]", TaskSpecific(model)),
            ("gradientFlow", $"{Names.CompilerServices}.TaskGradientFlow", GradientFlows(model)),
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
        {
            file.Write(
                $"""
                _fusedStep = new {Names.CompilerServices}.FusedStepCache<FusedStep, Batch>(
                    this, _flatParameters, () => new FusedStep(this));
                """);
        }
    }

    /// <summary>Writes an array as an argument, one line for each item.</summary>
    private static void WriteArray(ModelFile file, string argument, string type, IReadOnlyList<Text> items, bool isLast)
    {
        file.Write($"{argument}: new {(type.EndsWith("[]", StringComparison.Ordinal) ? type.Insert(type.Length - 2, "[]") : type + "[]")}");
        file.Write("{");
        foreach (var item in items)
            file.Write($"    {item},");
        file.Write(isLast ? "});" : "},");
    }

    /// <summary>Modules that get gradients from other tasks than their owner, or than all tasks, grouped by these tasks.</summary>
    private static List<Text> GradientFlows(ModelGraph model)
    {
        var flows = new List<Text>();
        foreach (var (tasks, blocks) in GradientFlow.Exceptions(model))
        {
            var modules = string.Join(", ", blocks.SelectMany(ParameterModules).Select(MemberAccess.Of));
            var indices = tasks.Count == 0 ? "global::System.Array.Empty<int>()" : $"new int[] {{ {string.Join(", ", tasks)} }}";
            if (modules.Length > 0)
                flows.Add($"new {Names.CompilerServices}.TaskGradientFlow({indices}, {modules})");
        }
        return flows;
    }

    /// <summary>The modules with a penalty.</summary>
    private static List<Text> Penalized(ModelGraph model) => model.Penalties.Select(static penalty => penalty.Module)
        .Concat(model.Distances.SelectMany(static distance => distance.Modules))
        .Distinct()
        .Select(module => (Text)MemberAccess.Of(module))
        .ToList();

    /// <summary>The task-specific modules, an array for each task.</summary>
    private static List<Text> TaskSpecific(ModelGraph model)
    {
        var arrays = new List<Text>();
        foreach (var task in model.Tasks)
        {
            var modules = model.Blocks.Where(block => block.ParameterOwner == task.Name).SelectMany(ParameterModules);
            arrays.Add($"new {Names.Nn}.Module[] {{ {string.Join(", ", modules.Select(MemberAccess.Of))} }}");
        }
        return arrays;
    }

    /// <summary>The linear layers that a fused step computes as one product, as arrays.</summary>
    private static List<Text> LinearGroups(ModelGraph model)
    {
        var groups = new List<Text>();
        foreach (var layer in model.Layers.Where(static layer => layer.BeginsTogether))
            groups.Add($"global::System.Linq.Enumerable.ToArray({MemberAccess.Of(SharingNames.Experts(layer.Name))})");
        foreach (var group in GateGroup.Of(model))
            groups.Add(Linears(group.Gates.Select(static gate => gate.Name)));
        foreach (var group in HeadGroup.Of(model))
            groups.Add(Linears(group.Layers.Select(static layer => layer.Module)));
        return groups;

        static Text Linears(IEnumerable<string> modules) =>
            $"new {Names.Modules}.Linear[] {{ {string.Join(", ", modules.Select(MemberAccess.Of))} }}";
    }

    /// <summary>Writes the members that return the parameters and the random generator to the training, and free them.</summary>
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
            <summary>Frees the layers and the buffers of the training step, after other threads have finished with them.</summary>
            <param name="disposing"><see langword="true"/> if <c>Dispose</c> was called, <see langword="false"/> in the finalizer.</param>
            <exception cref="global::System.InvalidOperationException">
            This thread is in a training step or an inference scope of the model.
            </exception>
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

    /// <summary>The modules of a block that have, or may have, running statistics.</summary>
    private static IEnumerable<string> Statistics(Block block) => block.Operations
        .OfType<ModuleOperation>()
        .Where(static operation => operation.Tensors.MayHaveBuffers)
        .Select(operation => block is LayerBlock layer ? layer.Copies(operation.Module) : operation.Module);
}
