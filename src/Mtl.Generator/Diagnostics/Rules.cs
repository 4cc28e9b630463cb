using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;
using static Mtl.Generator.Diagnostics.RuleIds;

namespace Mtl.Generator.Diagnostics;

/// <summary>The rules of the model language. Each has a page under <c>docs/rules</c>.</summary>
internal static class Rules
{
    private const string Category = "MtlGen";

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        Rule(NotPartial, "Class is not partial", "'{0}' must be partial, so that its model can be generated into it"),
        Rule(UnsupportedClass, "Class cannot be a model", "'{0}' cannot be a model because it is {1}; a model is an ordinary class that derives from nothing"),
        Rule(NoTasks, "Model has no task", "'{0}' has no [TaskHead] property, so there is nothing to learn"),
        Rule(HeadWithoutLabel, "Task has no label", "Nobody labels the task '{0}': '{1}' has no [Label] member of that name; its labels are {2}"),
        Rule(LabelWithoutHead, "Label has no task", "No task learns the label '{0}' of '{3}': '{2}' has no [TaskHead] property named '{1}'"),
        Rule(Probability, "Probability is out of range", "The probability of dropping a unit must be in [0, 1); found {0}"),
        Rule(Strength, "Strength is out of range", "The strength of {0} must be finite and not negative; found {1}"),
        Rule(Size, "Size is out of range", "{0} must be at least 1 and fit into an int; found {1}"),
        Rule(UnsupportedLayer, "Layer type is not supported", "The layer '{0}' has type '{1}'; a layer is one of {2}"),
        Rule(UnsupportedHead, "Head type is not supported", "The task '{0}' has type '{1}'; a head is one of {2}"),
        Rule(LabelType, "Label does not suit its task", "The label '{0}' has type '{1}', but the task '{2}' learns {3}"),
        Rule(Inputs, "Model has no inputs", "{0}"),
        Rule(UnsupportedFeature, "Feature is not supported", "The feature '{0}' {1}"),
        Rule(NoEffect, "Attribute has no effect", "{0} has no effect here: {1}"),
        Rule(ScopeOnMember, "Scope on a member", "{0} on the member '{2}' takes no scope, found {1}; scopes are for defaults on the class"),
        Rule(Weight, "Weight is out of range", "{0}"),
        Rule(UnsupportedMember, "Member cannot be completed", "The member '{0}' is {1}; declare it as '{2}'"),
        Rule(ReservedName, "Name is taken", "'{0}' cannot be the name of a {1}: {2}"),
        Rule(TooFewClasses, "Too few classes", "The task '{0}' needs at least two classes; '{1}' has {2}"),
        Rule(TwoRoles, "Property has two roles", "'{0}' is {1}; it can be only one thing"),
        Rule(TwoDefaults, "Attribute is given twice", "{0} is given twice for '{1}'; only one can hold"),
        Rule(RowMember, "Row cannot be used", "'{0}' {1}"),
        Rule(UndefinedValue, "Value is not defined", "'{0}' has no value {1}"),
        Rule(Sources, "Sources are given twice", "'{0}' {1}"),
        Rule(UnknownSource, "Source does not exist", "'{0}' reads {1}"),
        Rule(ShapeMismatch, "Shapes do not fit", "'{0}' {1}"),
        Rule(NeedsVector, "A vector is needed", "'{0}' reads a vector, but is given {1}; put a Flatten or a pooling before it, or make a vector of a sequence with Steps = Steps.Last, Mean or Max on the layer before"),
        Rule(CustomLayer, "Layer of your own is incomplete", "'{0}' is a '{1}' and {2}"),
        Rule(UnreadLayer, "Nobody reads it", "No task reads the {1} '{0}'{2}, so it would learn nothing"),
        Rule(TaskLayerOwner, "Task layer has no single owner", "The task layer '{0}' {1}"),
        Rule(InputName, "Input cannot have this name", "'{0}' {1}"),
        Rule(DeclaredName, "Name is missing or not wanted", "{0} {1}"),
        Rule(LossKind, "Loss does not suit its task", "'{0}' has type '{1}' and {2}"),
        Rule(LossNumber, "Number of a loss is out of range", "The {0} of '{1}' must be {2}; found {3}"),
        Rule(ClassWeights, "Number of class weights is wrong", "'{0}' has {1} classes, but {2} class weights"),
        Rule(Outputs, "Number of outputs is fixed", "'{0}' is a '{1}', whose number of outputs follows from its type; remove Outputs = {2}"),
        Rule(NotFlags, "Enum is not a set of flags", "The task '{0}' chooses any of several flags, but '{1}' has no [Flags]; add it, or use a ClassHead<{1}> to choose exactly one"),
        Rule(OwnHead, "Head of your own is incomplete", "'{0}' has type '{1}', which {2}"),
        Rule(TaskOrder, "Task cannot come after another", "'{0}' cannot come after '{1}', {2}"),
        Rule(PerPosition, "Task cannot answer at every step", "'{0}' {1}"),
        Rule(TwoNorms, "Normalized in two ways", "{1} and {2} both hold for '{0}'; one normalization is enough"),
        Rule(TwoDropouts, "Two kinds of dropout", "{1} and {2} both hold for '{0}'; one kind of dropout is enough"),
        Rule(RateBounds, "Bounds of a dropout rate", "The bounds of an adaptive dropout rate must satisfy 0 ≤ Min ≤ Max < 1; found Min {0} and Max {1}"),
        Rule(Multiplier, "Learning rate is out of range", "The multiplier of a learning rate must be finite and above 0; found {0}"),
        Rule(StateKey, "State key cannot be used", "'{0}' cannot be a state key: it must not be empty and has no dots, white space or control characters"),
        Rule(StateKeyTaken, "State key is taken", "The state key '{0}' of '{1}' is taken by '{2}'; a saved model needs a key of its own for each"),
        Rule(DropoutPlace, "Dropout does not suit the place", "{0} does not suit '{1}', which {2}"),
        Rule(RegressionDropout, "Dropout in front of a predicted number", "{0} sits directly in front of the output of '{1}': the predicted number itself becomes noisy, and the squared error then shrinks it; give the head hidden layers, or {2}"),
        Rule(NothingLearns, "Everything is frozen", "All layers and tasks of '{0}' are frozen, so nothing would be learned"),
        Rule(RuleIds.Categories, "Categories cannot be used", "'{0}' {1}"),
        Rule(EmbeddingNeedsIndices, "Embedding needs category indices", "The Embedding '{0}' reads category indices, but is given numbers, {1}; name an enum, a feature or an input with Categories: From = …"),
        Rule(IndicesNeedEmbedding, "Category indices need an Embedding", "'{0}' {1}"),
        Rule(CategoriesMissing, "Number of categories is missing", "'{0}' is a string; say how many different values are told apart at most: [Feature(Categories = n)]"),
        Rule(SequenceLength, "Length cannot vary", "'{0}' {1}"),
        Rule(VaryingLength, "Length of the sequence varies", "'{0}', of type {1}, needs all rows equally long, but reads {2}; {3}"),
        Rule(StepsOfSequence, "Steps of what is no sequence", "'{0}' has Steps = Steps.{1}, but computes {2}, not a sequence [batch, steps, features]; remove Steps"),
        Rule(EncoderActivation, "Activation does not suit a transformer", "'{0}' is a TransformerEncoder, whose blocks have Relu or Gelu; found {1}"),
        Rule(StepsOfLabels, "Answers at other steps than the labels", "'{0}' answers at every step of {1}, but its labels belong to the steps of the row, and '{2}' has made others of them; a stride of 1 and a padding of half an odd kernel keep the steps, as in Kernel = 3, Stride = 1, Padding = 1"),
        Rule(Probabilities, "Probabilities in front of a task", "'{1}' ends in {2}, and the task '{0}' reads it: the loss of the task makes probabilities itself, so it would learn through a function that hides the differences; hand on plain numbers"),
        Rule(FlagsAsClasses, "Flags as classes", "The task '{0}' chooses exactly one of '{1}', whose values are [Flags] that combine; use a MultiLabelHead<{1}>, or remove [Flags]"),
        Rule(Leak, "Feature and label tell the same", "{0}"),
        Rule(StateKeyLost, "State key is lost", "The state keys {0} of '{1}' are gone, so models that were saved cannot be loaded any more; {2}"),
        Rule(StateShape, "Saved tensor has another shape", "'{0}' has the shape {1}, but had {2}, so models of '{3}' that were saved do not fit any more; if that is meant, change the line in {4}"),
        Rule(StateKeyNew, "State key is new", "'{0}' is not in {1}; add the line '{2}'"),
        Rule(Language, "Language is too old", "{0}"),
        Rule(Metric, "Metric does not suit its task", "'{0}' {1}"),
        Rule(StateKeyFile, "Line of the state keys cannot be used", "The line {0}"),
        Rule(ExpertCount, "Number of experts is out of range", "{0} has {1} to {2} experts; found {3}"),
        Rule(NoTrunk, "No layer for the scheme", "'{0}' has no shared layer for {1} to begin with: {2}"),
        Rule(SchemeFrom, "Scheme cannot begin there", "{1} of '{0}' cannot begin behind '{2}', {3}"),
        Rule(GateInput, "Gates need a vector", "The gates read what the experts read, as one vector of numbers, but '{0}' is {1}; {2}"),
        Rule(MadeOnce, "Layer is made once", "'{0}' is made once, by the initializer of its field, but {1} needs several of it; make it by a method, Factory = nameof(…), or let the scheme begin behind it"),
        Rule(RoleMissing, "Role is missing", "'{0}' is a {1} without {2}, so the model does not know what it is for"),
        Rule(MarkerMissing, "Model is not marked", "'{0}' has layers or tasks, but no [MultiTaskModel], so nothing is generated; write [MultiTaskModel<TRow>] on the class, or [MultiTaskModel(Inputs = n)] for a model without rows"),
        Rule(Constructor, "Constructor cannot be used", "A constructor of '{0}' {1}"),
        Rule(RuleIds.BalancingOption, "Balancing method has no such option", "The balancing method {0} has no '{1}'; {2}"),
        Rule(BalancingNumber, "Option of the balancing is out of range", "'{0}' of the balancing method {1} must be {2}; found {3}"),
        Rule(BalancingSingle, "Nothing to balance", "The balancing method {0} has one task, '{1}', and nothing to balance it with"),
        Rule(BalancingPreference, "Weight is ignored", "The weight of the task '{0}' means nothing to the balancing method {1}, which decides by itself how much every task counts"),
        Rule(BalancingNothingShared, "No gradients to balance", "The balancing method {0} combines the gradients of shared layers, but '{1}' has none that learns"),
        Rule(TwoSchemes, "Shared in two ways", "{0} and {1} both say how the tasks of '{2}' share the trunk; only one can hold"),
        Rule(SchemeTasks, "Scheme needs several tasks", "{0} is about what tasks have in common, but of the tasks of '{1}' {2}; remove it, or declare tasks that read the shared layers"),
        Rule(OwnShare, "Share is out of range", "What a task takes from its own copy of a layer at the beginning must be in [0, 1]; found {0}"),
        Rule(Reduction, "Reduction is out of range", "The hidden layer of a mask has as many features as the shared layer, divided by Reduction, which must be 1 or more; found {0}"));

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> _byId =
        All.ToImmutableDictionary(rule => rule.Id);

    public static DiagnosticDescriptor ById(string id) => _byId[id];

    /// <summary>A mistake as a build shows it, without its place: <c>MTL006: The probability …</c></summary>
    public static string Message(Problem problem) =>
        $"{problem.Rule}: {string.Format(CultureInfo.InvariantCulture, ById(problem.Rule).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. problem.Arguments])}";

    /// <summary>An error of the declaration cannot be switched off: there would be no model behind a build that succeeds.</summary>
    private static DiagnosticDescriptor Rule(string id, string title, string message) => new(
        id, title, message, Category, IsAdvice(id) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/mtlgen/mtlgen/blob/main/docs/rules/{id}.md",
        customTags: IsDeclarationError(id) ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
