using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Checks that every name of a model means one thing.</summary>
internal sealed class NameCheck(ProblemList problems, INamedTypeSymbol model, CancellationToken cancellationToken)
{
    /// <summary>Reports members whose names the generated code needs for itself, and a class that is called like one of its members.</summary>
    /// <param name="declared">The declared layers and heads.</param>
    /// <param name="row">The row type, if there is one.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="ofSchemes">What is generated for the schemes of the class.</param>
    /// <returns>Whether a written member has the name of one that every model has, so that this one cannot be there.</returns>
    public bool CheckMembers(MemberParser declared, RowDescription? row, EquatableArray<InputDescription> inputs, IEnumerable<string> ofSchemes)
    {
        List<string> generated = [.. ofSchemes];
        foreach (var feature in row?.Texts ?? [])
            generated.Add(GeneratedNames.Vocabulary(feature.Name));
        foreach (var input in inputs)
        {
            generated.Add(GeneratedNames.Standardization(input.Name));
            if (input.HasLengths)
                generated.AddRange([GeneratedNames.Lengths(input.Name), GeneratedNames.AllLengths]);
        }
        var names = new ReservedNames(declared.Layers, declared.Heads, generated);
        if (names.IsGenerated(model.Name))
            problems.Add(RuleIds.UnsupportedClass, Site.Class, model.Name, "named like a member that is generated into it");
        var isTaken = false;
        foreach (var member in model.GetMembers())
        {
            if (member.IsImplicitlyDeclared || !member.CanBeReferencedByName || declared.Twice.Contains(member.Name) || names.RoleThatCannotHave(member.Name) is not { } role || !member.IsWritten(cancellationToken))
                continue;
            Report(new Site(member.Name), member.Name, role);
            isTaken |= ReservedNames.OfModel.Contains(member.Name) || ReservedNames.OfBase.Contains(member.Name);
        }

        foreach (var layer in declared.Layers)
            CheckGenerated(layer.Member, layer.Site);
        foreach (var head in declared.Heads)
            CheckGenerated(head.Member, head.Site);
        return isTaken;

        void CheckGenerated(MemberDescription member, Site site)
        {
            if (member.Form is MemberForm.Field or MemberForm.ClassAttribute && names.RoleThatCannotHave(member.Name, isWritten: false) is { } role)
                Report(site, member.Name, role);
        }

        void Report(Site site, string name, string role) => problems.Add(
            RuleIds.ReservedName, site, name, role,
            names.TwinOf(name) is { } twin ? $"it differs from '{twin}' in the case of the first letter alone, and both would have the field '{GeneratedNames.Field(name)}'" : "the generated code uses it");
    }

    /// <summary>Inputs, layers and heads are named as sources, so a name must mean one of them.</summary>
    public void CheckInputs(EquatableArray<InputDescription> inputs, MemberParser declared)
    {
        List<string> names = [.. inputs.Select(static input => input.Name).Where(static name => name != "Input")];
        var hasCategories = inputs.Any(static input => input.IsSingleCategory);
        if (hasCategories && names.Contains(GeneratedNames.Categories))
            problems.Add(RuleIds.InputName, inputs.First(input => input.Name == GeneratedNames.Categories).Site, GeneratedNames.Categories, "is the name of a feature and of the input that holds all categories");
        if (hasCategories)
            names.Add(GeneratedNames.Categories);
        if (inputs.Any(static input => input.HasLengths) && names.Contains(GeneratedNames.AllLengths))
            problems.Add(RuleIds.InputName, inputs.First(input => input.Name == GeneratedNames.AllLengths).Site, GeneratedNames.AllLengths, "is the name of an input and of the one that holds the lengths of all sequences");
        CheckTwins(inputs);
        foreach (var layer in declared.Layers)
        {
            if (names.Contains(layer.Member.Name))
                problems.Add(RuleIds.InputName, layer.Site, layer.Member.Name, "is the name of an input and of a layer");
        }
        foreach (var head in declared.Heads)
        {
            if (names.Contains(head.Member.Name))
                problems.Add(RuleIds.InputName, head.Site, head.Member.Name, "is the name of an input and of a task");
        }
    }

    /// <summary>Names that would give two inputs the same parameter: generated code tells them apart by nothing else.</summary>
    private void CheckTwins(EquatableArray<InputDescription> inputs)
    {
        if (inputs.Count < 2)
            return;
        foreach (var twins in inputs.GroupBy(input => GeneratedNames.Parameter(input.Name)).Where(group => group.Select(input => input.Name).Distinct().Count() > 1))
        {
            var (first, last) = (twins.First().Name, twins.Last().Name);
            var differ = string.Equals(first, last, StringComparison.OrdinalIgnoreCase) ? "differ in the case of the first letter alone, and" : "differ too little:";
            problems.Add(RuleIds.InputName, twins.Last().Site, last, $"and '{first}' {differ} both would be the parameter '{twins.Key}'");
        }
    }
}
