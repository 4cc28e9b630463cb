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
        Rule(
            UnsupportedClass, "Class cannot be a model",
            "'{0}' cannot be a model because it is {1}; a model is an ordinary class that derives from nothing"),
        Rule(NoTasks, "Model has no task", "'{0}' has no [TaskHead] property, so there is nothing to learn"),
        Rule(
            HeadWithoutLabel, "Task has no label",
            "The task '{0}' has no label: '{1}' has no [Label] member of that name; its labels are {2}"),
        Rule(
            LabelWithoutHead, "Label has no task",
            "No task learns the label '{0}' of '{3}': '{2}' has no [TaskHead] property named '{1}'"),
        Rule(Probability, "Dropout probability is out of range", "The probability of dropping a unit must be in [0, 1); found {0}"),
        Rule(Strength, "Penalty strength is out of range", "The strength of {0} must be finite and not negative; found {1}"),
        Rule(Size, "Size is out of range", "{0} must be at least 1 and fit into an int; found {1}"),
        Rule(UnsupportedLayer, "Layer type is not supported", "The layer '{0}' has type '{1}'; a layer is one of {2}"),
        Rule(UnsupportedHead, "Head type is not supported", "The task '{0}' has type '{1}'; a head is one of {2}"),
        Rule(LabelType, "Label type does not match its task", "The label '{0}' has type '{1}', but the task '{2}' learns {3}"),
        Rule(Inputs, "Model has no inputs", "{0}"),
        Rule(UnsupportedFeature, "Feature is not supported", "The feature '{0}' {1}"),
        Rule(NoEffect, "Attribute has no effect", "{0} has no effect here: {1}"),
        Rule(
            ScopeOnMember, "Scope has no effect on a member",
            "{0} on the member '{2}' cannot have a scope, found {1}; scopes are for defaults on the class"),
        Rule(Weight, "Task weight is out of range", "{0}"),
        Rule(UnsupportedMember, "Member cannot be implemented", "The member '{0}' is {1}; declare it as '{2}'"),
        Rule(ReservedName, "Name is reserved", "'{0}' cannot be the name of a {1}: {2}"),
        Rule(TooFewClasses, "Task has fewer than two classes", "The task '{0}' needs at least two classes; '{1}' has {2}"),
        Rule(TwoRoles, "Property has two roles", "'{0}' is {1}; it can be only one thing"),
        Rule(TwoDefaults, "Attribute is duplicated", "{0} is given twice for '{1}'; only one can apply"),
        Rule(RowMember, "Row member cannot be read", "'{0}' {1}"),
        Rule(UndefinedValue, "Enum value is not defined", "'{0}' has no value {1}"),
        Rule(Sources, "Source arguments conflict", "'{0}' {1}"),
        Rule(UnknownSource, "Source does not exist", "'{0}' reads {1}"),
        Rule(ShapeMismatch, "Shapes do not match", "'{0}' {1}"),
        Rule(
            NeedsVector, "Input must be a vector",
            "'{0}' reads a vector, but its input is {1}; put a Flatten or a pooling before it, "
            + "or make a vector of a sequence with Steps = Steps.Last, Mean or Max on the layer before"),
        Rule(CustomLayer, "Custom layer is incomplete", "'{0}' is a '{1}' and {2}"),
        Rule(UnreadLayer, "Layer is unused", "No task reads the {1} '{0}'{2}, so it would learn nothing"),
        Rule(TaskLayerOwner, "Task layer does not belong to exactly one task", "The task layer '{0}' {1}"),
        Rule(InputName, "Input name is not valid", "'{0}' {1}"),
        Rule(DeclaredName, "Name is missing or redundant", "{0} {1}"),
        Rule(
            HyperparameterName, "Two hyper-parameters have the same name",
            "The hyper-parameter '{0}' would be {1}, and {2}; rename a member, so that each has its own"),
        Rule(LossKind, "Loss is not supported by its head", "'{0}' has type '{1}' and {2}"),
        Rule(LossNumber, "Loss parameter is out of range", "The {0} of '{1}' must be {2}; found {3}"),
        Rule(ClassWeights, "Number of class weights is wrong", "'{0}' has {1} classes, but {2} class weights"),
        Rule(
            Outputs, "Number of outputs is fixed by its head",
            "'{0}' is a '{1}', whose number of outputs follows from its type or its quantiles; remove Outputs = {2}"),
        Rule(
            NotFlags, "Enum has no [Flags]",
            "The task '{0}' chooses any of several flags, but '{1}' has no [Flags]; add it, "
            + "or use a ClassHead<{1}> to choose exactly one"),
        Rule(OwnHead, "Custom head is incomplete", "'{0}' has type '{1}', which {2}"),
        Rule(TaskOrder, "Task cannot depend on the other task", "'{0}' cannot come after '{1}', {2}"),
        Rule(PerPosition, "Task cannot predict at every time step", "'{0}' {1}"),
        Rule(TwoNorms, "Two kinds of normalization", "{1} and {2} both apply to '{0}'; one normalization is enough"),
        Rule(TwoDropouts, "Two kinds of dropout", "{1} and {2} both apply to '{0}'; one kind of dropout is enough"),
        Rule(
            RateBounds, "Bounds of the dropout rate are not valid",
            "The bounds of an adaptive dropout rate must satisfy 0 ≤ Min ≤ Max < 1; found Min {0} and Max {1}"),
        Rule(Multiplier, "Learning rate factor is out of range", "The multiplier of a learning rate must be finite and above 0; found {0}"),
        Rule(
            StateKey, "State key is not valid",
            "'{0}' cannot be a state key: it must not be empty and has no dots, white space or control characters"),
        Rule(
            StateKeyTaken, "State key is duplicated",
            "The state key '{0}' of '{1}' is also that of '{2}'; each needs its own key in saved models"),
        Rule(DropoutPlace, "Dropout is not applicable", "{0} does not fit '{1}', which {2}"),
        Rule(
            RegressionDropout, "Dropout before a regression output",
            "{0} is applied directly before the output of '{1}': the predicted number itself becomes noisy, "
            + "and the loss penalizes that noise; give the head hidden layers, or {2}"),
        Rule(NothingLearns, "All layers and tasks are frozen", "All layers and tasks of '{0}' are frozen, so nothing would be learned"),
        Rule(RuleIds.Categories, "Categories are not supported here", "'{0}' {1}"),
        Rule(
            EmbeddingNeedsIndices, "Embedding needs category indices",
            "The Embedding '{0}' reads category indices, but its input is numbers, {1}; name an enum, "
            + "a feature or an input with Categories: From = …"),
        Rule(IndicesNeedEmbedding, "Category indices need an Embedding", "'{0}' {1}"),
        Rule(
            CategoriesMissing, "Number of categories is missing",
            "'{0}' is a string; declare the maximum number of different values: [Feature(Categories = n)]"),
        Rule(SequenceLength, "Feature cannot be a sequence", "'{0}' {1}"),
        Rule(
            VaryingLength, "Layer does not support sequences of varying length",
            "'{0}', of type {1}, needs all rows equally long, but reads {2}; {3}"),
        Rule(
            StepsOfSequence, "Steps needs a sequence",
            "'{0}' has Steps = Steps.{1}, but computes {2}, not a sequence [batch, steps, features]; remove Steps"),
        Rule(
            EncoderActivation, "Activation is not supported by a transformer",
            "'{0}' is a TransformerEncoder, whose blocks have Relu or Gelu; found {1}"),
        Rule(
            StepsOfLabels, "Predictions and labels have different time steps",
            "'{0}' predicts at every time step of {1}, but its labels belong to the steps of the row, and '{2}' changes the steps; "
            + "a stride of 1 and a padding of half an odd kernel keep the steps, as in Kernel = 3, Stride = 1, Padding = 1"),
        Rule(
            Probabilities, "Head reads probabilities",
            "'{1}' ends in {2}, and the task '{0}' reads it: the loss of the task computes probabilities itself, "
            + "so gradients would pass through a second such function and vanish; output plain numbers instead"),
        Rule(
            FlagsAsClasses, "Flags are used as classes",
            "The task '{0}' chooses exactly one of '{1}', whose values are [Flags] that combine; use a MultiLabelHead<{1}>, "
            + "or remove [Flags]"),
        Rule(Leak, "Label leaks into a feature", "{0}"),
        Rule(
            StateKeyLost, "State key is missing",
            "The state keys {0} of '{1}' are gone, so models that were saved cannot be loaded any more; {2}"),
        Rule(
            StateShape, "Shape of a saved tensor has changed",
            "'{0}' has the shape {1}, but had {2}, so models of '{3}' that were saved do not fit any more; if that is meant, "
            + "change the line in {4}"),
        Rule(StateKeyNew, "State key is new", "'{0}' is not in {1}; add the line '{2}'"),
        Rule(Language, "Language version is too old", "{0}"),
        Rule(Metric, "Metric is not supported by its head", "'{0}' {1}"),
        Rule(StateKeyFile, "Line of the state key file is not valid", "The line {0}"),
        Rule(ExpertCount, "Number of experts is out of range", "{0} has {1} to {2} experts; found {3}"),
        Rule(NoTrunk, "Sharing architecture has no layer", "'{0}' has no shared layer for {1} to begin with: {2}"),
        Rule(SchemeFrom, "Sharing architecture cannot begin there", "{1} of '{0}' cannot begin after '{2}', {3}"),
        Rule(
            GateInput, "Gate input must be a vector",
            "The gates read the input of the experts as one vector of numbers, but '{0}' is {1}; {2}"),
        Rule(
            MadeOnce, "Layer cannot be copied",
            "'{0}' is created once, by the initializer of its field, but {1} needs several copies; create it by a method, "
            + "Factory = nameof(…), or let the sharing architecture begin after it"),
        Rule(RoleMissing, "Role attribute is missing", "'{0}' is a {1} without {2}, so its role is unknown"),
        Rule(
            MarkerMissing, "Model attribute is missing",
            "'{0}' has layers or tasks, but no [MultiTaskModel], so nothing is generated; "
            + "write [MultiTaskModel<TRow>] on the class, or [MultiTaskModel(Inputs = n)] for a model without rows"),
        Rule(Constructor, "Constructor is not valid", "A constructor of '{0}' {1}"),
        Rule(RuleIds.BalancingOption, "Balancing method has no such option", "The balancing method {0} has no '{1}'; {2}"),
        Rule(BalancingNumber, "Balancing option is out of range", "'{0}' of the balancing method {1} must be {2}; found {3}"),
        Rule(BalancingSingle, "Only one task to balance", "The balancing method {0} has one task, '{1}', and nothing to balance it with"),
        Rule(
            BalancingPreference, "Task weight is ignored",
            "The weight of the task '{0}' is ignored by the balancing method {1}, which determines the weights of all tasks itself"),
        Rule(
            BalancingNothingShared, "No shared gradients to balance",
            "The balancing method {0} combines the gradients of shared layers, but '{1}' has none that is trained"),
        Rule(TwoSchemes, "Two sharing architectures", "{0} and {1} both declare the sharing architecture of '{2}'; only one can apply"),
        Rule(
            SchemeTasks, "Sharing architecture needs several tasks",
            "{0} needs several tasks, but of the tasks of '{1}' {2}; remove it, or declare tasks that read the shared layers"),
        Rule(OwnShare, "Initial share is out of range", "The initial weight of a task's own copy of a layer must be in [0, 1]; found {0}"),
        Rule(
            Reduction, "Reduction is out of range",
            "The hidden layer of a mask has as many features as the shared layer, divided by Reduction, which must be 1 or more; "
            + "found {0}"));

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> _byId =
        All.ToImmutableDictionary(rule => rule.Id);

    public static DiagnosticDescriptor ById(string id) => _byId[id];

    /// <summary>A problem as in the output of a build, without its location: <c>MTL006: The probability …</c></summary>
    public static string Message(Problem problem)
    {
        var format = ById(problem.Rule).MessageFormat.ToString(CultureInfo.InvariantCulture);
        return $"{problem.Rule}: {string.Format(CultureInfo.InvariantCulture, format, [.. problem.Arguments])}";
    }

    /// <summary>Creates a rule. Errors of the declaration cannot be disabled: the build would succeed without a model.</summary>
    private static DiagnosticDescriptor Rule(string id, string title, string message) => new(
        id, title, message, Category, IsAdvice(id) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/mtlgen/mtlgen/blob/main/docs/rules/{id}.md",
        customTags: IsDeclarationError(id) ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
