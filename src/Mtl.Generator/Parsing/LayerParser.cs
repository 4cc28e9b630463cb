using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses one <c>[SharedLayer]</c> or <c>[TaskLayer]</c>, and checks its arguments.</summary>
internal sealed class LayerParser(ProblemList problems, INamedTypeSymbol model)
{
    public (LayerKind Kind, LayerOptions Options) Parse(Declaration declaration)
    {
        var kind = LayerKinds.Of(declaration.Type);
        if (kind == LayerKind.Unknown && declaration.Type.TypeKind != TypeKind.Error)
            ReportType(declaration, LayerKinds.Supported);

        var hasFactory = declaration.Role.Named<string?>("Factory", null) is not null;
        if (kind == LayerKind.Custom && LayerKinds.InsteadOf(declaration.Type) is { } instead && !hasFactory)
        {
            ReportType(declaration, $"Linear, Conv2d, LSTM and others; this one is written as {instead}");
            kind = LayerKind.Unknown;
        }

        var options = Read(declaration.Role);
        CheckSize(declaration, kind, options);
        CheckArguments(declaration, kind);
        CheckMinimum("kernel", options.Kernel, 0);
        CheckMinimum("stride", options.Stride, 0);
        CheckMinimum("padding", options.Padding, 0);
        CheckMinimum("stack", options.Stack, 1);
        CheckMinimum("number of heads", options.Heads, 1);
        CheckMinimum("size of the feed-forward network", options.FeedForward, 0);
        if (options.Steps is < StepChoice.All or > StepChoice.Max)
            problems.Add(RuleIds.UndefinedValue, declaration.Site, "Steps", Text((int)options.Steps));
        if (options.Positions is < PositionChoice.None or > PositionChoice.Learned)
            problems.Add(RuleIds.UndefinedValue, declaration.Site, "Positions", Text((int)options.Positions));
        if (kind == LayerKind.Custom)
            CheckCustom(declaration, options);
        else if (declaration.Member.IsInitialized)
            problems.AddInitialized(declaration);
        return (kind, options);

        void CheckMinimum(string name, int value, int least)
        {
            if (value < least)
                problems.Add(RuleIds.Size, declaration.Site, $"The {name} of '{declaration.Name}'", Text(value));
        }
    }

    private void ReportType(Declaration declaration, string supported) => problems.Add(
        RuleIds.UnsupportedLayer, declaration.MemberSite, declaration.Name, declaration.Type.ToDisplayString(), supported);

    private static LayerOptions Read(AttributeData attribute) => new(
        SizeOf(attribute) ?? 0,
        attribute.Named("Kernel", 0),
        attribute.Named("Stride", 0),
        attribute.Named("Padding", 0),
        attribute.Named("Stack", 1),
        attribute.Named("Bidirectional", false),
        (StepChoice)attribute.Named("Steps", 0),
        attribute.Named("Heads", 1),
        (PositionChoice)attribute.Named("Positions", 0),
        attribute.Named("FeedForward", 0),
        attribute.Named<string?>("Factory", null),
        attribute.NamedIntegers("Output"));

    /// <summary>The size, which is the first argument on a member, and follows the name on the class.</summary>
    private static int? SizeOf(AttributeData attribute)
    {
        foreach (var argument in attribute.ConstructorArguments)
        {
            if (argument.Kind != TypedConstantKind.Array && argument.Value is int size)
                return size;
        }
        return null;
    }

    /// <summary>Whether the size is written; on the class, the default value of the parameter is 0.</summary>
    private static bool IsWritten(AttributeData attribute, LayerOptions options) =>
        SizeOf(attribute) is not null && (options.Size != 0 || attribute.ConstructorArguments.Length == 1);

    private void CheckSize(Declaration declaration, LayerKind kind, LayerOptions options)
    {
        if (declaration.Role.IsIncomplete())
            return;
        var isWritten = IsWritten(declaration.Role, options);
        if (kind.NeedsSize && options.Size < 1)
        {
            var what = $"The {kind.SizeName} of '{declaration.Name}'";
            problems.Add(RuleIds.Size, declaration.Site, what, isWritten ? Text(options.Size) : "none");
        }
        if (!kind.NeedsSize && isWritten && kind != LayerKind.Unknown)
        {
            var source = kind == LayerKind.Custom ? "is given by Output" : "follows from its input";
            problems.Add(
                RuleIds.NoEffect, declaration.Site, new Hint { Argument = Text(declaration.Role.ConstructorArguments.Length - 1) },
                $"The size {options.Size}", $"{Description(declaration, kind)}, whose size {source}");
        }
    }

    private void CheckArguments(Declaration declaration, LayerKind kind)
    {
        if (kind == LayerKind.Unknown || declaration.Role.IsIncomplete())
            return;
        foreach (var argument in declaration.Role.NamedArguments)
        {
            if (LayerArguments.OtherReaders(kind, argument.Key) is not { } readers)
                continue;
            problems.Add(
                RuleIds.NoEffect, declaration.Site, new Hint { Argument = argument.Key },
                argument.Key, $"{Description(declaration, kind)}, and not {readers}");
        }
    }

    private static string Description(Declaration declaration, LayerKind kind) =>
        $"'{declaration.Name}' is {(kind == LayerKind.Custom ? "a custom layer" : Article.With(declaration.Type.Name))}";

    private void CheckCustom(Declaration declaration, LayerOptions options)
    {
        if (declaration.Member.IsInitialized && options.Factory is not null)
            Report("is created by its initializer and by Factory; one is enough");
        const string lacksOutput = "has no output shape: Output = [n] or [channels, height, width], each at least 1";
        var hasOutput = options.Output.Count > 0 && options.Output.All(size => size >= 1);
        if (!declaration.Member.IsInitialized && FactoryOf(options) is null)
            ReportFactory(declaration, options, hasOutput ? "" : $"; it also {lacksOutput}");
        else if (!hasOutput)
            Report(lacksOutput);
        if (FactoryOf(options) is { } factory && !SymbolEqualityComparer.Default.Equals(factory.ReturnType, declaration.Type))
            Report($"is created by '{options.Factory}', which returns '{factory.ReturnType.ToDisplayString()}'");

        void Report(string problem) =>
            problems.Add(RuleIds.CustomLayer, declaration.Site, declaration.Name, declaration.Type.Name, problem);
    }

    private IMethodSymbol? FactoryOf(LayerOptions options) => options.Factory is null
        ? null
        : model.GetMembers(options.Factory).OfType<IMethodSymbol>().FirstOrDefault(method => method.IsStatic && method.Parameters.IsEmpty);

    /// <summary>Reports a layer without a factory. The method with a similar name, or the only one, was probably meant.</summary>
    private void ReportFactory(Declaration declaration, LayerOptions options, string more)
    {
        var candidates = model.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: true, Parameters.IsEmpty: true })
            .Where(method => SymbolEqualityComparer.Default.Equals(method.ReturnType, declaration.Type))
            .Select(method => method.Name)
            .ToList();
        var near = options.Factory is null ? null : NearestName.Of(options.Factory, candidates);
        var meant = near ?? (candidates.Count == 1 ? candidates[0] : null);
        var problem = options.Factory is null
            ? "names no static method without parameters that creates it: Factory = nameof(…)"
            : $"is created by '{options.Factory}', which is no static method of '{model.Name}' without parameters"
                + NearestName.Question(near);
        var hint = meant is null ? Hint.None : new Hint { Argument = "Factory", Instead = $"nameof({meant})" };
        problems.Add(RuleIds.CustomLayer, declaration.Site, hint, declaration.Name, declaration.Type.Name, problem + more);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
