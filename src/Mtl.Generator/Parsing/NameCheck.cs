using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Checks that the names of a model are unambiguous.</summary>
internal sealed class NameCheck(ProblemList problems, INamedTypeSymbol model, CancellationToken cancellationToken)
{
    /// <summary>Reports members with reserved names, and a class with the name of a generated member.</summary>
    /// <param name="declared">The declared layers and heads.</param>
    /// <param name="row">The row type, if there is one.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="others">The names of other generated members, of the sharing architecture and the balancing.</param>
    /// <returns>Whether a member of the user has the name of a generated one, which then cannot be generated.</returns>
    public bool CheckMembers(
        MemberParser declared, RowDescription? row, EquatableArray<InputDescription> inputs, IEnumerable<string> others)
    {
        List<string> generated = [.. others];
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
            problems.Add(RuleIds.UnsupportedClass, Site.Class, model.Name, "named like a generated member");
        var isTaken = false;
        foreach (var member in model.GetMembers())
        {
            if (member.IsImplicitlyDeclared || !member.CanBeReferencedByName || declared.Twice.Contains(member.Name))
                continue;
            if (names.RoleThatCannotHave(member.Name) is not { } role || !member.IsWritten(cancellationToken))
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
            if (member.Form is MemberForm.Field or MemberForm.ClassAttribute
                && names.RoleThatCannotHave(member.Name, isWritten: false) is { } role)
                Report(site, member.Name, role);
        }

        void Report(Site site, string name, string role)
        {
            var field = GeneratedNames.Field(name);
            var reason = names.TwinOf(name) is { } twin
                ? $"it differs from '{twin}' only in the case of the first letter, and both would have the field '{field}'"
                : "the generated code uses it";
            problems.Add(RuleIds.ReservedName, site, name, role, reason);
        }
    }

    /// <summary>Checks the names of inputs, layers and heads, which are sources and must be unique.</summary>
    public void CheckInputs(EquatableArray<InputDescription> inputs, MemberParser declared)
    {
        List<string> names = [.. inputs.Select(static input => input.Name).Where(static name => name != "Input")];
        var hasCategories = inputs.Any(static input => input.IsSingleCategory);
        if (hasCategories && names.Contains(GeneratedNames.Categories))
            Report(GeneratedNames.Categories, "is the name of a feature and of the input of all categories");
        if (hasCategories)
            names.Add(GeneratedNames.Categories);
        if (inputs.Any(static input => input.HasLengths) && names.Contains(GeneratedNames.AllLengths))
            Report(GeneratedNames.AllLengths, "is the name of an input and of the input of all lengths");
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

        void Report(string name, string problem) =>
            problems.Add(RuleIds.InputName, inputs.First(input => input.Name == name).Site, name, problem);
    }

    /// <summary>Reports inputs whose names result in the same parameter.</summary>
    private void CheckTwins(EquatableArray<InputDescription> inputs)
    {
        if (inputs.Count < 2)
            return;
        foreach (var twins in inputs.GroupBy(input => GeneratedNames.Parameter(input.Name)))
        {
            var (first, last) = (twins.First().Name, twins.Last().Name);
            if (twins.All(input => input.Name == first))
                continue;
            var differ = string.Equals(first, last, StringComparison.OrdinalIgnoreCase)
                ? "differ only in the case of the first letter, and"
                : "differ too little:";
            problems.Add(RuleIds.InputName, twins.Last().Site, last, $"and '{first}' {differ} both would be the parameter '{twins.Key}'");
        }
    }
}
