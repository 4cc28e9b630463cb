namespace Mtl.Generator.Diagnostics;

/// <summary>The identifiers of the rules. An identifier is never reused.</summary>
internal static class RuleIds
{
    public const string NotPartial = "MTL001";
    public const string UnsupportedClass = "MTL002";
    public const string NoTasks = "MTL003";
    public const string HeadWithoutLabel = "MTL004";
    public const string LabelWithoutHead = "MTL005";
    public const string Probability = "MTL006";
    public const string Strength = "MTL007";
    public const string Size = "MTL008";
    public const string UnsupportedLayer = "MTL009";
    public const string UnsupportedHead = "MTL010";
    public const string LabelType = "MTL011";
    public const string Inputs = "MTL012";
    public const string UnsupportedFeature = "MTL013";
    public const string NoEffect = "MTL014";
    public const string ScopeOnMember = "MTL015";
    public const string Weight = "MTL016";
    public const string UnsupportedMember = "MTL017";
    public const string ReservedName = "MTL018";
    public const string TooFewClasses = "MTL019";
    public const string TwoRoles = "MTL020";
    public const string TwoDefaults = "MTL021";
    public const string RowMember = "MTL022";
    public const string UndefinedValue = "MTL023";
    public const string Sources = "MTL024";
    public const string UnknownSource = "MTL025";
    public const string ShapeMismatch = "MTL026";
    public const string NeedsVector = "MTL027";
    public const string CustomLayer = "MTL028";
    public const string UnreadLayer = "MTL029";
    public const string TaskLayerOwner = "MTL030";
    public const string InputName = "MTL031";
    public const string DeclaredName = "MTL032";
    public const string HyperparameterName = "MTL033";
    public const string LossKind = "MTL040";
    public const string LossNumber = "MTL041";
    public const string ClassWeights = "MTL042";
    public const string Outputs = "MTL043";
    public const string NotFlags = "MTL044";
    public const string OwnHead = "MTL045";
    public const string TaskOrder = "MTL046";
    public const string PerPosition = "MTL047";
    public const string TwoNorms = "MTL050";
    public const string TwoDropouts = "MTL051";
    public const string RateBounds = "MTL052";
    public const string Multiplier = "MTL053";
    public const string StateKey = "MTL054";
    public const string StateKeyTaken = "MTL055";
    public const string DropoutPlace = "MTL056";
    public const string RegressionDropout = "MTL057";
    public const string NothingLearns = "MTL058";
    public const string Categories = "MTL060";
    public const string EmbeddingNeedsIndices = "MTL061";
    public const string IndicesNeedEmbedding = "MTL062";
    public const string CategoriesMissing = "MTL063";
    public const string SequenceLength = "MTL070";
    public const string VaryingLength = "MTL071";
    public const string StepsOfSequence = "MTL072";
    public const string EncoderActivation = "MTL073";
    public const string StepsOfLabels = "MTL074";
    public const string Probabilities = "MTL080";
    public const string FlagsAsClasses = "MTL081";
    public const string Leak = "MTL082";
    public const string StateKeyLost = "MTL083";
    public const string StateShape = "MTL084";
    public const string StateKeyNew = "MTL085";
    public const string Language = "MTL086";
    public const string Metric = "MTL087";
    public const string StateKeyFile = "MTL088";
    public const string ExpertCount = "MTL090";
    public const string NoTrunk = "MTL091";
    public const string SchemeFrom = "MTL092";
    public const string GateInput = "MTL093";
    public const string MadeOnce = "MTL094";
    public const string RoleMissing = "MTL096";
    public const string MarkerMissing = "MTL097";
    public const string Constructor = "MTL098";
    public const string BalancingOption = "MTL100";
    public const string BalancingNumber = "MTL101";
    public const string BalancingSingle = "MTL102";
    public const string BalancingPreference = "MTL103";
    public const string BalancingNothingShared = "MTL104";
    public const string TwoSchemes = "MTL110";
    public const string SchemeTasks = "MTL111";
    public const string OwnShare = "MTL112";
    public const string Reduction = "MTL113";

    /// <summary>
    /// Whether a broken rule also results in compiler errors: a build then shows no messages of analyzers, so the generator reports it too.
    /// </summary>
    public static bool IsBesideCompilerErrors(string id) =>
        id is NotPartial or UnsupportedClass or UnsupportedMember or ReservedName or TwoRoles or RoleMissing or Constructor;

    /// <summary>Whether a rule is a warning: the model can be generated, and a project may disable the rule.</summary>
    public static bool IsAdvice(string id) => id is NoEffect or ScopeOnMember or RegressionDropout
        or Probabilities or FlagsAsClasses or Leak
        or StateKeyNew or StateKeyFile
        or BalancingSingle or BalancingPreference or BalancingNothingShared;

    /// <summary>Whether a class that breaks a rule has no working model. Other rules are about saved models, or are warnings.</summary>
    public static bool IsDeclarationError(string id) => !IsAdvice(id) && id is not (StateKeyLost or StateShape);
}
