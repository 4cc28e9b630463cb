namespace Mtl.CompilerServices
{
    public sealed class ActivationOp : Mtl.CompilerServices.FusedOp
    {
        public ActivationOp(Mtl.CompilerServices.StepValue input, Mtl.Activation function) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public sealed class BatchNormOp : Mtl.CompilerServices.FusedOp
    {
        public BatchNormOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.CompilerServices.FlatParameters parameters, TorchSharp.Modules.BatchNorm1d module) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public static class BatchTensor
    {
        public static TorchSharp.torch.Device DeviceOf(TorchSharp.torch.Tensor? tensor, string name) { }
        public static TorchSharp.torch.Tensor Rows(TorchSharp.torch.Tensor? tensor, string name, TorchSharp.torch.Tensor indices) { }
        public static TorchSharp.torch.Tensor Slice(TorchSharp.torch.Tensor? tensor, string name, long start, long count) { }
        public static TorchSharp.torch.Tensor ToDevice(TorchSharp.torch.Tensor? tensor, string name, TorchSharp.torch.Device device) { }
    }
    public sealed class ConcatOp : Mtl.CompilerServices.FusedOp
    {
        public ConcatOp(Mtl.CompilerServices.StepMemory memory, params Mtl.CompilerServices.StepValue[] inputs) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public static class ConditionalTask
    {
        public static TorchSharp.torch.Tensor Logit(TorchSharp.torch.Tensor condition, TorchSharp.torch.Tensor task) { }
    }
    public sealed class CrossStitchOp : Mtl.CompilerServices.FusedOp
    {
        public CrossStitchOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.FlatParameters parameters, Mtl.CrossStitchUnit unit, params Mtl.CompilerServices.StepValue[] copies) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public sealed class DropoutOp : Mtl.CompilerServices.FusedOp
    {
        public DropoutOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.ModelRandom random, Mtl.DropoutRate rate) { }
        public DropoutOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.ModelRandom random, double rate) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public static class EmbeddingLookup
    {
        public static TorchSharp.torch.Tensor Call(TorchSharp.Modules.Embedding layer, string name, TorchSharp.torch.Tensor indices) { }
    }
    public sealed class EmbeddingOp : Mtl.CompilerServices.FusedOp
    {
        public EmbeddingOp(Mtl.CompilerServices.StepMemory memory, string name, int indices, long missing, Mtl.CompilerServices.FlatParameters parameters, TorchSharp.Modules.Embedding module) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
        public void Read(TorchSharp.torch.Tensor indices, int column = 0) { }
    }
    public static class ExpertMixture
    {
        public static TorchSharp.Modules.ModuleList<TModule> Copies<TModule>(int experts, System.Func<TModule> make)
            where TModule : TorchSharp.torch.nn.Module { }
        public static TorchSharp.torch.Tensor Mix(TorchSharp.torch.Tensor gate, System.Collections.Generic.IReadOnlyList<TorchSharp.torch.Tensor> experts) { }
    }
    public sealed class FeatureMatrix
    {
        public FeatureMatrix(int width, TorchSharp.torch.ScalarType type = 6, Mtl.CompilerServices.PrecisionWarnings? warnings = null, int expectedRows = 0) { }
        public int Rows { get; }
        public void Add(string feature, bool value) { }
        public void Add<T>(string feature, T value)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, int length, System.Collections.Generic.IReadOnlyList<T>? values)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, int length, System.ReadOnlySpan<T> values)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, int length, T[]? values)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, int rows, int columns, T[]? values)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, int channels, int rows, int columns, T[]? values)
            where T :  struct, System.Numerics.INumber<T> { }
        public void AddOneHot(Mtl.Vocabulary vocabulary, string? value) { }
        public void AddOneHot<TEnum>(string feature, TEnum value)
            where TEnum :  struct, System.Enum { }
        public void AddOneHot<T>(string feature, int categories, T value)
            where T :  struct, System.Numerics.IBinaryInteger<T> { }
        public void AddOneHotOrMissing<TEnum>(string feature, TEnum? value)
            where TEnum :  struct, System.Enum { }
        public void AddOneHotOrMissing<T>(string feature, int categories, T? value)
            where T :  struct, System.Numerics.IBinaryInteger<T> { }
        public void AddOrMissing(string feature, bool? value) { }
        public void AddOrMissing<T>(string feature, T? value)
            where T :  struct, System.Numerics.INumber<T> { }
        public void EndRow() { }
        public TorchSharp.torch.Tensor ToTensor() { }
        public TorchSharp.torch.Tensor ToTensor(System.ReadOnlySpan<long> rowShape) { }
    }
    public sealed class FlatParameters : System.IDisposable
    {
        public FlatParameters(TorchSharp.torch.nn.Module module, System.Collections.Generic.IReadOnlyList<TorchSharp.torch.nn.Module>? shared = null, System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<TorchSharp.Modules.Linear>>? linearGroups = null, System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<TorchSharp.torch.nn.Module>>? taskSpecific = null, System.Collections.Generic.IReadOnlyList<Mtl.CompilerServices.TaskGradientFlow>? gradientFlow = null, System.Collections.Generic.IReadOnlyList<TorchSharp.torch.nn.Module>? penalized = null) { }
        public TorchSharp.torch.Tensor? Gradients { get; }
        public bool IsIntact { get; }
        public long SharedCount { get; }
        public TorchSharp.torch.Tensor? Values { get; }
        public void AttachGradients() { }
        public void BackwardByTask(System.Collections.Generic.IReadOnlyList<TorchSharp.torch.Tensor> losses, TorchSharp.torch.Tensor gradients) { }
        public void Dispose() { }
        public void Ensure() { }
        public void KeepGradients() { }
    }
    public static class Freezing
    {
        public static void Freeze(TorchSharp.torch.nn.Module module) { }
    }
    public abstract class FusedOp : System.IDisposable
    {
        protected FusedOp() { }
        public abstract Mtl.CompilerServices.StepValue Output { get; }
        public abstract void Backward();
        public void Dispose() { }
        protected virtual void Dispose(bool disposing) { }
        public abstract void Forward();
    }
    public sealed class FusedStepCache<TStep, TBatch> : System.IDisposable
        where TStep : Mtl.CompilerServices.FusedStep<TBatch>
        where TBatch :  struct, Mtl.IBatch<TBatch>
    {
        public FusedStepCache(TorchSharp.torch.nn.Module model, Mtl.CompilerServices.FlatParameters parameters, System.Func<TStep> make) { }
        public TStep ForInference { get; }
        public TStep ForTraining { get; }
        public void Dispose() { }
    }
    public abstract class FusedStep<TBatch> : System.IDisposable
        where TBatch :  struct, Mtl.IBatch<TBatch>
    {
        protected FusedStep(Mtl.CompilerServices.FlatParameters parameters) { }
        public bool IsCurrent { get; }
        protected Mtl.CompilerServices.StepMemory Memory { get; }
        protected Mtl.CompilerServices.FlatParameters Parameters { get; }
        protected abstract System.Collections.Generic.IEnumerable<Mtl.CompilerServices.StepValue> Representation { get; }
        protected Mtl.CompilerServices.StepMemory TaskMemory { get; }
        protected TOperation Add<TOperation>(TOperation operation)
            where TOperation : Mtl.CompilerServices.FusedOp { }
        protected TOperation[] AddEach<TOperation>(int experts, System.Func<int, TOperation> make)
            where TOperation : Mtl.CompilerServices.FusedOp { }
        protected void AddLoss(Mtl.CompilerServices.LossOp loss, double weight) { }
        protected abstract void BackwardShared();
        protected virtual void BackwardTask(int task) { }
        protected virtual void BackwardTogether() { }
        public void Dispose() { }
        protected virtual void Dispose(bool disposing) { }
        protected void EndInference() { }
        protected abstract void Forward(TBatch batch);
        protected virtual double Penalties() { }
        protected abstract void ReadLabels(TBatch batch, Mtl.TaskLabels[] labels);
        public void Run(TBatch batch, Mtl.BackwardPass pass) { }
        public TorchSharp.torch.Tensor RunToRepresentation(TBatch batch, Mtl.BackwardPass pass) { }
        protected bool TryBeginInference(long rows) { }
        protected static T[] Each<T>(int experts, System.Func<int, T> make) { }
    }
    public sealed class GateOp : Mtl.CompilerServices.FusedOp
    {
        public GateOp(Mtl.CompilerServices.StepValue input) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public static class HyperparameterRange
    {
        public static double NotNegative(double value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") { }
        public static double Positive(double value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") { }
        public static double Probability(double value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") { }
        public static double Share(double value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") { }
    }
    public static class HyperparameterText
    {
        public static string Of(System.Collections.Generic.IReadOnlyList<Mtl.Hyperparameter> values) { }
    }
    public sealed class IndexMatrix
    {
        public IndexMatrix(int width, int expectedRows = 0) { }
        public int Rows { get; }
        public void Add(Mtl.Vocabulary vocabulary, string? value) { }
        public void Add<TEnum>(string feature, TEnum value)
            where TEnum :  struct, System.Enum { }
        public void Add<T>(string feature, int categories, T value)
            where T :  struct, System.Numerics.IBinaryInteger<T> { }
        public void Add<T>(string feature, int categories, int length, T[]? values)
            where T :  struct, System.Numerics.IBinaryInteger<T> { }
        public void AddOrMissing<TEnum>(string feature, TEnum? value)
            where TEnum :  struct, System.Enum { }
        public void AddOrMissing<T>(string feature, int categories, T? value)
            where T :  struct, System.Numerics.IBinaryInteger<T> { }
        public void EndRow() { }
        public TorchSharp.torch.Tensor ToTensor() { }
    }
    public sealed class IndexSequences
    {
        public IndexSequences(int maxLength) { }
        public int LastLength { get; }
        public void Add(Mtl.Vocabulary vocabulary, string?[]? values) { }
        public void Add<T>(string feature, int categories, T[]? values)
            where T :  struct, System.Numerics.IBinaryInteger<T> { }
        public void RequireLength(string feature, string other, int length) { }
        public TorchSharp.torch.Tensor ToLengths() { }
        public TorchSharp.torch.Tensor ToTensor() { }
    }
    public sealed class InferenceScope : System.IDisposable
    {
        public InferenceScope(TorchSharp.torch.nn.Module model, int? threads = default) { }
        public TorchSharp.torch.Device Device { get; }
        public void Dispose() { }
    }
    public sealed class InputOp
    {
        public InputOp(Mtl.CompilerServices.StepMemory memory, int width) { }
        public Mtl.CompilerServices.StepValue Output { get; }
        public void Forward(TorchSharp.torch.Tensor input, bool missingIsZero = false) { }
        public void Forward(TorchSharp.torch.Tensor input, Mtl.Standardization standardization, bool missingIsMean) { }
    }
    public sealed class LayerNormOp : Mtl.CompilerServices.FusedOp
    {
        public LayerNormOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.CompilerServices.FlatParameters parameters, TorchSharp.Modules.LayerNorm module) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public sealed class LearningRateGroup
    {
        public LearningRateGroup(double multiplier, params TorchSharp.torch.nn.Module[] modules) { }
        public System.Collections.Generic.IReadOnlyList<TorchSharp.torch.nn.Module> Modules { get; }
        public double Multiplier { get; }
    }
    public sealed class LinearGroupOp : Mtl.CompilerServices.FusedOp
    {
        public LinearGroupOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.CompilerServices.FlatParameters parameters, params TorchSharp.Modules.Linear[] layers) { }
        public Mtl.CompilerServices.StepValue this[int layer] { get; }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        protected override void Dispose(bool disposing) { }
        public override void Forward() { }
    }
    public sealed class LinearOp : Mtl.CompilerServices.FusedOp
    {
        public LinearOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.CompilerServices.FlatParameters parameters, params TorchSharp.Modules.Linear[] layers) { }
        public LinearOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue input, Mtl.CompilerServices.StepValue? output, Mtl.CompilerServices.FlatParameters parameters, params TorchSharp.Modules.Linear[] layers) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        protected override void Dispose(bool disposing) { }
        public override void Forward() { }
    }
    public abstract class LossOp
    {
        protected LossOp(Mtl.CompilerServices.StepValue output) { }
        public Mtl.CompilerServices.StepValue Output { get; }
        public Mtl.CompilerServices.MeasuredLoss Run(Mtl.TaskLabels labels, double weight, int slice = 0, long? accumulated = default) { }
    }
    public readonly struct MeasuredLoss : System.IEquatable<Mtl.CompilerServices.MeasuredLoss>
    {
        public MeasuredLoss(double Loss, long Labels) { }
        public long Labels { get; init; }
        public double Loss { get; init; }
    }
    public sealed class MixtureOp : Mtl.CompilerServices.FusedOp
    {
        public MixtureOp(Mtl.CompilerServices.StepMemory memory, Mtl.CompilerServices.StepValue gate, params Mtl.CompilerServices.StepValue[] experts) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public sealed class ModelConstruction : System.IDisposable
    {
        public void Dispose() { }
        public TorchSharp.Modules.GRU Draw(TorchSharp.Modules.GRU layer) { }
        public TorchSharp.Modules.GroupNorm Draw(TorchSharp.Modules.GroupNorm layer) { }
        public TorchSharp.Modules.LSTM Draw(TorchSharp.Modules.LSTM layer) { }
        public TorchSharp.Modules.Linear Draw(TorchSharp.Modules.Linear layer) { }
        public TorchSharp.Modules.MultiheadAttention Draw(TorchSharp.Modules.MultiheadAttention layer) { }
        public TorchSharp.Modules.Embedding Draw(TorchSharp.Modules.Embedding layer, long? padding = default) { }
        public TConvolution Draw<TConvolution>(TConvolution layer)
            where TConvolution : TorchSharp.Modules.Convolution { }
    }
    public static class ModelDevice
    {
        public static void Move(TorchSharp.torch.nn.Module model, TorchSharp.torch.Device device) { }
    }
    public static class ModelDisposal
    {
        public static System.IDisposable? Begin(TorchSharp.torch.nn.Module model, bool disposing) { }
    }
    public static class ModelFile
    {
        public static Mtl.LoadReport Load(TorchSharp.torch.nn.Module model, Mtl.ModelInfo info, string path, params Mtl.Vocabulary[] vocabularies) { }
        public static THyperparameters ReadHyperparameters<THyperparameters>(Mtl.ModelInfo info, string path, System.Func<Mtl.CompilerServices.SavedHyperparameters, THyperparameters> make) { }
        public static void Save(TorchSharp.torch.nn.Module model, Mtl.ModelInfo info, string path, params Mtl.Vocabulary[] vocabularies) { }
    }
    public sealed class NumberSequences
    {
        public NumberSequences(int width, int maxLength, TorchSharp.torch.ScalarType type = 6, Mtl.CompilerServices.PrecisionWarnings? warnings = null) { }
        public int LastLength { get; }
        public void Add<T>(string feature, T[]? steps)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, T[]? values)
            where T :  struct, System.Numerics.INumber<T> { }
        public void Add<T>(string feature, T[]?[]? steps)
            where T :  struct, System.Numerics.INumber<T> { }
        public void RequireLength(string feature, string other, int length) { }
        public TorchSharp.torch.Tensor ToLengths() { }
        public TorchSharp.torch.Tensor ToTensor([System.Runtime.CompilerServices.ParamCollection] [System.Runtime.CompilerServices.ScopedRef] System.ReadOnlySpan<long> stepShape) { }
    }
    public static class OneDnn
    {
        public static void RequireCorrect() { }
    }
    public sealed class PenaltyOp
    {
        public double Add() { }
        public static Mtl.CompilerServices.PenaltyOp GroupLasso(Mtl.CompilerServices.FlatParameters parameters, TorchSharp.torch.nn.Module module, double strength) { }
        public static Mtl.CompilerServices.PenaltyOp L1(Mtl.CompilerServices.FlatParameters parameters, TorchSharp.torch.nn.Module module, double strength) { }
        public static Mtl.CompilerServices.PenaltyOp L2(Mtl.CompilerServices.FlatParameters parameters, TorchSharp.torch.nn.Module module, double strength) { }
    }
    public static class PerPosition
    {
        public static System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<TPrediction>> ByRow<TPrediction>(System.Collections.Generic.IReadOnlyList<TPrediction> answers, TorchSharp.torch.Tensor lengths) { }
        public static System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<TPrediction>> ByRow<TPrediction>(System.Collections.Generic.IReadOnlyList<TPrediction> answers, int steps) { }
    }
    public sealed class PositionLabels<TLabel> : Mtl.LabelColumn
        where TLabel :  struct
    {
        public PositionLabels(Mtl.LabelColumn<TLabel> positions, int steps) { }
        public override int Rows { get; }
        public void Add(System.Nullable<TLabel>[]? labels) { }
        public void Add(TLabel[]? labels) { }
        public void Add<TNumber>(System.Nullable<TNumber>[]? labels)
            where TNumber :  struct, System.Numerics.INumber<TNumber> { }
        public void Add<TNumber>(TNumber[]? labels)
            where TNumber :  struct, System.Numerics.INumber<TNumber> { }
        public override Mtl.TaskLabels ToLabels() { }
    }
    public sealed class PrecisionWarnings
    {
        public PrecisionWarnings(string model, params string[] members) { }
    }
    public sealed class ProductOp : Mtl.CompilerServices.FusedOp
    {
        public ProductOp(Mtl.CompilerServices.StepMemory memory, params Mtl.CompilerServices.StepValue[] inputs) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public static class RowSource
    {
        public static int CountIfKnown<TRow>(System.Collections.Generic.IEnumerable<TRow>? rows) { }
        public static System.Collections.Generic.IEnumerable<TRow> Read<TRow>(System.Collections.Generic.IEnumerable<TRow> rows) { }
    }
    public sealed class SavedHyperparameters
    {
        public double Read(string name, double declared) { }
    }
    public static class SelfAttention
    {
        public static TorchSharp.torch.Tensor Apply(TorchSharp.Modules.MultiheadAttention attention, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor? lengths = null) { }
        public static TorchSharp.torch.Tensor Apply(TorchSharp.Modules.TransformerEncoder encoder, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor? lengths = null) { }
        public static TorchSharp.torch.Tensor Apply(TorchSharp.Modules.TransformerEncoder encoder, TorchSharp.torch.Tensor sequence, Mtl.ModelRandom random, long heads, double dropout, TorchSharp.torch.nn.Activations activation, bool training, TorchSharp.torch.Tensor? lengths = null) { }
        public static TorchSharp.Modules.TransformerEncoder NewEncoder(long features, long heads, long feedForward, long blocks, double dropout, TorchSharp.torch.nn.Activations activation) { }
        public static TorchSharp.Modules.Embedding NewPositions(long steps, long features) { }
        public static TorchSharp.torch.Tensor WithPositions(TorchSharp.torch.Tensor sequence) { }
        public static TorchSharp.torch.Tensor WithPositions(TorchSharp.torch.Tensor sequence, TorchSharp.Modules.Embedding positions) { }
    }
    public sealed class SequenceLabels<TLabel> : Mtl.LabelColumn
        where TLabel :  struct
    {
        public SequenceLabels(Mtl.LabelColumn<TLabel> positions) { }
        public override int Rows { get; }
        public void Add(int length, System.Nullable<TLabel>[]? labels) { }
        public void Add(int length, TLabel[]? labels) { }
        public void Add<TNumber>(int length, System.Nullable<TNumber>[]? labels)
            where TNumber :  struct, System.Numerics.INumber<TNumber> { }
        public void Add<TNumber>(int length, TNumber[]? labels)
            where TNumber :  struct, System.Numerics.INumber<TNumber> { }
        public override Mtl.TaskLabels ToLabels() { }
    }
    public static class Sequences
    {
        public static TorchSharp.torch.Tensor Last(TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths) { }
        public static TorchSharp.torch.Tensor Max(TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths) { }
        public static TorchSharp.torch.Tensor Mean(TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths) { }
        public static TorchSharp.torch.Tensor Padding(TorchSharp.torch.Tensor lengths, long steps) { }
        public static TorchSharp.torch.Tensor Read(TorchSharp.Modules.GRU layer, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths) { }
        public static TorchSharp.torch.Tensor Read(TorchSharp.Modules.LSTM layer, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths) { }
        public static TorchSharp.torch.Tensor RealSteps(TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths) { }
        public static TorchSharp.torch.Tensor SideBySide(params TorchSharp.torch.Tensor[] lengths) { }
        public static TorchSharp.torch.Tensor Slide(TorchSharp.Modules.AvgPool1d layer, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths, TorchSharp.torch.Tensor windows, int least = 1) { }
        public static TorchSharp.torch.Tensor Slide(TorchSharp.Modules.Conv1d layer, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths, TorchSharp.torch.Tensor windows, int least = 1) { }
        public static TorchSharp.torch.Tensor Slide(TorchSharp.Modules.MaxPool1d layer, TorchSharp.torch.Tensor sequence, TorchSharp.torch.Tensor lengths, TorchSharp.torch.Tensor windows, int least = 1) { }
        public static TorchSharp.torch.Tensor Windows(TorchSharp.torch.Tensor lengths, int kernel, int stride, int padding) { }
    }
    public sealed class SharedRepresentation
    {
        public SharedRepresentation() { }
        public TorchSharp.torch.Tensor Backward(System.Collections.Generic.IReadOnlyList<TorchSharp.torch.Tensor> losses) { }
        public TorchSharp.torch.Tensor Boundary(TorchSharp.torch.Tensor value) { }
    }
    public static class SoftSharing
    {
        public static void CopyInitialWeights(params TorchSharp.torch.nn.Module[] copies) { }
        public static TorchSharp.torch.Tensor Distance(params TorchSharp.torch.nn.Module[] copies) { }
    }
    public sealed class SoftSharingOp
    {
        public SoftSharingOp(Mtl.CompilerServices.FlatParameters parameters, double strength, params TorchSharp.torch.nn.Module[] modules) { }
        public double Add() { }
    }
    public sealed class StandardizationFit { }
    public sealed class StepMemory : System.IDisposable
    {
        public StepMemory() { }
        public void Begin(long rows, bool isTraining = true, int slices = 1) { }
        public void Dispose() { }
    }
    public sealed class StepValue
    {
        public TorchSharp.torch.Tensor? Gradients { get; }
        public TorchSharp.torch.Tensor Values { get; }
        public int Width { get; }
        public Mtl.CompilerServices.StepValue Columns(int start, int width) { }
    }
    public sealed class SumOp : Mtl.CompilerServices.FusedOp
    {
        public SumOp(Mtl.CompilerServices.StepMemory memory, params Mtl.CompilerServices.StepValue[] inputs) { }
        public override Mtl.CompilerServices.StepValue Output { get; }
        public override void Backward() { }
        public override void Forward() { }
    }
    public sealed class TaskGradientFlow
    {
        public TaskGradientFlow(int[] tasks, params TorchSharp.torch.nn.Module[] parts) { }
    }
    public static class TaskLines
    {
        public static string OfLosses(System.Collections.Generic.IReadOnlyList<Mtl.TaskInfo> tasks, params TorchSharp.torch.Tensor?[] losses) { }
        public static string OfMetrics(System.Collections.Generic.IReadOnlyList<Mtl.TaskInfo> tasks, System.Collections.Generic.IReadOnlyList<Mtl.TaskMetrics> metrics) { }
        public static string OfPredictions(System.Collections.Generic.IReadOnlyList<Mtl.TaskInfo> tasks, params object?[] predictions) { }
    }
    public static class TensorShape
    {
        public static long CountRows(TorchSharp.torch.Tensor? tensor, string model, [System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "Name",
                "Tensor"})] params System.ValueTuple<string, TorchSharp.torch.Tensor>[] others) { }
        public static TorchSharp.torch.Tensor ForWeights(TorchSharp.torch.Tensor tensor, string model, string name, TorchSharp.torch.Tensor weight) { }
        public static TorchSharp.torch.Tensor InType(TorchSharp.torch.Tensor tensor, TorchSharp.torch.ScalarType type) { }
        public static void Require(TorchSharp.torch.Tensor tensor, string model, string name, [System.Runtime.CompilerServices.ParamCollection] [System.Runtime.CompilerServices.ScopedRef] System.ReadOnlySpan<long> rowShape) { }
        public static void RequireBatch(long rows, Mtl.ModelInfo model) { }
        public static void RequireDense(string model, [System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "Name",
                "Tensor"})] params System.ValueTuple<string, TorchSharp.torch.Tensor>[] inputs) { }
        public static void RequireIndexSequence(TorchSharp.torch.Tensor tensor, TorchSharp.torch.Tensor lengths, string model, string name, int maxLength) { }
        public static void RequireIndices(TorchSharp.torch.Tensor tensor, string model, string name, System.ReadOnlySpan<long> rowShape = default) { }
        public static void RequireLengths(TorchSharp.torch.Tensor tensor, string model, string name, int sequences) { }
        public static void RequireOutput(TorchSharp.torch.Tensor output, string model, string layer, TorchSharp.torch.Tensor weight, [System.Runtime.CompilerServices.ParamCollection] [System.Runtime.CompilerServices.ScopedRef] System.ReadOnlySpan<long> rowShape) { }
        public static long RequireRows(string model, [System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "Name",
                "Tensor"})] params System.ValueTuple<string, TorchSharp.torch.Tensor>[] inputs) { }
        public static void RequireSameDevice(TorchSharp.torch.Tensor tensor, string model, string name, TorchSharp.torch.Tensor weight) { }
        public static void RequireSequence(TorchSharp.torch.Tensor tensor, TorchSharp.torch.Tensor lengths, string model, string name, int maxLength, [System.Runtime.CompilerServices.ParamCollection] [System.Runtime.CompilerServices.ScopedRef] System.ReadOnlySpan<long> stepShape) { }
    }
    public sealed class TrainingPreparation : System.IDisposable
    {
        public void Dispose() { }
        public static Mtl.CompilerServices.TrainingPreparation OfRows<TModel, TBatch, TMetrics>(TModel model, Mtl.TrainingOptions options, params Mtl.Vocabulary[] vocabularies)
            where TModel : TorchSharp.torch.nn.Module, Mtl.IMultiTaskModel<TBatch, TMetrics>
            where TBatch :  struct, Mtl.IBatch<TBatch>
            where TMetrics : Mtl.IModelMetrics { }
    }
    public static class Watches
    {
        public static Mtl.Watch<TModel> AllTasks<TModel>() { }
        public static Mtl.Watch<TModel> AnyTask<TModel>() { }
        public static Mtl.Watch<TModel> Objective<TModel>() { }
        public static Mtl.TaskWatch<TModel> Task<TModel>(int task) { }
    }
    public static class WeightPenalty
    {
        public static void RequireWeights(string layer, TorchSharp.torch.nn.Module module) { }
        public static TorchSharp.torch.Tensor SumOfGroupNorms(TorchSharp.torch.Tensor weight) { }
        public static TorchSharp.torch.Tensor SumOfGroupNorms(TorchSharp.torch.nn.Module module) { }
        public static TorchSharp.torch.Tensor SumOfMagnitudes(TorchSharp.torch.nn.Module module) { }
        public static TorchSharp.torch.Tensor SumOfSquares(TorchSharp.torch.nn.Module module) { }
    }
}