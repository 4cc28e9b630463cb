namespace Mtl.Generator.Parsing;

/// <summary>The names of the attributes of the model language.</summary>
internal static class AttributeNames
{
    public const string Namespace = "Mtl";

    public const string Marker = "Mtl.MultiTaskModelAttribute";
    public const string MarkerWithRow = "Mtl.MultiTaskModelAttribute`1";

    public const string Head = "Mtl.TaskHeadAttribute";

    public const string MultiTaskModel = "MultiTaskModel";
    public const string SharedLayer = "SharedLayer";
    public const string TaskLayer = "TaskLayer";
    public const string Input = "Input";
    public const string TaskHead = "TaskHead";
    public const string Feature = "Feature";
    public const string Label = "Label";
    public const string Standardize = "Standardize";
    public const string Dropout = "Dropout";
    public const string AdaptiveDropout = "AdaptiveDropout";
    public const string SpatialDropout = "SpatialDropout";
    public const string RecurrentDropout = "RecurrentDropout";
    public const string L1 = "L1";
    public const string L2 = "L2";
    public const string ElasticNet = "ElasticNet";
    public const string GroupLasso = "GroupLasso";
    public const string BatchNorm = "BatchNorm";
    public const string LayerNorm = "LayerNorm";
    public const string Frozen = "Frozen";
    public const string LearningRate = "LearningRate";
    public const string StateKey = "StateKey";
    public const string Activation = "Activation";
    public const string HardSharing = "HardSharing";
    public const string SoftSharing = "SoftSharing";
    public const string CrossStitch = "CrossStitch";
    public const string ProgressiveExtraction = "ProgressiveExtraction";
    public const string TaskAttention = "TaskAttention";
    public const string MixtureOfExperts = "MixtureOfExperts";
    public const string Balancing = "Balancing";

    /// <summary>Whether an attribute is a modifier of layers and tasks.</summary>
    public static bool IsModifier(string name) => name
        is Dropout or AdaptiveDropout or SpatialDropout or RecurrentDropout
        or L1 or L2 or ElasticNet or GroupLasso
        or BatchNorm or LayerNorm or Frozen or LearningRate or StateKey or Activation;

    /// <summary>Whether an attribute on a class is for models only.</summary>
    public static bool IsOfModel(string name) => IsModifier(name) || IsScheme(name) || name is Balancing or Input or Standardize;

    /// <summary>Whether an attribute declares a sharing architecture.</summary>
    public static bool IsScheme(string name) => name
        is HardSharing or SoftSharing or CrossStitch or MixtureOfExperts or ProgressiveExtraction or TaskAttention;
}
