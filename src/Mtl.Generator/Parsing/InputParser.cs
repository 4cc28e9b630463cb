using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Finds out which tensors the model reads: declared inputs, or features of the row.</summary>
internal sealed class InputParser(ProblemList problems, INamedTypeSymbol model)
{
    private static readonly EquatableArray<int> _oneNumber = new[] { 1 }.ToEquatableArray();

    /// <summary>The shape of an input of which nothing can be known: the row type does not exist.</summary>
    private static readonly EquatableArray<int> _unknown = new[] { 0 }.ToEquatableArray();

    private static readonly Site _marker = new(Member: null, AttributeNames.MultiTaskModel);

    /// <summary>Inputs of a model without a row type.</summary>
    public EquatableArray<InputDescription> ParseDeclared(AttributeData marker)
    {
        var inputs = model.LanguageAttributes(AttributeNames.Input).Select(ParseInput).ToList();
        var width = marker.Named("Inputs", 0);
        if (marker.NamedArguments.Any(static argument => argument.Key == "Inputs"))
        {
            if (inputs.Count > 0)
                problems.Add(RuleIds.Inputs, _marker, $"'{model.Name}' has Inputs = {width} and [Input] attributes; give one of them");
            inputs.Insert(0, new InputDescription("Input", new[] { width }.ToEquatableArray(), EquatableArray<FeatureDescription>.Empty, _marker));
        }
        if (inputs.Count == 0 || inputs.Any(input => input.Shape.Any(size => size < 1)))
            problems.Add(RuleIds.Inputs, _marker, $"'{model.Name}' declares no inputs; write [MultiTaskModel(Inputs = n)] or [Input(\"Name\", sizes)] with sizes ≥ 1, or name a row type");
        foreach (var twice in inputs.GroupBy(static input => input.Name).Where(static group => group.Count() > 1))
            problems.Add(RuleIds.InputName, twice.Last().Site, twice.Key, "is the name of two inputs");
        inputs = WithLengths(inputs);
        CheckCount(inputs, "");
        return OrPlaceholder(inputs.Count < 2 ? inputs : [.. inputs.GroupBy(input => input.Name).Select(group => group.First())]);
    }

    /// <summary>
    /// Inputs of a model with rows: every feature that a layer or head names is an input of its own, though single categories share
    /// one tensor; the others together are one flat vector, or, where there is only one, a tensor of its shape.
    /// </summary>
    public EquatableArray<InputDescription> FromRow(RowDescription? row, IEnumerable<string> named)
    {
        if (model.LanguageAttribute(AttributeNames.Input) is not null)
            problems.Add(RuleIds.Inputs, new Site(Member: null, AttributeNames.Input), $"'{model.Name}' has a row type and [Input] attributes; its inputs are the row's features, so remove [Input]");
        if (row is null)
            return new[] { new InputDescription("Input", _unknown, EquatableArray<FeatureDescription>.Empty, _marker) }.ToEquatableArray();
        var ownInputs = new HashSet<string>(named.Concat(row.Features.Where(feature => feature.IsSequence).Select(feature => feature.Name)));
        var packed = row.Features.Where(feature => !ownInputs.Contains(feature.Name) && CanBePacked(feature)).ToList();
        var inputs = new List<InputDescription>();
        if (packed is [{ IsArray: true } single])
            inputs.Add(new InputDescription("Input", single.Shape, packed.ToEquatableArray(), _marker));
        else if (packed.Count > 0)
            inputs.Add(new InputDescription("Input", new[] { (int)Math.Min(packed.Sum(feature => feature.Width), int.MaxValue) }.ToEquatableArray(), packed.ToEquatableArray(), _marker));
        foreach (var feature in row.Features.Where(feature => ownInputs.Contains(feature.Name)))
            inputs.Add(OwnInput(feature));
        inputs = WithLengths(inputs);
        CheckCount(inputs, ", because so many features are named as sources");
        return OrPlaceholder(inputs);
    }

    private bool CanBePacked(FeatureDescription feature)
    {
        if (!feature.IsCategory || !feature.IsArray)
            return true;
        problems.Add(RuleIds.IndicesNeedEmbedding, FeatureSite(feature.Name), feature.Name, $"is an array of category indices, which only an Embedding reads; declare one with From = \"{feature.Name}\"");
        return false;
    }

    private InputDescription OwnInput(FeatureDescription feature)
    {
        CheckName(feature.Name, FeatureSite(feature.Name));
        var features = new[] { feature }.ToEquatableArray();
        if (feature.IsSequence)
            return Sequence(feature.Name, feature.Sequence!, feature.Shape, feature.MaxLength, features, FeatureSite(feature.Name), feature.IsCategory ? new IndexRange(feature.Categories, feature.CanBeMissing) : null);
        return feature.IsCategory
            ? new InputDescription(feature.Name, feature.Shape, features, FeatureSite(feature.Name)) { Indices = feature.Indices }
            : new InputDescription(feature.Name, feature.IsArray ? feature.Shape : new[] { (int)Math.Min(feature.Width, int.MaxValue) }.ToEquatableArray(), features, FeatureSite(feature.Name));
    }

    /// <summary>A sequence whose length varies: a step of numbers is a vector, of one or of several.</summary>
    private static InputDescription Sequence(
        string name, string owner, EquatableArray<int> step, int maxLength, EquatableArray<FeatureDescription> features, Site site, IndexRange? indices) =>
        new(name, (indices is not null ? [maxLength] : step.Count > 0 ? [maxLength, step[0]] : new[] { maxLength, 1 }).ToEquatableArray(), features, site)
        {
            Indices = indices,
            Sequence = owner,
        };

    /// <summary>Gives a sequence that is as long as another one the most steps of that.</summary>
    private List<InputDescription> WithLengths(List<InputDescription> inputs) => inputs.ConvertAll(input =>
    {
        if (!input.IsSequence || input.HasLengths)
            return input;
        var owner = inputs.Find(other => other.Name == input.Sequence && other.HasLengths);
        if (owner is null)
        {
            var meant = NearestName.Of(input.Sequence!, inputs.Where(other => other.HasLengths).Select(other => other.Name));
            problems.Add(RuleIds.SequenceLength, input.Site, input.Name, $"is as long as '{input.Sequence}', which is no sequence with MaxLength{NearestName.Question(meant)}");
            owner = inputs.Find(other => other.Name == meant);
        }
        return input with { Sequence = owner?.Name ?? input.Sequence, Shape = input.Shape.Skip(1).Prepend(owner?.Shape[0] ?? 1).ToEquatableArray() };
    });

    /// <summary>The lengths of all sequences are an input too, and all single categories together are one.</summary>
    private void CheckCount(List<InputDescription> inputs, string reason)
    {
        foreach (var sequence in inputs.Where(input => input.HasLengths && inputs.Exists(other => other.Name == GeneratedNames.Lengths(input.Name))))
            problems.Add(RuleIds.InputName, sequence.Site, GeneratedNames.Lengths(sequence.Name), $"is the name of an input and of the lengths of '{sequence.Name}'");
        var hasLengths = inputs.Exists(input => input.HasLengths);
        var categories = inputs.Count(input => input.IsSingleCategory);
        var count = inputs.Count - categories + Math.Min(categories, 1);
        if (count + (hasLengths ? 1 : 0) > ModelDescription.MaxInputs)
            problems.Add(RuleIds.Inputs, _marker, $"'{model.Name}' has {count} inputs{(hasLengths ? " beside the one that holds all lengths" : "")}{reason}; a module takes at most {ModelDescription.MaxInputs}");
    }

    /// <summary>At least one input, so that the rest of a wrong declaration can be checked.</summary>
    private static EquatableArray<InputDescription> OrPlaceholder(List<InputDescription> inputs) =>
        inputs.Count > 0 ? inputs.ToEquatableArray() : new[] { new InputDescription("Input", _oneNumber, EquatableArray<FeatureDescription>.Empty, _marker) }.ToEquatableArray();

    private InputDescription ParseInput(AttributeData attribute, int ordinal)
    {
        var site = new Site(Member: null, AttributeNames.Input, ordinal);
        var name = attribute.TryPositional<string>(0, out var written) ? written : "";
        if (!SyntaxFacts.IsValidIdentifier(name))
            problems.Add(RuleIds.InputName, site, Identifier(name), name, "is not an identifier");
        else
            CheckName(name, site);
        var shape = attribute.ConstructorArguments.Length > 1
            ? AttributeValues.Integers(attribute.ConstructorArguments[1]).ToEquatableArray()
            : EquatableArray<int>.Empty;
        name = SyntaxFacts.IsValidIdentifier(name) ? name : "Input";
        if (SequenceLength.Obstacle(attribute, name) is { } obstacle)
            problems.Add(RuleIds.SequenceLength, site, name, obstacle);
        if (SequenceLength.SequenceOf(attribute, name) is { } owner)
            return ParseSequence(name, owner, shape, SequenceLength.Of(attribute), Categories.Of(attribute), site);
        return Categories.Of(attribute) is { } categories
            ? ParseIndices(name, shape, categories, site)
            : ParseNumbers(name, shape, site);
    }

    private InputDescription ParseSequence(string name, string owner, EquatableArray<int> step, int? maxLength, int? categories, Site site)
    {
        if (maxLength < 1)
            problems.Add(RuleIds.Size, site, $"The MaxLength of input '{name}'", maxLength.Value.ToString(CultureInfo.InvariantCulture));
        if (categories < 1)
            problems.Add(RuleIds.Size, site, $"The number of categories of input '{name}'", categories.Value.ToString(CultureInfo.InvariantCulture));
        if (step.Any(size => size < 1))
            problems.Add(RuleIds.Size, site, $"The size of input '{name}'", Text(step));
        if (step.Count > (categories is null ? 1 : 0))
            problems.Add(RuleIds.SequenceLength, site, name, categories is null ? $"has steps of shape {Text(step)}; a step is a number, or a vector of n" : "is a sequence of categories, one per step, and takes no sizes beside MaxLength");
        return Sequence(
            name, owner, step.Where(size => size > 0).Take(1).ToEquatableArray(), Math.Max(maxLength ?? 1, 1), EquatableArray<FeatureDescription>.Empty, site,
            categories is { } count ? new IndexRange(Math.Max(count, 1), HasMissing: false) : null);
    }

    /// <summary>The words of a text as one name: <c>the image</c> is <c>TheImage</c>.</summary>
    private static Hint Identifier(string text)
    {
        var letters = text.Select((letter, index) =>
            !char.IsLetterOrDigit(letter) ? "" : index == 0 || !char.IsLetterOrDigit(text[index - 1]) ? char.ToUpperInvariant(letter).ToString() : letter.ToString());
        var name = string.Concat(letters);
        return SyntaxFacts.IsValidIdentifier(name) ? new Hint { Argument = "0", Instead = $"\"{name}\"" } : Hint.None;
    }

    private InputDescription ParseNumbers(string name, EquatableArray<int> shape, Site site)
    {
        if (shape.Count is 0 or > 3 || shape.Any(size => size < 1))
            problems.Add(RuleIds.Size, site, $"Each of the one to three sizes of input '{name}'", Text(shape));
        return new InputDescription(name, shape.Count > 0 ? shape : _oneNumber, EquatableArray<FeatureDescription>.Empty, site);
    }

    private InputDescription ParseIndices(string name, EquatableArray<int> shape, int categories, Site site)
    {
        if (categories < 1)
            problems.Add(RuleIds.Size, site, $"The number of categories of input '{name}'", categories.ToString(CultureInfo.InvariantCulture));
        if (shape.Any(size => size < 1))
            problems.Add(RuleIds.Size, site, $"The size of input '{name}'", Text(shape));
        if (shape.Count > 1)
            problems.Add(RuleIds.Categories, site, name, $"has category indices of shape {Text(shape)}; an input of indices has no size (one per row) or one (a sequence)");
        return new InputDescription(name, shape.Take(1).ToEquatableArray(), EquatableArray<FeatureDescription>.Empty, site)
        {
            Indices = new IndexRange(Math.Max(categories, 1), HasMissing: false),
        };
    }

    private void CheckName(string name, Site site)
    {
        if (ReservedNames.IsTakenForInputs(name))
            problems.Add(RuleIds.InputName, site, name, "is a name that the generated code uses");
    }

    private static Site FeatureSite(string name) => new(Member: null, AttributeNames.Feature) { RowMember = name };

    private static string Text(EquatableArray<int> shape) =>
        string.Join(" × ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}
