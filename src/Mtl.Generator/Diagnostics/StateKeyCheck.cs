using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Diagnostics;

/// <summary>Compares the tensors of a model with those in the project's file of state keys.</summary>
internal sealed class StateKeyCheck
{
    private readonly TypeName _model;
    private readonly Dictionary<string, (Site Site, MemberForm Form)> _members = new(StringComparer.Ordinal);
    private readonly List<StateEntry> _now;
    private readonly Dictionary<string, StateEntry> _before = new(StringComparer.Ordinal);
    private readonly List<StateEntry> _new;
    private readonly List<StateEntry> _lost;

    private StateKeyCheck(ModelGraph model, StateKeyBaseline baseline)
    {
        _model = model.Type;
        foreach (var layer in model.Layers)
            _members[layer.Layer.Member.Name] = (layer.Layer.Site, layer.Layer.Member.Form);
        foreach (var task in model.Tasks)
            _members[task.Name] = (task.Head.Site, task.Head.Member.Form);
        _now = StateLayout.Of(model).ToList();
        foreach (var entry in baseline.Of(_model.MetadataName))
            _before[entry.Key] = entry;
        var keys = new HashSet<string>(_now.Select(entry => entry.Key), StringComparer.Ordinal);
        _new = _now.FindAll(entry => !_before.ContainsKey(entry.Key));
        _lost = _before.Values.Where(entry => !keys.Contains(entry.Key)).ToList();
    }

    /// <summary>The changes; none for a model with errors, whose tensors are unknown.</summary>
    public static IEnumerable<Problem> Check(ModelGraph model, StateKeyBaseline baseline) =>
        model.Emission == Emission.Full ? new StateKeyCheck(model, baseline).Find() : [];

    private IEnumerable<Problem> Find()
    {
        foreach (var entry in _now)
        {
            if (!_before.TryGetValue(entry.Key, out var before) || before.Shape == entry.Shape)
                continue;
            yield return Problem(
                RuleIds.StateShape, entry.Member,
                entry.Key, entry.Shape, before.Shape, _model.PlainName, StateKeyBaseline.FileName);
        }

        var renamed = new HashSet<string>(StringComparer.Ordinal);
        var lost = _lost.Select(entry => entry.Root).Where(root => _now.TrueForAll(entry => entry.Root != root));
        var lostRoots = new HashSet<string>(lost, StringComparer.Ordinal);
        foreach (var group in _lost.GroupBy(entry => entry.Root).Where(group => !lostRoots.Any(root => IsBeside(group.Key, root))))
        {
            var heir = lostRoots.Contains(group.Key) ? HeirOf(group, renamed) : null;
            var keys = lostRoots.Contains(group.Key) ? $"'{group.Key}.*'" : string.Join(", ", group.Select(entry => $"'{entry.Key}'"));
            if (heir is not null && !group.Key.EndsWith(heir.KeySuffix, StringComparison.Ordinal))
                heir = null; // The copy of another task, whose key is lost too and is reported instead.
            var oldKey = heir is null ? group.Key : group.Key.Substring(0, group.Key.Length - heir.KeySuffix.Length);
            var remedy = heir is null
                ? $"if that is meant, remove their lines from {StateKeyBaseline.FileName}"
                : $"if '{heir.Member}' is their new name, "
                    + $"{(CanHaveKey(heir) ? "" : "declare it as a member and ")}write [StateKey(\"{oldKey}\")] on it";
            if (heir is not null)
                renamed.Add(heir.Root);
            var member = heir?.Member ?? _now.Find(entry => entry.Root == group.Key)?.Member;
            yield return Problem(RuleIds.StateKeyLost, member, keys, _model.PlainName, remedy) with
            {
                Hint = heir is null || !CanHaveKey(heir) ? Hint.None : new Hint { Instead = $"\"{oldKey}\"" },
            };
        }

        foreach (var entry in _new.Where(entry => !renamed.Any(root => root == entry.Root || IsBeside(entry.Root, root))))
        {
            var line = StateKeyBaseline.Line(_model.MetadataName, entry);
            yield return Problem(RuleIds.StateKeyNew, entry.Member, entry.Key, StateKeyBaseline.FileName, line) with
            {
                Hint = new Hint { Name = StateKeyBaseline.FileName, Instead = line },
            };
        }
    }

    /// <summary>The member that has the same tensors under a new name.</summary>
    private StateEntry? HeirOf(IGrouping<string, StateEntry> lost, HashSet<string> taken)
    {
        var rests = new HashSet<string>(lost.Select(entry => entry.Rest), StringComparer.Ordinal);
        return _new.GroupBy(entry => entry.Root)
            .Where(group => !taken.Contains(group.Key) && group.First().Member is not null)
            .Where(group => rests.SetEquals(group.Select(entry => entry.Rest)))
            .Select(group => group.First())
            .FirstOrDefault();
    }

    /// <summary>Whether a key belongs to a generated module of a member, and changes with it.</summary>
    private static bool IsBeside(string root, string member) =>
        BesideOf(member).Contains(root) || BesideOf(SharingNames.WithoutExperts(member)).Select(SharingNames.Experts).Contains(root);

    /// <summary>The keys of the modules that can be generated for a member.</summary>
    private static string[] BesideOf(string member) =>
        [GeneratedNames.Norm(member), GeneratedNames.Positions(member), GeneratedNames.DropoutRate(member), SharingNames.Gate(member)];

    /// <summary>Whether a layer or head can have a state-key attribute; one that is declared on the class cannot.</summary>
    private bool CanHaveKey(StateEntry entry) =>
        _members.TryGetValue(entry.Member!, out var declared) && declared.Form != MemberForm.ClassAttribute;

    /// <summary>The problem of a member, at the declared property or field, or at the attribute of the class.</summary>
    private Problem Problem(string rule, string? member, params string[] arguments)
    {
        var site = member is not null && _members.TryGetValue(member, out var declared) ? declared.Site : Site.Class;
        return new(rule, site.Member is null ? site : new Site(site.Member), arguments.ToEquatableArray());
    }
}
