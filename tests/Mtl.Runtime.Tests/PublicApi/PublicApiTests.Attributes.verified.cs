namespace Mtl
{
    public enum Activation
    {
        None = 0,
        Relu = 1,
        LeakyRelu = 2,
        Elu = 3,
        Selu = 4,
        Gelu = 5,
        Silu = 6,
        Mish = 7,
        Tanh = 8,
        Sigmoid = 9,
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class ActivationAttribute : System.Attribute
    {
        public ActivationAttribute(Mtl.Activation function) { }
        public Mtl.Activation Function { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class AdaptiveDropoutAttribute : System.Attribute
    {
        public AdaptiveDropoutAttribute(double min, double max) { }
        public double Max { get; }
        public double Min { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class BalancingAttribute : System.Attribute
    {
        public BalancingAttribute(Mtl.BalancingMethod method) { }
        public bool AllShared { get; set; }
        public double Alpha { get; set; }
        public double Beta { get; set; }
        public double C { get; set; }
        public double LearningRate { get; set; }
        public Mtl.BalancingMethod Method { get; }
        public Mtl.MgdaNormalization Normalization { get; set; }
        public int Outliers { get; set; }
        public bool Rescale { get; set; }
        public int Selected { get; set; }
        public double Temperature { get; set; }
        public double WeightDecay { get; set; }
    }
    public enum BalancingMethod
    {
        Equal = 0,
        Uncertainty = 1,
        DynamicWeightAverage = 2,
        RandomLossWeighting = 3,
        GeometricLoss = 4,
        ImtlL = 5,
        SmoothTchebycheff = 6,
        Famo = 7,
        GradNorm = 8,
        PCGrad = 9,
        GradVac = 10,
        Mgda = 11,
        CAGrad = 12,
        ImtlG = 13,
        NashMtl = 14,
        AlignedMtl = 15,
        FairGrad = 16,
        UPGrad = 17,
        DualProj = 18,
        ConFig = 19,
        Krum = 20,
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class BatchNormAttribute : System.Attribute
    {
        public BatchNormAttribute() { }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class CrossStitchAttribute : System.Attribute
    {
        public CrossStitchAttribute() { }
        public string? From { get; set; }
        public double LearningRate { get; set; }
        public double Own { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class DropoutAttribute : System.Attribute
    {
        public DropoutAttribute(double probability) { }
        public double Probability { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class ElasticNetAttribute : System.Attribute
    {
        public ElasticNetAttribute(double l1, double l2) { }
        public double L1 { get; }
        public double L2 { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Property | System.AttributeTargets.Field | System.AttributeTargets.Parameter, Inherited=false)]
    public sealed class FeatureAttribute : System.Attribute
    {
        public FeatureAttribute(params int[] shape) { }
        public int Categories { get; set; }
        public int MaxLength { get; set; }
        public string? SameLengthAs { get; set; }
        public int[] Shape { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class FrozenAttribute : System.Attribute
    {
        public FrozenAttribute(bool isFrozen = true) { }
        public bool IsFrozen { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class GroupLassoAttribute : System.Attribute
    {
        public GroupLassoAttribute(double strength) { }
        public Mtl.Scope Scope { get; set; }
        public double Strength { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class HardSharingAttribute : System.Attribute
    {
        public HardSharingAttribute() { }
    }
    public abstract class HeadAttribute : System.Attribute
    {
        public string[] Add { get; set; }
        public string? After { get; set; }
        public double[] ClassWeights { get; set; }
        public string[] Concat { get; set; }
        public double FocalGamma { get; set; }
        public string? From { get; set; }
        public int[] Hidden { get; set; }
        public double HuberDelta { get; set; }
        public double LabelSmoothing { get; set; }
        public Mtl.Loss Loss { get; set; }
        public Mtl.Metric[] Metrics { get; set; }
        public string[] Multiply { get; set; }
        public string? Name { get; }
        public int Outputs { get; set; }
        public bool PerPosition { get; set; }
        public double[] Quantiles { get; set; }
        public double Weight { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class InputAttribute : System.Attribute
    {
        public InputAttribute(string name, params int[] shape) { }
        public int Categories { get; set; }
        public int MaxLength { get; set; }
        public string Name { get; }
        public string? SameLengthAs { get; set; }
        public int[] Shape { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class L1Attribute : System.Attribute
    {
        public L1Attribute(double strength) { }
        public Mtl.Scope Scope { get; set; }
        public double Strength { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class L2Attribute : System.Attribute
    {
        public L2Attribute(double strength) { }
        public Mtl.Scope Scope { get; set; }
        public double Strength { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Property | System.AttributeTargets.Field | System.AttributeTargets.Parameter, Inherited=false)]
    public sealed class LabelAttribute : System.Attribute
    {
        public LabelAttribute() { }
        public string? Task { get; set; }
    }
    public abstract class LayerAttribute : System.Attribute
    {
        public string[] Add { get; set; }
        public bool Bidirectional { get; set; }
        public string[] Concat { get; set; }
        public string? Factory { get; set; }
        public int FeedForward { get; set; }
        public string? From { get; set; }
        public int Heads { get; set; }
        public int Kernel { get; set; }
        public string[] Multiply { get; set; }
        public string? Name { get; }
        public int[] Output { get; set; }
        public int Padding { get; set; }
        public Mtl.Positions Positions { get; set; }
        public int Size { get; }
        public int Stack { get; set; }
        public Mtl.Steps Steps { get; set; }
        public int Stride { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class LayerNormAttribute : System.Attribute
    {
        public LayerNormAttribute() { }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class LearningRateAttribute : System.Attribute
    {
        public LearningRateAttribute(double multiplier) { }
        public double Multiplier { get; }
        public Mtl.Scope Scope { get; set; }
    }
    public enum Loss
    {
        Default = 0,
        SquaredError = 1,
        AbsoluteError = 2,
        Huber = 3,
        CrossEntropy = 4,
        Focal = 5,
        Poisson = 6,
        Pinball = 7,
    }
    public enum Metric
    {
        Loss = 0,
        Accuracy = 1,
        F1 = 2,
        Precision = 3,
        Recall = 4,
        Auc = 5,
        MacroF1 = 6,
        MacroPrecision = 7,
        MacroRecall = 8,
        MicroF1 = 9,
        SubsetAccuracy = 10,
        QuadraticWeightedKappa = 11,
        MeanAbsoluteRankError = 12,
        RootMeanSquaredError = 13,
        MeanSquaredError = 14,
        MeanAbsoluteError = 15,
        R2 = 16,
        MeanDeviance = 17,
        MeanPinballLoss = 18,
        CoverageError = 19,
    }
    public enum MgdaNormalization
    {
        None = 0,
        Norm = 1,
        Loss = 2,
        LossAndNorm = 3,
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class MixtureOfExpertsAttribute : System.Attribute
    {
        public MixtureOfExpertsAttribute(int experts) { }
        public int Experts { get; }
        public string? From { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class MultiTaskModelAttribute : System.Attribute
    {
        public MultiTaskModelAttribute() { }
        public int Inputs { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class MultiTaskModelAttribute<TRow> : System.Attribute
    {
        public MultiTaskModelAttribute() { }
    }
    public enum Positions
    {
        None = 0,
        Sinusoidal = 1,
        Learned = 2,
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class ProgressiveExtractionAttribute : System.Attribute
    {
        public ProgressiveExtractionAttribute(int sharedExperts, int taskExperts) { }
        public string? From { get; set; }
        public int SharedExperts { get; }
        public bool SingleLevel { get; set; }
        public int TaskExperts { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class RecurrentDropoutAttribute : System.Attribute
    {
        public RecurrentDropoutAttribute(double probability) { }
        public double Probability { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.Flags]
    public enum Scope
    {
        Unspecified = 0,
        Input = 1,
        Shared = 2,
        Task = 4,
        All = 7,
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class SharedLayerAttribute : Mtl.LayerAttribute
    {
        public SharedLayerAttribute() { }
        public SharedLayerAttribute(int size) { }
        public SharedLayerAttribute(string name, int size) { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class SharedLayerAttribute<TLayer> : Mtl.LayerAttribute
    {
        public SharedLayerAttribute(string name, int size = 0) { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class SoftSharingAttribute : System.Attribute
    {
        public SoftSharingAttribute(double strength) { }
        public string? From { get; set; }
        public double Strength { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class SpatialDropoutAttribute : System.Attribute
    {
        public SpatialDropoutAttribute(double probability) { }
        public double Probability { get; }
        public Mtl.Scope Scope { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field | System.AttributeTargets.Parameter, Inherited=false)]
    public sealed class StandardizeAttribute : System.Attribute
    {
        public StandardizeAttribute(bool isOn = true) { }
        public bool IsOn { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Property | System.AttributeTargets.Field, Inherited=false)]
    public sealed class StateKeyAttribute : System.Attribute
    {
        public StateKeyAttribute(string key) { }
        public string Key { get; }
    }
    public enum Steps
    {
        All = 0,
        Last = 1,
        Mean = 2,
        Max = 3,
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    public sealed class TaskAttentionAttribute : System.Attribute
    {
        public TaskAttentionAttribute() { }
        public string? From { get; set; }
        public int Reduction { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class TaskHeadAttribute : Mtl.HeadAttribute
    {
        public TaskHeadAttribute() { }
        public TaskHeadAttribute(string name) { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class TaskHeadAttribute<TLabel> : Mtl.HeadAttribute
    {
        public TaskHeadAttribute(string name) { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class | System.AttributeTargets.Property | System.AttributeTargets.Field, AllowMultiple=true, Inherited=false)]
    public sealed class TaskLayerAttribute : Mtl.LayerAttribute
    {
        public TaskLayerAttribute() { }
        public TaskLayerAttribute(int size) { }
        public TaskLayerAttribute(string name, int size) { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class TaskLayerAttribute<TLayer> : Mtl.LayerAttribute
    {
        public TaskLayerAttribute(string name, int size = 0) { }
    }
}