namespace Mtl
{
    public sealed class AlignedMtlBalancing : Mtl.GradientBalancing
    {
        public AlignedMtlBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class BackwardPass
    {
        public BackwardPass(int tasks, Mtl.CompilerServices.FlatParameters? storage = null, TorchSharp.torch.Tensor? taskGradients = null) { }
        public Mtl.StepLosses Losses { get; }
        public TorchSharp.torch.Tensor? TaskGradients { get; }
        public TorchSharp.torch.Tensor Backward(Mtl.CompilerServices.SharedRepresentation representation) { }
        public void Backward(TorchSharp.torch.Tensor? penalty, TorchSharp.torch.Tensor total) { }
        public void BalanceBy(Mtl.TaskBalancing balancing) { }
        public void Record(int task, TorchSharp.torch.Tensor loss, Mtl.TaskLabels labels, double weight = 1) { }
    }
    public readonly struct BalancedTask : System.IEquatable<Mtl.BalancedTask>
    {
        public BalancedTask(int Index, double Loss, double Preference, long Labels) { }
        public int Index { get; init; }
        public long Labels { get; init; }
        public double Loss { get; init; }
        public double Preference { get; init; }
    }
    public class BinaryHead : Mtl.TaskHead<bool, Mtl.BinaryPrediction, Mtl.BinaryMetrics>
    {
        public BinaryHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0, Mtl.Loss loss = 0, double labelSmoothing = 0, System.ReadOnlySpan<double> classWeights = default, double focalGamma = 2) { }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.BinaryMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.BinaryPrediction> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class BinaryLabels : Mtl.LabelColumn<bool>
    {
        public BinaryLabels(string task) { }
        protected override void Store(bool? label) { }
        protected override TorchSharp.torch.Tensor ToValues() { }
    }
    public sealed class BinaryMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.BinaryMetrics>
    {
        public required double Accuracy { get; init; }
        public required double Auc { get; init; }
        public required double F1 { get; init; }
        public required double Precision { get; init; }
        public required double Recall { get; init; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct BinaryPrediction : System.IEquatable<Mtl.BinaryPrediction>
    {
        public BinaryPrediction(bool Value, float Probability) { }
        public float Probability { get; init; }
        public bool Value { get; init; }
        public override string ToString() { }
    }
    public sealed class CAGradBalancing : Mtl.GradientBalancing
    {
        public CAGradBalancing() { }
        public double C { get; init; }
        public bool Rescale { get; init; }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class CheckpointOptions
    {
        public CheckpointOptions(string folder) { }
        public int? EveryEpochs { get; init; }
        public int? EverySteps { get; init; }
        public string Folder { get; }
        public int Keep { get; init; }
        public bool KeepBest { get; init; }
        public System.Action<string>? Warn { get; init; }
    }
    public class ClassHead<TEnum> : Mtl.TaskHead<TEnum, Mtl.ClassPrediction<TEnum>, Mtl.ClassMetrics>
        where TEnum :  struct, System.Enum
    {
        public ClassHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0, Mtl.Loss loss = 0, double labelSmoothing = 0, System.ReadOnlySpan<double> classWeights = default, double focalGamma = 2) { }
        public System.Collections.Generic.IReadOnlyList<TEnum> Classes { get; }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.ClassMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.ClassPrediction<TEnum>> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class ClassLabels<TEnum> : Mtl.LabelColumn<TEnum>
        where TEnum :  struct, System.Enum
    {
        public ClassLabels(string task) { }
        protected override void Store(TEnum? label) { }
        protected override TorchSharp.torch.Tensor ToValues() { }
    }
    public sealed class ClassMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.ClassMetrics>
    {
        public double Accuracy { get; }
        public Mtl.ConfusionMatrix Confusion { get; }
        public double MacroF1 { get; }
        public double MacroPrecision { get; }
        public double MacroRecall { get; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct ClassPrediction<TEnum> : System.IEquatable<Mtl.ClassPrediction<TEnum>>
        where TEnum :  struct, System.Enum
    {
        public ClassPrediction(TEnum Value, float Probability, System.Collections.Generic.IReadOnlyList<float> Probabilities) { }
        public System.Collections.Generic.IReadOnlyList<float> Probabilities { get; init; }
        public float Probability { get; init; }
        public TEnum Value { get; init; }
        public override string ToString() { }
    }
    public sealed class ConFigBalancing : Mtl.GradientBalancing
    {
        public ConFigBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class ConfusionMatrix
    {
        public System.Collections.Generic.IReadOnlyList<string> Classes { get; }
        public long Correct { get; }
        public long this[int actual, int predicted] { get; }
        public long Total { get; }
        public long CountActual(int index) { }
        public long CountPredicted(int index) { }
        public override string ToString() { }
    }
    public static class ConsoleProgress
    {
        public static System.IProgress<Mtl.TrainingProgress> Create() { }
        public static System.IProgress<Mtl.TrainingProgress> CreateInteractive(System.IO.TextWriter output, System.Func<int>? width = null) { }
        public static System.IProgress<Mtl.TrainingProgress> CreatePlain(System.IO.TextWriter output) { }
    }
    public class CountHead : Mtl.TaskHead<long, Mtl.CountPrediction, Mtl.CountMetrics>
    {
        public CountHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0) { }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.CountMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.CountPrediction> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class CountLabels : Mtl.LabelColumn<long>
    {
        public CountLabels(string task, Mtl.CompilerServices.PrecisionWarnings? warnings = null) { }
        protected override void Store(long? label) { }
        protected override TorchSharp.torch.Tensor ToValues() { }
    }
    public sealed class CountMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.CountMetrics>
    {
        public required double MeanAbsoluteError { get; init; }
        public required double MeanDeviance { get; init; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct CountPrediction : System.IEquatable<Mtl.CountPrediction>
    {
        public CountPrediction(long Value, double Rate) { }
        public double Rate { get; init; }
        public long Value { get; init; }
        public override string ToString() { }
    }
    public sealed class CrossStitchUnit : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor[], TorchSharp.torch.Tensor>
    {
        public CrossStitchUnit(int tasks, int own, double share) { }
        public TorchSharp.Modules.Parameter Shares { get; }
        public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor[] input) { }
    }
    public sealed class DropoutRate : TorchSharp.torch.nn.Module
    {
        public DropoutRate(string task, double min, double max) { }
        public double Max { get; }
        public double Min { get; }
        public string Task { get; }
        public double Value { get; set; }
        protected override void RegisterComponents() { }
    }
    public abstract class DropoutRule
    {
        protected DropoutRule() { }
        public static Mtl.DropoutRule Constant { get; }
        public abstract double Rate(Mtl.TaskEpoch epoch, Mtl.DropoutRate current);
        public static Mtl.DropoutRule ByDifficulty(double strength = 2) { }
        public static Mtl.DropoutRule Cosine(double from, double to) { }
        public static Mtl.DropoutRule Linear(double from, double to) { }
    }
    public sealed class DualProjBalancing : Mtl.GradientBalancing
    {
        public DualProjBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class DynamicWeightAverageBalancing : Mtl.LossBalancing
    {
        public DynamicWeightAverageBalancing(int tasks) { }
        public double Temperature { get; init; }
        public override void EndEpoch() { }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class EarlyStopping : System.IEquatable<Mtl.EarlyStopping>
    {
        public EarlyStopping() { }
        public double MinimumChange { get; init; }
        public int Patience { get; init; }
    }
    public sealed class EpochResult : System.IEquatable<Mtl.EpochResult>
    {
        public EpochResult(int Epoch, System.TimeSpan Duration, System.Collections.Generic.IReadOnlyList<Mtl.TaskResult> Tasks, double Penalty, double Objective) { }
        public System.TimeSpan Duration { get; init; }
        public int Epoch { get; init; }
        public double? LearningRate { get; init; }
        public double Objective { get; init; }
        public double Penalty { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.TaskResult> Tasks { get; init; }
        public override string ToString() { }
    }
    public sealed class EqualBalancing : Mtl.LossBalancing
    {
        public EqualBalancing() { }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class FairGradBalancing : Mtl.GradientBalancing
    {
        public FairGradBalancing() { }
        public double Alpha { get; init; }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class FamoBalancing : Mtl.LossBalancing
    {
        public FamoBalancing(int tasks) { }
        public double LearningRate { get; init; }
        public double WeightDecay { get; init; }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class GeometricLossBalancing : Mtl.LossBalancing
    {
        public GeometricLossBalancing() { }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class GradNormBalancing : Mtl.GradientBalancing
    {
        public GradNormBalancing(int tasks) { }
        public bool AllShared { get; init; }
        public double Alpha { get; init; }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class GradVacBalancing : Mtl.GradientBalancing
    {
        public GradVacBalancing(int tasks) { }
        public double Beta { get; init; }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public abstract class GradientBalancing : Mtl.TaskBalancing
    {
        protected GradientBalancing(int? tasks = default) { }
        protected abstract void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights);
    }
    public sealed class Gramian
    {
        public Gramian(System.Collections.Generic.IEnumerable<Mtl.BalancedTask> tasks, double[] products) { }
        public int Count { get; }
        public double this[int first, int second] { get; }
        public System.Collections.Generic.IReadOnlyList<Mtl.BalancedTask> Tasks { get; }
        public double Norm(int task) { }
    }
    public enum HiddenNormalization
    {
        None = 0,
        Batch = 1,
        Layer = 2,
    }
    public sealed class Hyperparameter : System.IEquatable<Mtl.Hyperparameter>
    {
        public Hyperparameter(string Name, double Value, double Declared) { }
        public double Declared { get; init; }
        public string Name { get; init; }
        public double Value { get; init; }
        public override string ToString() { }
    }
    public interface IBatch<TSelf> : System.IDisposable
        where TSelf :  struct, Mtl.IBatch<TSelf>
    {
        long Count { get; }
        TorchSharp.torch.Device Device { get; }
        TSelf Rows(TorchSharp.torch.Tensor indices);
        TSelf Slice(long start, long count);
        TSelf ToDevice(TorchSharp.torch.Device device);
    }
    public interface IMeter<out TMetrics>
        where out TMetrics : Mtl.TaskMetrics
    {
        void Add(TorchSharp.torch.Tensor output, Mtl.TaskLabels labels);
        TMetrics Result();
    }
    public interface IModelHyperparameters
    {
        System.Collections.Generic.IReadOnlyList<double> TaskWeights { get; }
        System.Collections.Generic.IReadOnlyList<Mtl.Hyperparameter> Values { get; }
    }
    public interface IModelMetrics
    {
        System.Collections.Generic.IReadOnlyList<Mtl.TaskMetrics> Tasks { get; }
    }
    public interface IMultiTaskModel<TBatch, TMetrics>
        where TBatch :  struct, Mtl.IBatch<TBatch>
        where TMetrics : Mtl.IModelMetrics
    {
        Mtl.TaskBalancing? Balancing { get; }
        Mtl.IModelHyperparameters? Hyperparameters { get; }
        System.Collections.Generic.IReadOnlyList<Mtl.CompilerServices.LearningRateGroup> LearningRates { get; }
        Mtl.ModelRandom? Random { get; }
        Mtl.CompilerServices.FlatParameters? Storage { get; }
        System.Collections.Generic.IReadOnlyList<Mtl.Vocabulary> Vocabularies { get; }
        Mtl.ModelInfo Info { get; }
        TorchSharp.torch.Tensor BackwardToRepresentation(TBatch batch, Mtl.BackwardPass pass);
        System.Collections.Generic.IReadOnlyList<long> CountLabels(TBatch rows);
        void EnsureFitted(TBatch train);
        TMetrics Evaluate(TBatch data, int batchSize, int? threads = default);
        void ForwardBackward(TBatch batch, Mtl.BackwardPass pass);
        void RequireFitted();
        void RequireReadable(TBatch rows);
    }
    public sealed class ImtlGBalancing : Mtl.GradientBalancing
    {
        public ImtlGBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class ImtlLBalancing : Mtl.LossBalancing
    {
        public ImtlLBalancing(int tasks) { }
        public System.Collections.Generic.IReadOnlyList<float> Scales { get; }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class InvalidRowException : System.Exception
    {
        public InvalidRowException(int row, string member, string problem) { }
        public string Member { get; }
        public int Row { get; }
    }
    public sealed class KrumBalancing : Mtl.GradientBalancing
    {
        public KrumBalancing() { }
        public int Outliers { get; init; }
        public int Selected { get; init; }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public abstract class LabelColumn
    {
        protected LabelColumn(string task) { }
        public bool IsRequired { get; init; }
        public abstract int Rows { get; }
        public string TaskName { get; }
        protected Mtl.InvalidRowException Invalid(string problem) { }
        public abstract Mtl.TaskLabels ToLabels();
    }
    public abstract class LabelColumn<TLabel> : Mtl.LabelColumn
        where TLabel :  struct
    {
        protected LabelColumn(string task) { }
        public override int Rows { get; }
        public void Add(TLabel? label) { }
        protected abstract void Store(TLabel? label);
        public override Mtl.TaskLabels ToLabels() { }
        protected abstract TorchSharp.torch.Tensor ToValues();
    }
    public sealed class LoadReport : System.IEquatable<Mtl.LoadReport>
    {
        public LoadReport(string Path, bool HasChecksum, TorchSharp.torch.ScalarType Precision) { }
        public bool HasChecksum { get; init; }
        public string Path { get; init; }
        public TorchSharp.torch.ScalarType Precision { get; init; }
    }
    public abstract class LossBalancing : Mtl.TaskBalancing
    {
        protected LossBalancing(int? tasks = default) { }
        public TorchSharp.torch.Tensor Objective(System.Collections.Generic.IReadOnlyList<TorchSharp.torch.Tensor> losses, System.Collections.Generic.IReadOnlyList<Mtl.TaskLabels> labels) { }
        protected abstract double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights);
    }
    public sealed class LossWatch<TModel> : Mtl.Watch<TModel>
    {
        public static Mtl.LossWatch<TModel> Add(Mtl.LossWatch<TModel> left, Mtl.LossWatch<TModel> right) { }
        public static Mtl.LossWatch<TModel> Multiply(double factor, Mtl.LossWatch<TModel> sum) { }
        public static Mtl.LossWatch<TModel> operator *(double factor, Mtl.LossWatch<TModel> sum) { }
        public static Mtl.LossWatch<TModel> operator +(Mtl.LossWatch<TModel> left, Mtl.LossWatch<TModel> right) { }
    }
    public readonly struct MetricValue : System.IEquatable<Mtl.MetricValue>
    {
        public MetricValue(string Name, double Value) { }
        public bool LowerIsBetter { get; init; }
        public string Name { get; init; }
        public double Value { get; init; }
        public bool IsBetterThan(Mtl.MetricValue other) { }
        public override string ToString() { }
    }
    public sealed class MgdaBalancing : Mtl.GradientBalancing
    {
        public MgdaBalancing() { }
        public Mtl.MgdaNormalization Normalization { get; init; }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class ModelFileException : System.IO.IOException
    {
        public ModelFileException(string path, string problem, System.Exception? innerException = null) { }
        public string Path { get; }
    }
    public sealed class ModelInfo : System.IEquatable<Mtl.ModelInfo>
    {
        public ModelInfo(string Name, System.Collections.Generic.IReadOnlyList<Mtl.TaskInfo> Tasks, int MinimumBatchSize = 1) { }
        public System.Collections.Generic.IReadOnlyList<Mtl.Hyperparameter> Hyperparameters { get; init; }
        public int MinimumBatchSize { get; init; }
        public string Name { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.TaskInfo> Tasks { get; init; }
        public override string ToString() { }
        public Mtl.ModelInfo With(Mtl.IModelHyperparameters? hyperparameters) { }
    }
    public sealed class ModelRandom : System.IDisposable
    {
        public ModelRandom(long? seed = default) { }
        public long Epochs { get; }
        public TorchSharp.torch.Generator Generator { get; }
        public long Seed { get; }
        public Mtl.CompilerServices.ModelConstruction BeginConstruction() { }
        public void Dispose() { }
        public TorchSharp.torch.Tensor Dropout(TorchSharp.torch.Tensor values, double probability, bool training) { }
        public TorchSharp.torch.Tensor RecurrentDropout(TorchSharp.torch.Tensor sequence, double probability, bool training) { }
        public void Reseed(long seed) { }
        public TorchSharp.torch.Tensor SpatialDropout(TorchSharp.torch.Tensor maps, double probability, bool training) { }
        public static Mtl.ModelRandom Of<TBatch, TMetrics>(Mtl.IMultiTaskModel<TBatch, TMetrics> model)
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
    }
    public class MultiLabelHead<TEnum> : Mtl.TaskHead<TEnum, Mtl.MultiLabelPrediction<TEnum>, Mtl.MultiLabelMetrics>
        where TEnum :  struct, System.Enum
    {
        public MultiLabelHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0, Mtl.Loss loss = 0, double labelSmoothing = 0, System.ReadOnlySpan<double> classWeights = default, double focalGamma = 2) { }
        public System.Collections.Generic.IReadOnlyList<TEnum> Flags { get; }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.MultiLabelMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MultiLabelPrediction<TEnum>> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class MultiLabelLabels<TEnum> : Mtl.LabelColumn<TEnum>
        where TEnum :  struct, System.Enum
    {
        public MultiLabelLabels(string task) { }
        protected override void Store(TEnum? label) { }
        protected override TorchSharp.torch.Tensor ToValues() { }
    }
    public sealed class MultiLabelMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.MultiLabelMetrics>
    {
        public required System.Collections.Generic.IReadOnlyList<double> F1PerFlag { get; init; }
        public required System.Collections.Generic.IReadOnlyList<string> Flags { get; init; }
        public double MacroF1 { get; }
        public required double MicroF1 { get; init; }
        public required double SubsetAccuracy { get; init; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct MultiLabelPrediction<TEnum> : System.IEquatable<Mtl.MultiLabelPrediction<TEnum>>
        where TEnum :  struct, System.Enum
    {
        public MultiLabelPrediction(TEnum Value, System.Collections.Generic.IReadOnlyList<float> Probabilities) { }
        public System.Collections.Generic.IReadOnlyList<float> Probabilities { get; init; }
        public TEnum Value { get; init; }
        public override string ToString() { }
    }
    public sealed class NashMtlBalancing : Mtl.GradientBalancing
    {
        public NashMtlBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public enum NonFiniteStep
    {
        Stop = 0,
        Skip = 1,
    }
    public abstract class NumberHead<TPrediction, TMetrics> : Mtl.TaskHead<float, TPrediction, TMetrics>
        where TMetrics : Mtl.TaskMetrics
    {
        public Mtl.Standardization? Standardization { get; }
        public TorchSharp.torch.Tensor Destandardize(TorchSharp.torch.Tensor standardized) { }
        public void EnsureFitted(Mtl.TaskLabels labels) { }
        public Mtl.CompilerServices.StandardizationFit Measure(Mtl.TaskLabels labels) { }
    }
    public class OrdinalHead<TEnum> : Mtl.TaskHead<TEnum, Mtl.OrdinalPrediction<TEnum>, Mtl.OrdinalMetrics>
        where TEnum :  struct, System.Enum
    {
        public OrdinalHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0, System.ReadOnlySpan<double> classWeights = default) { }
        public System.Collections.Generic.IReadOnlyList<TEnum> Classes { get; }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.OrdinalMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.OrdinalPrediction<TEnum>> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class OrdinalLabels<TEnum> : Mtl.LabelColumn<TEnum>
        where TEnum :  struct, System.Enum
    {
        public OrdinalLabels(string task) { }
        protected override void Store(TEnum? label) { }
        protected override TorchSharp.torch.Tensor ToValues() { }
    }
    public sealed class OrdinalMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.OrdinalMetrics>
    {
        public double Accuracy { get; }
        public Mtl.ConfusionMatrix Confusion { get; }
        public double MeanAbsoluteRankError { get; }
        public double QuadraticWeightedKappa { get; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct OrdinalPrediction<TEnum> : System.IEquatable<Mtl.OrdinalPrediction<TEnum>>
        where TEnum :  struct, System.Enum
    {
        public OrdinalPrediction(TEnum Value, float Probability, System.Collections.Generic.IReadOnlyList<float> Probabilities) { }
        public System.Collections.Generic.IReadOnlyList<float> Probabilities { get; init; }
        public float Probability { get; init; }
        public TEnum Value { get; init; }
        public override string ToString() { }
    }
    public sealed class PCGradBalancing : Mtl.GradientBalancing
    {
        public PCGradBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public class QuantileHead : Mtl.NumberHead<Mtl.QuantilePrediction, Mtl.QuantileMetrics>
    {
        public QuantileHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0, System.ReadOnlySpan<double> quantiles = default, bool standardize = false) { }
        public System.Collections.Generic.IReadOnlyList<double> Quantiles { get; }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.QuantileMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.QuantilePrediction> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class QuantileMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.QuantileMetrics>
    {
        public required double Coverage { get; init; }
        public required double CoverageError { get; init; }
        public required double MeanAbsoluteError { get; init; }
        public required double MeanPinballLoss { get; init; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct QuantilePrediction : System.IEquatable<Mtl.QuantilePrediction>
    {
        public QuantilePrediction(double value, System.Collections.Generic.IReadOnlyList<double> quantiles) { }
        public double Lower { get; }
        public System.Collections.Generic.IReadOnlyList<double> Quantiles { get; }
        public double Upper { get; }
        public double Value { get; }
        public bool Equals(Mtl.QuantilePrediction other) { }
        public override bool Equals(object? obj) { }
        public override int GetHashCode() { }
        public override string ToString() { }
        public static bool operator !=(Mtl.QuantilePrediction left, Mtl.QuantilePrediction right) { }
        public static bool operator ==(Mtl.QuantilePrediction left, Mtl.QuantilePrediction right) { }
    }
    public sealed class RandomLossWeightingBalancing : Mtl.LossBalancing
    {
        public RandomLossWeightingBalancing() { }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class RegressionArrayLabels : Mtl.LabelColumn
    {
        public RegressionArrayLabels(string task, int outputs, TorchSharp.torch.ScalarType type = 6, Mtl.CompilerServices.PrecisionWarnings? warnings = null) { }
        public override int Rows { get; }
        public void Add(double[]? label) { }
        public void Add(float[]? label) { }
        public override Mtl.TaskLabels ToLabels() { }
    }
    public class RegressionHead : Mtl.NumberHead<Mtl.RegressionPrediction, Mtl.RegressionMetrics>
    {
        public RegressionHead(string task, long inputs, System.ReadOnlySpan<long> hidden = default, Mtl.HiddenNormalization normalization = 0, int outputs = 1, Mtl.Loss loss = 0, double huberDelta = 1, bool standardize = false) { }
        protected override System.ReadOnlySpan<long> LossShape { get; }
        public int Outputs { get; }
        protected override System.ReadOnlySpan<long> RowShape { get; }
        public override Mtl.IMeter<Mtl.RegressionMetrics> NewMeter() { }
        public override System.Collections.Generic.IReadOnlyList<Mtl.RegressionPrediction> Predict(TorchSharp.torch.Tensor output) { }
        protected override TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values) { }
    }
    public sealed class RegressionLabels : Mtl.LabelColumn<float>
    {
        public RegressionLabels(string task, TorchSharp.torch.ScalarType type = 6, Mtl.CompilerServices.PrecisionWarnings? warnings = null) { }
        public void Add(decimal? label) { }
        public void Add(double? label) { }
        public void Add(long? label) { }
        public void Add(ulong? label) { }
        protected override void Store(float? label) { }
        protected override TorchSharp.torch.Tensor ToValues() { }
    }
    public sealed class RegressionMetrics : Mtl.TaskMetrics, System.IEquatable<Mtl.RegressionMetrics>
    {
        public required double MeanAbsoluteError { get; init; }
        public required double MeanSquaredError { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.RegressionMetrics> PerOutput { get; }
        public required double R2 { get; init; }
        public double RootMeanSquaredError { get; }
        public override System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
    }
    public readonly struct RegressionPrediction : System.IEquatable<Mtl.RegressionPrediction>
    {
        public RegressionPrediction(System.Collections.Generic.IReadOnlyList<double> values) { }
        public RegressionPrediction(double value) { }
        public double Value { get; }
        public System.Collections.Generic.IReadOnlyList<double> Values { get; }
        public bool Equals(Mtl.RegressionPrediction other) { }
        public override bool Equals(object? obj) { }
        public override int GetHashCode() { }
        public override string ToString() { }
        public static bool operator !=(Mtl.RegressionPrediction left, Mtl.RegressionPrediction right) { }
        public static bool operator ==(Mtl.RegressionPrediction left, Mtl.RegressionPrediction right) { }
    }
    public sealed class RowWarning : System.IEquatable<Mtl.RowWarning>
    {
        public RowWarning(int Row, string Member, string Message) { }
        public string Member { get; init; }
        public string Message { get; init; }
        public int Row { get; init; }
        public static event System.Action<Mtl.RowWarning>? Reported;
        public override string ToString() { }
    }
    public abstract class Schedule
    {
        public static Mtl.Schedule Constant(int warmupSteps = 0, int warmupEpochs = 0) { }
        public static Mtl.Schedule Cosine(double end = 0, int warmupSteps = 0, int warmupEpochs = 0) { }
        public static Mtl.Schedule Exponential(double factor, int warmupSteps = 0, int warmupEpochs = 0) { }
        public static Mtl.Schedule FromTorch(System.Func<TorchSharp.torch.optim.Optimizer, TorchSharp.torch.optim.lr_scheduler.LRScheduler> create, bool everyStep = false) { }
        public static Mtl.Schedule Linear(double end = 0, int warmupSteps = 0, int warmupEpochs = 0) { }
        public static Mtl.Schedule Of(System.Func<Mtl.ScheduleTime, double> factor) { }
        public static Mtl.Schedule OnPlateau(double factor = 0.1, int patience = 5, double minimum = 0, int warmupSteps = 0, int warmupEpochs = 0) { }
        public static Mtl.Schedule Step(int epochs, double factor = 0.1, int warmupSteps = 0, int warmupEpochs = 0) { }
    }
    public readonly struct ScheduleTime : System.IEquatable<Mtl.ScheduleTime>
    {
        public ScheduleTime(long Step, int StepsPerEpoch, int Epochs) { }
        public int Epoch { get; }
        public int Epochs { get; init; }
        public long Step { get; init; }
        public int StepsPerEpoch { get; init; }
        public long TotalSteps { get; }
    }
    public sealed class SkippedStep : System.IEquatable<Mtl.SkippedStep>
    {
        public SkippedStep(int Epoch, int Step, string? Task, string What) { }
        public int Epoch { get; init; }
        public int Step { get; init; }
        public string? Task { get; init; }
        public string What { get; init; }
    }
    public sealed class SmoothTchebycheffBalancing : Mtl.LossBalancing
    {
        public SmoothTchebycheffBalancing() { }
        public System.Collections.Generic.IReadOnlyList<double>? Reference { get; init; }
        public double Temperature { get; init; }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class Standardization : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>
    {
        public Standardization(string name, System.ReadOnlySpan<long> shape, params System.Range[] columns) { }
        public TorchSharp.torch.Tensor Counts { get; }
        public TorchSharp.torch.Tensor Deviation { get; }
        public bool IsFitted { get; }
        public TorchSharp.torch.Tensor Mean { get; }
        public TorchSharp.torch.Tensor Destandardize(TorchSharp.torch.Tensor standardized) { }
        public void EnsureFitted(TorchSharp.torch.Tensor values) { }
        public Mtl.CompilerServices.StandardizationFit Measure(TorchSharp.torch.Tensor values) { }
        public Mtl.CompilerServices.StandardizationFit Measure(TorchSharp.torch.Tensor values, TorchSharp.torch.Tensor lengths) { }
        protected override void RegisterComponents() { }
        public void RequireFitted(string name) { }
        protected override void _toEpilog(TorchSharp.torch.ScalarType? dtype, TorchSharp.torch.Device? device, bool non_blocking) { }
        public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) { }
        public static void Fit(params Mtl.CompilerServices.StandardizationFit[] measured) { }
    }
    public sealed class StepLosses
    {
        public Mtl.TaskBalancing? Balancing { get; }
        public double? GradientNorm { get; }
        public System.Collections.Generic.IReadOnlyList<long> LabeledRows { get; }
        public System.Collections.Generic.IReadOnlyList<double> Losses { get; }
        public double Objective { get; }
        public double Penalty { get; }
        public System.Collections.Generic.IReadOnlyList<double>? Weights { get; }
        public override string ToString() { }
    }
    public enum StopReason
    {
        Completed = 0,
        Canceled = 1,
        Stopped = 2,
        EarlyStopped = 3,
        TimeLimit = 4,
    }
    public sealed class SynchronousProgress : System.IProgress<Mtl.TrainingProgress>
    {
        public SynchronousProgress(System.Action<Mtl.TrainingProgress> handler) { }
        public void Report(Mtl.TrainingProgress value) { }
    }
    public abstract class TaskBalancing : TorchSharp.torch.nn.Module
    {
        protected Mtl.ModelRandom Random { get; }
        public System.Collections.Generic.IReadOnlyList<double> Weights { get; }
        public void Attach(Mtl.ModelInfo model, Mtl.ModelRandom? random = null) { }
        public virtual void EndEpoch() { }
        protected override void RegisterComponents() { }
    }
    public sealed class TaskDifficulty : System.IEquatable<Mtl.TaskDifficulty>
    {
        public TaskDifficulty() { }
        public bool OnValidation { get; init; }
        public double Smoothing { get; init; }
    }
    public readonly struct TaskEpoch : System.IEquatable<Mtl.TaskEpoch>
    {
        public TaskEpoch(string Task, int Epoch, int Epochs, double? Difficulty) { }
        public double? Difficulty { get; init; }
        public int Epoch { get; init; }
        public int Epochs { get; init; }
        public double Progress { get; }
        public string Task { get; init; }
    }
    public static class TaskGradients
    {
        public static TorchSharp.torch.Tensor Compute<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
            where TModel : TorchSharp.torch.nn.Module, Mtl.IMultiTaskModel<TBatch, TMetrics>
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
        public static TorchSharp.torch.Tensor ComputeForRepresentation<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
            where TModel : TorchSharp.torch.nn.Module, Mtl.IMultiTaskModel<TBatch, TMetrics>
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
        public static TorchSharp.torch.Tensor Gramian(TorchSharp.torch.Tensor gradients) { }
    }
    public abstract class TaskHead : TorchSharp.torch.nn.Module
    {
        protected TaskHead(string task, long inputs, System.ReadOnlySpan<long> hidden, Mtl.HiddenNormalization normalization, long outputs) { }
        public TorchSharp.torch.ScalarType ElementType { get; }
        public System.Collections.Generic.IReadOnlyList<TorchSharp.Modules.Linear> Hidden { get; }
        public System.Collections.Generic.IReadOnlyList<TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>> HiddenNorm { get; }
        public TorchSharp.Modules.Linear Output { get; }
        public string TaskName { get; }
        protected override void RegisterComponents() { }
    }
    public abstract class TaskHead<TLabel, TPrediction, TMetrics> : Mtl.TaskHead
        where TMetrics : Mtl.TaskMetrics
    {
        protected TaskHead(string task, long inputs, System.ReadOnlySpan<long> hidden, Mtl.HiddenNormalization normalization, long outputs) { }
        protected virtual System.ReadOnlySpan<long> LossShape { get; }
        protected abstract System.ReadOnlySpan<long> RowShape { get; }
        public TorchSharp.torch.Tensor Loss(TorchSharp.torch.Tensor output, Mtl.TaskLabels labels) { }
        public Mtl.CompilerServices.LossOp NewLossOp(Mtl.CompilerServices.StepValue output) { }
        public abstract Mtl.IMeter<TMetrics> NewMeter();
        public abstract System.Collections.Generic.IReadOnlyList<TPrediction> Predict(TorchSharp.torch.Tensor output);
        public void RequireLabels(Mtl.TaskLabels labels) { }
        protected void RequireShape(TorchSharp.torch.Tensor output) { }
        protected abstract TorchSharp.torch.Tensor RowLosses(TorchSharp.torch.Tensor output, TorchSharp.torch.Tensor values);
    }
    public sealed class TaskInfo : System.IEquatable<Mtl.TaskInfo>
    {
        public TaskInfo(string Name, Mtl.TaskKind Kind, double Weight, System.Collections.Generic.IReadOnlyList<string> Classes) { }
        public System.Collections.Generic.IReadOnlyList<string> Classes { get; init; }
        public Mtl.TaskKind Kind { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.Metric> Metrics { get; init; }
        public string Name { get; init; }
        public System.Collections.Generic.IReadOnlyList<double> Quantiles { get; init; }
        public int ShownMetrics { get; }
        public string? StateKey { get; init; }
        public double Weight { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Ordered(Mtl.TaskMetrics metrics) { }
        public override string ToString() { }
    }
    public enum TaskKind
    {
        Class = 0,
        Binary = 1,
        Regression = 2,
        MultiLabel = 3,
        Count = 4,
        Ordinal = 5,
        Quantile = 6,
        Custom = 7,
    }
    public readonly struct TaskLabels : System.IDisposable, System.IEquatable<Mtl.TaskLabels>
    {
        public TaskLabels(TorchSharp.torch.Tensor Values, TorchSharp.torch.Tensor Present) { }
        public long Count { get; }
        public TorchSharp.torch.Tensor Present { get; init; }
        public TorchSharp.torch.Tensor Values { get; init; }
        public long CountPresent() { }
        public void Dispose() { }
        public Mtl.TaskLabels Positions() { }
        public Mtl.TaskLabels Positions(TorchSharp.torch.Tensor lengths) { }
        public Mtl.TaskLabels Rows(TorchSharp.torch.Tensor indices) { }
        public Mtl.TaskLabels Slice(long start, long count) { }
        public Mtl.TaskLabels ToDevice(TorchSharp.torch.Device device) { }
        public static void RequireRows(Mtl.ModelInfo model, long rows, params Mtl.TaskLabels[] labels) { }
    }
    public abstract class TaskLearningRates
    {
        protected TaskLearningRates() { }
        public virtual bool IncludesShared { get; }
        public abstract double Factor(Mtl.TaskEpoch epoch);
        public static Mtl.TaskLearningRates ByDifficulty(double strength = 1, double min = 0.5, double max = 2, bool includeShared = false) { }
    }
    public abstract class TaskMetrics : System.IEquatable<Mtl.TaskMetrics>
    {
        protected TaskMetrics(long Count, double Loss) { }
        public long Count { get; init; }
        public double Loss { get; init; }
        public abstract System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; }
        public override sealed string ToString() { }
    }
    public sealed class TaskResult : System.IEquatable<Mtl.TaskResult>
    {
        public TaskResult(string Task, double TrainingLoss, Mtl.ValidationResult? Validation) { }
        public double? DropoutRate { get; init; }
        public double? LearningRateFactor { get; init; }
        public string Task { get; init; }
        public double TrainingLoss { get; init; }
        public Mtl.ValidationResult? Validation { get; init; }
        public double? Weight { get; init; }
        public override string ToString() { }
    }
    public sealed class TaskWatch<TModel> : Mtl.Watch<TModel>
    {
        public Mtl.LossWatch<TModel> Loss { get; }
    }
    public abstract class TrainingCallback
    {
        protected TrainingCallback() { }
        public virtual void EpochEnded(Mtl.TrainingRun run, Mtl.EpochResult result) { }
        public virtual void StepEnded(Mtl.TrainingRun run) { }
    }
    public sealed class TrainingException : System.Exception
    {
        public TrainingException(string? task, int epoch, int step, string message, System.Exception? innerException = null) { }
        public int Epoch { get; }
        public int Step { get; }
        public string? TaskName { get; }
    }
    public sealed class TrainingHistory : System.IEquatable<Mtl.TrainingHistory>
    {
        public TrainingHistory(string Model, long Seed, System.Collections.Generic.IReadOnlyList<Mtl.EpochResult> Epochs, long Steps, Mtl.StopReason StopReason) { }
        [System.Text.Json.Serialization.JsonIgnore]
        public System.TimeSpan Duration { get; }
        public System.Collections.Generic.IReadOnlyList<Mtl.EpochResult> Epochs { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.Hyperparameter> Hyperparameters { get; init; }
        public string Model { get; init; }
        public System.TimeSpan Preparation { get; init; }
        public int? RestoredEpoch { get; init; }
        public long? ResumedAtStep { get; init; }
        public long Seed { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.SkippedStep> Skipped { get; init; }
        public long Steps { get; init; }
        public Mtl.StopReason StopReason { get; init; }
        public System.Collections.Generic.IReadOnlyList<string> Warnings { get; init; }
        public Mtl.EpochResult? BestEpoch(string task) { }
        public void Save(string path) { }
        public override string ToString() { }
        public static Mtl.TrainingHistory Load(string path) { }
    }
    public class TrainingOptions
    {
        public TrainingOptions() { }
        public int AccumulateBatches { get; init; }
        public Mtl.DropoutRule AdaptiveDropout { get; init; }
        public Mtl.TaskBalancing? Balancing { get; init; }
        public int BatchSize { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.TrainingCallback> Callbacks { get; init; }
        public Mtl.CheckpointOptions? Checkpoints { get; init; }
        public Mtl.TaskDifficulty Difficulty { get; init; }
        public Mtl.EarlyStopping? EarlyStopping { get; init; }
        public int Epochs { get; init; }
        public double? GradientClipNorm { get; init; }
        public double LearningRate { get; init; }
        public System.TimeSpan? MaxDuration { get; init; }
        public Mtl.NonFiniteStep NonFinite { get; init; }
        public System.Func<System.Collections.Generic.IReadOnlyList<TorchSharp.Modules.Parameter>, double, TorchSharp.torch.optim.Optimizer>? Optimizer { get; init; }
        public System.IProgress<Mtl.TrainingProgress>? Progress { get; init; }
        public bool RestoreBest { get; init; }
        public Mtl.Schedule? Schedule { get; init; }
        public long? Seed { get; init; }
        public Mtl.TaskLearningRates? TaskLearningRates { get; init; }
        public int? Threads { get; init; }
        public Mtl.Watch? Watch { get; init; }
    }
    public class TrainingOptions<TRow> : Mtl.TrainingOptions
    {
        public TrainingOptions() { }
        public System.Collections.Generic.IEnumerable<TRow>? Validation { get; init; }
    }
    public sealed class TrainingProgress : System.IEquatable<Mtl.TrainingProgress>
    {
        public TrainingProgress() { }
        public required System.TimeSpan Elapsed { get; init; }
        public bool Ended { get; init; }
        public required int Epoch { get; init; }
        public required int Epochs { get; init; }
        public Mtl.EpochResult? Finished { get; init; }
        public bool IsPreparing { get; init; }
        public required System.Collections.Generic.IReadOnlyList<double> Losses { get; init; }
        public required int Step { get; init; }
        public required int StepsPerEpoch { get; init; }
        public required System.Collections.Generic.IReadOnlyList<string> Tasks { get; init; }
        public override string ToString() { }
    }
    public sealed class TrainingRun
    {
        public int Epoch { get; }
        public bool IsStopped { get; }
        public double LearningRate { get; }
        public Mtl.StepLosses Losses { get; }
        public long Steps { get; }
        public void Stop() { }
    }
    public static class TrainingSession
    {
        public static Mtl.TrainingSession<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(TModel model, TBatch train, TBatch? validation = default, Mtl.TrainingOptions? options = null, System.Threading.CancellationToken cancellationToken = default)
            where TModel : TorchSharp.torch.nn.Module, Mtl.IMultiTaskModel<TBatch, TMetrics>
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
        public static Mtl.TrainingSession<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(TModel model, TBatch train, TBatch? validation, Mtl.TrainingOptions options, Mtl.CompilerServices.TrainingPreparation preparation, System.Threading.CancellationToken cancellationToken)
            where TModel : TorchSharp.torch.nn.Module, Mtl.IMultiTaskModel<TBatch, TMetrics>
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
    }
    public sealed class TrainingSession<TBatch, TMetrics> : System.IDisposable
        where TBatch :  struct, Mtl.IBatch<TBatch>
        where TMetrics : Mtl.IModelMetrics
    {
        public int Epoch { get; }
        public Mtl.TrainingHistory History { get; }
        public Mtl.BackwardPass Step { get; }
        public int? Threads { get; }
        public TBatch? Validation { get; }
        public void Dispose() { }
        public void EndEpoch() { }
        public Mtl.TrainingException? Failure(System.Exception error) { }
        public bool NextBatch(out TBatch batch) { }
        public bool NextEpoch() { }
        public void Record(TMetrics metrics) { }
        public void Update() { }
        public void ZeroGradients() { }
    }
    public static class TrainingStep
    {
        public static Mtl.TrainingStep<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(TModel model, Mtl.TrainingOptions? options = null)
            where TModel : TorchSharp.torch.nn.Module, Mtl.IMultiTaskModel<TBatch, TMetrics>
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
    }
    public sealed class TrainingStep<TBatch, TMetrics> : System.IDisposable
        where TBatch :  struct, Mtl.IBatch<TBatch>
        where TMetrics : Mtl.IModelMetrics
    {
        public Mtl.StepLosses Losses { get; }
        public void Dispose() { }
        public void EndEpoch() { }
        public Mtl.StepLosses Run(TBatch batch) { }
    }
    public sealed class UPGradBalancing : Mtl.GradientBalancing
    {
        public UPGradBalancing() { }
        protected override void Weigh(Mtl.Gramian gradients, System.Span<double> weights, System.Span<double> headWeights) { }
    }
    public sealed class UncertaintyBalancing : Mtl.LossBalancing
    {
        public UncertaintyBalancing(int tasks) { }
        public System.Collections.Generic.IReadOnlyList<float> LogVariances { get; }
        protected override double Weigh(System.ReadOnlySpan<Mtl.BalancedTask> tasks, System.Span<double> weights) { }
    }
    public sealed class ValidationResult : System.IEquatable<Mtl.ValidationResult>
    {
        public ValidationResult(long Count, double Loss, System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values) { }
        public long Count { get; init; }
        public double Loss { get; init; }
        public int Shown { get; init; }
        public System.Collections.Generic.IReadOnlyList<Mtl.MetricValue> Values { get; init; }
        public override string ToString() { }
    }
    public sealed class Vocabulary
    {
        public Vocabulary(string feature, int capacity) { }
        public int Capacity { get; }
        public string Feature { get; }
        public bool IsFitted { get; }
        public System.Collections.Generic.IReadOnlyList<string> Values { get; }
        public void EnsureFitted(System.Collections.Generic.IEnumerable<System.Collections.Generic.IEnumerable<string?>?> sequences) { }
        public void EnsureFitted(System.Collections.Generic.IEnumerable<string?> values) { }
        public long? IndexOf(string? value) { }
        public override string ToString() { }
    }
    public abstract class Watch { }
    public abstract class Watch<TModel> : Mtl.Watch { }
}