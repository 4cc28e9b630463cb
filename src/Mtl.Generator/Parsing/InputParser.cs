using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the input tensors of the model: declared inputs, or features of the row.</summary>
internal sealed class InputParser(ProblemList problems, INamedTypeSymbol model)
{
    private static readonly EquatableArray<int> _oneNumber = new[] { 1 }.ToEquatableArray();

    /// <summary>The shape of an input of a row type that does not exist.</summary>
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
                problems.Add(RuleIds.Inputs, _marker, $"'{model.Name}' has Inputs = {width} and [Input] attributes; use one of them");
            inputs.Insert(0, Plain("Input", new[] { width }.ToEquatableArray(), _marker));
        }
        if (inputs.Count == 0 || inputs.Any(input => input.Shape.Any(size => size < 1)))
        {
            problems.Add(
                RuleIds.Inputs, _marker,
                $"'{model.Name}' declares no inputs; "
                + "write [MultiTaskModel(Inputs = n)] or [Input(\"Name\", sizes)] with sizes ≥ 1, or name a row type");
        }
        foreach (var twice in inputs.GroupBy(static input => input.Name).Where(static group => group.Count() > 1))
            problems.Add(RuleIds.InputName, twice.Last().Site, twice.Key, "is the name of two inputs");
        inputs = WithLengths(inputs);
        CheckCount(inputs, "");
        return OrPlaceholder(inputs.Count < 2 ? inputs : [.. inputs.GroupBy(input => input.Name).Select(group => group.First())]);
    }

    /// <summary>
    /// Inputs of a model with rows: every feature that a layer or head names is a separate input, though single categories share one
    /// tensor. The others are one flat vector, or, if there is only one, a tensor of its shape.
    /// </summary>
    public EquatableArray<InputDescription> FromRow(RowDescription? row, IEnumerable<string> named)
    {
        if (model.LanguageAttribute(AttributeNames.Input) is not null)
        {
            problems.Add(
                RuleIds.Inputs, new Site(Member: null, AttributeNames.Input),
                $"'{model.Name}' has a row type and [Input] attributes; its inputs are the row's features, so remove [Input]");
        }
        if (row is null)
            return new[] { Plain("Input", _unknown, _marker) }.ToEquatableArray();
        var sequences = row.Features.Where(feature => feature.IsSequence).Select(feature => feature.Name);
        var ownInputs = new HashSet<string>(named.Concat(sequences));
        var packed = row.Features.Where(feature => !ownInputs.Contains(feature.Name) && CanBePacked(feature)).ToList();
        var inputs = new List<InputDescription>();
        if (packed is [{ IsArray: true } single])
            inputs.Add(new InputDescription("Input", single.Shape, packed.ToEquatableArray(), _marker));
        else if (packed.Count > 0)
            inputs.Add(new InputDescription("Input", Vector(packed.Sum(feature => feature.Width)), packed.ToEquatableArray(), _marker));
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
        problems.Add(
            RuleIds.IndicesNeedEmbedding, FeatureSite(feature.Name), feature.Name,
            $"is an array of category indices, which only an Embedding reads; declare one with From = \"{feature.Name}\"");
        return false;
    }

    private InputDescription OwnInput(FeatureDescription feature)
    {
        var site = FeatureSite(feature.Name);
        CheckName(feature.Name, site);
        var features = new[] { feature }.ToEquatableArray();
        if (feature.IsSequence)
        {
            var indices = feature.IsCategory ? new IndexRange(feature.Categories, feature.CanBeMissing) : null;
            return Sequence(feature.Name, feature.Sequence!, feature.Shape, feature.MaxLength, features, site, indices);
        }
        return feature.IsCategory
            ? new InputDescription(feature.Name, feature.Shape, features, site) { Indices = feature.Indices }
            : new InputDescription(feature.Name, feature.IsArray ? feature.Shape : Vector(feature.Width), features, site);
    }

    private static EquatableArray<int> Vector(long width) => new[] { (int)Math.Min(width, int.MaxValue) }.ToEquatableArray();

    /// <summary>An input of numbers without a row type.</summary>
    private static InputDescription Plain(string name, EquatableArray<int> shape, Site site) =>
        new(name, shape, EquatableArray<FeatureDescription>.Empty, site);

    /// <summary>A sequence of varying length. A time step of numbers is a vector, of one or of several.</summary>
    private static InputDescription Sequence(
        string name,
        string owner,
        EquatableArray<int> step,
        int maxLength,
        EquatableArray<FeatureDescription> features,
        Site site,
        IndexRange? indices)
    {
        int[] shape = indices is not null ? [maxLength] : [maxLength, step.Count > 0 ? step[0] : 1];
        return new(name, shape.ToEquatableArray(), features, site) { Indices = indices, Sequence = owner };
    }

    /// <summary>Sets the maximum number of time steps of sequences with the same length as another one.</summary>
    private List<InputDescription> WithLengths(List<InputDescription> inputs) => inputs.ConvertAll(input =>
    {
        if (!input.IsSequence || input.HasLengths)
            return input;
        var owner = inputs.Find(other => other.Name == input.Sequence && other.HasLengths);
        if (owner is null)
        {
            var meant = NearestName.Of(input.Sequence!, inputs.Where(other => other.HasLengths).Select(other => other.Name));
            problems.Add(
                RuleIds.SequenceLength, input.Site, input.Name,
                $"is as long as '{input.Sequence}', which is no sequence with MaxLength{NearestName.Question(meant)}");
            owner = inputs.Find(other => other.Name == meant);
        }
        return input with
        {
            Sequence = owner?.Name ?? input.Sequence,
            Shape = input.Shape.Skip(1).Prepend(owner?.Shape[0] ?? 1).ToEquatableArray(),
        };
    });

    /// <summary>Checks the number of inputs. The lengths of all sequences are one input, and so are all single categories.</summary>
    private void CheckCount(List<InputDescription> inputs, string reason)
    {
        foreach (var sequence in inputs.Where(input => input.HasLengths))
        {
            var lengths = GeneratedNames.Lengths(sequence.Name);
            if (inputs.Exists(other => other.Name == lengths))
                problems.Add(RuleIds.InputName, sequence.Site, lengths, $"is the name of an input and of the lengths of '{sequence.Name}'");
        }
        var hasLengths = inputs.Exists(input => input.HasLengths);
        var categories = inputs.Count(input => input.IsSingleCategory);
        var count = inputs.Count - categories + Math.Min(categories, 1);
        if (count + (hasLengths ? 1 : 0) > ModelDescription.MaxInputs)
        {
            problems.Add(
                RuleIds.Inputs, _marker,
                $"'{model.Name}' has {count} inputs{(hasLengths ? " besides the lengths of sequences" : "")}{reason}; "
                + $"a module has at most {ModelDescription.MaxInputs}");
        }
    }

    /// <summary>At least one input, so that the rest of a wrong declaration can be checked.</summary>
    private static EquatableArray<InputDescription> OrPlaceholder(List<InputDescription> inputs) =>
        inputs.Count > 0 ? inputs.ToEquatableArray() : new[] { Plain("Input", _oneNumber, _marker) }.ToEquatableArray();

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
            ReportCategories(name, categories.Value, site);
        if (step.Any(size => size < 1))
            problems.Add(RuleIds.Size, site, $"The size of input '{name}'", Text(step));
        if (step.Count > (categories is null ? 1 : 0))
        {
            problems.Add(
                RuleIds.SequenceLength, site, name,
                categories is null
                    ? $"has steps of shape {Text(step)}; a step is a number, or a vector of n"
                    : "is a sequence of categories, one per step, and has no sizes besides MaxLength");
        }
        var sizes = step.Where(size => size > 0).Take(1).ToEquatableArray();
        var indices = categories is { } count ? new IndexRange(Math.Max(count, 1), HasMissing: false) : null;
        return Sequence(name, owner, sizes, Math.Max(maxLength ?? 1, 1), EquatableArray<FeatureDescription>.Empty, site, indices);
    }

    private void ReportCategories(string input, int categories, Site site) => problems.Add(
        RuleIds.Size, site, $"The number of categories of input '{input}'", categories.ToString(CultureInfo.InvariantCulture));

    /// <summary>A text as an identifier: <c>the image</c> is <c>TheImage</c>.</summary>
    private static Hint Identifier(string text)
    {
        var letters = text
            .Select((letter, index) => index == 0 || !char.IsLetterOrDigit(text[index - 1]) ? char.ToUpperInvariant(letter) : letter)
            .Where(char.IsLetterOrDigit);
        var name = string.Concat(letters);
        return SyntaxFacts.IsValidIdentifier(name) ? new Hint { Argument = "0", Instead = $"\"{name}\"" } : Hint.None;
    }

    private InputDescription ParseNumbers(string name, EquatableArray<int> shape, Site site)
    {
        if (shape.Count is 0 or > 3 || shape.Any(size => size < 1))
            problems.Add(RuleIds.Size, site, $"Each of the one to three sizes of input '{name}'", Text(shape));
        return Plain(name, shape.Count > 0 ? shape : _oneNumber, site);
    }

    private InputDescription ParseIndices(string name, EquatableArray<int> shape, int categories, Site site)
    {
        if (categories < 1)
            ReportCategories(name, categories, site);
        if (shape.Any(size => size < 1))
            problems.Add(RuleIds.Size, site, $"The size of input '{name}'", Text(shape));
        if (shape.Count > 1)
        {
            problems.Add(
                RuleIds.Categories, site, name,
                $"has category indices of shape {Text(shape)}; an input of indices has no size (one per row) or one (a sequence)");
        }
        return Plain(name, shape.Take(1).ToEquatableArray(), site) with
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
