namespace Mtl.Generator.Tests;

/// <summary>Models about heads: every kind of task, with losses of their own.</summary>
internal static class HeadDeclarations
{
    public const string Visit =
        """
        using System;
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>What a patient complains of.</summary>
        [Flags]
        public enum Complaints
        {
            /// <summary>Nothing.</summary>
            None = 0,
            /// <summary>A fever.</summary>
            Fever = 1,
            /// <summary>A cough.</summary>
            Cough = 4,
            /// <summary>Both.</summary>
            Cold = Fever | Cough,
            /// <summary>Pain.</summary>
            Pain = 2,
        }

        /// <summary>How urgent a visit is.</summary>
        public enum Urgency : sbyte
        {
            /// <summary>It cannot wait.</summary>
            High = 1,
            /// <summary>It can wait.</summary>
            Low = -1,
            /// <summary>Today.</summary>
            Middle = 0,
        }

        /// <summary>Where a patient goes.</summary>
        public enum Ward
        {
            /// <summary>Home.</summary>
            Home,
            /// <summary>A ward.</summary>
            Stay,
        }

        /// <summary>A visit to the doctor.</summary>
        /// <param name="Readings">What was measured.</param>
        /// <param name="Pressure">Upper, middle and lower pressure.</param>
        /// <param name="Complaints">The complaints.</param>
        /// <param name="Visits">How often the patient came back.</param>
        /// <param name="Urgency">How urgent it was.</param>
        /// <param name="Ward">Where the patient went.</param>
        /// <param name="Ill">Whether there was an illness.</param>
        /// <param name="Age">The age.</param>
        /// <param name="Costs">What it cost.</param>
        public sealed record Visit(
            [property: Feature(6)] float[] Readings,
            [property: Label] double[]? Pressure,
            [property: Label] Complaints? Complaints,
            [property: Label] ulong? Visits,
            [property: Label] Urgency? Urgency,
            [property: Label] Ward? Ward,
            [property: Label] bool? Ill,
            [property: Label] float Age,
            [property: Label] decimal? Costs);

        /// <summary>Every kind of task.</summary>
        [MultiTaskModel<Visit>]
        public partial class Doctor
        {
            [SharedLayer(16)]
            public partial Linear Trunk { get; }

            [TaskHead(Outputs = 3, Loss = Loss.Huber, HuberDelta = 0.5)]
            public partial RegressionHead Pressure { get; }

            [TaskHead(ClassWeights = new[] { 1, 2.5, 1 }, LabelSmoothing = 0.05)]
            public partial MultiLabelHead<Complaints> Complaints { get; }

            [TaskHead(Hidden = new[] { 8 })]
            public partial CountHead Visits { get; }

            [TaskHead(ClassWeights = new[] { 1.0, 1, 2 })]
            public partial OrdinalHead<Urgency> Urgency { get; }

            [TaskHead(LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 3 })]
            public partial ClassHead<Ward> Ward { get; }

            [TaskHead(Loss = Loss.Focal, FocalGamma = 1.5)]
            public partial BinaryHead Ill { get; }

            [TaskHead(Loss = Loss.AbsoluteError)]
            public partial RegressionHead Age { get; }

            [TaskHead(Quantiles = new[] { 0.05, 0.5, 0.95 })]
            public partial QuantileHead Costs { get; }
        }
        """;

    /// <summary>Tasks that read or condition each other.</summary>
    public const string Funnel =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A kind of device.</summary>
        public enum Gadget
        {
            /// <summary>A phone.</summary>
            Phone,
            /// <summary>A laptop.</summary>
            Laptop,
        }

        /// <summary>Something shown to a visitor.</summary>
        /// <param name="Traits">Numbers about both.</param>
        /// <param name="Gadget">What the visitor uses.</param>
        /// <param name="Click">Whether it was clicked.</param>
        /// <param name="Purchase">Whether it was then bought.</param>
        /// <param name="Price">For how much.</param>
        public sealed record Impression(
            [property: Feature(4)] float[] Traits,
            [property: Label] Gadget? Gadget,
            [property: Label] bool Click,
            [property: Label] bool? Purchase,
            [property: Label] float? Price);

        /// <summary>Click, then purchase, then price.</summary>
        [MultiTaskModel<Impression>]
        public partial class Funnel
        {
            [SharedLayer(12)]
            public partial Linear Visitor { get; }

            [TaskHead]
            public partial ClassHead<Gadget> Gadget { get; }

            [TaskHead]
            public partial BinaryHead Click { get; }

            [TaskHead(After = nameof(Click), Hidden = new[] { 4 })]
            public partial BinaryHead Purchase { get; }

            [TaskHead(Concat = new[] { nameof(Visitor), nameof(Gadget), nameof(Purchase) })]
            public partial RegressionHead Price { get; }
        }
        """;

    /// <summary>A head of the user's own, and one that changes the loss of another.</summary>
    public const string Wind =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Mtl;
        using TorchSharp;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A direction, learned as the point on the unit circle.</summary>
        public sealed class DirectionHead(
            string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization, long outputs)
            : TaskHead<float, Direction, DirectionMetrics>(task, inputs, hidden, normalization, outputs)
        {
            /// <inheritdoc/>
            protected override ReadOnlySpan<long> RowShape => new long[] { 2 };

            /// <summary>Directions in radians.</summary>
            public static LabelColumn<float> NewLabels(string task) => new RegressionLabels(task);

            /// <inheritdoc/>
            public override IReadOnlyList<Direction> Predict(torch.Tensor output)
            {
                using var scope = torch.NewDisposeScope();
                return torch.atan2(output.select(1, 0), output.select(1, 1)).data<float>().Select(angle => new Direction(angle)).ToList();
            }

            /// <inheritdoc/>
            public override IMeter<DirectionMetrics> NewMeter() => new Meter(this);

            /// <inheritdoc/>
            protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) =>
                (output - torch.stack(new[] { values.sin(), values.cos() }, 1)).square().sum(1);

            private sealed class Meter(DirectionHead head) : IMeter<DirectionMetrics>
            {
                private double _loss;
                private long _count;

                public void Add(torch.Tensor output, TaskLabels labels)
                {
                    using var scope = torch.NewDisposeScope();
                    _loss += (head.RowLosses(output, labels.Values) * labels.Present).sum().item<float>();
                    _count += labels.CountPresent();
                }

                public DirectionMetrics Result() => new(_count, _loss / _count);
            }
        }

        /// <summary>An answer.</summary>
        /// <param name="Radians">The angle.</param>
        public readonly record struct Direction(float Radians);

        /// <summary>The mean squared distance of the points.</summary>
        public sealed record DirectionMetrics(long Count, double Loss) : TaskMetrics(Count, Loss)
        {
            /// <inheritdoc/>
            public override IReadOnlyList<MetricValue> Values => new[] { new MetricValue("Distance", Loss) };
        }

        /// <summary>A number that nine of ten labels are below: the pinball loss.</summary>
        public sealed class UpperHead(string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization)
            : RegressionHead(task, inputs, hidden, normalization)
        {
            /// <inheritdoc/>
            protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) =>
                torch.maximum(0.9 * (values - output), 0.1 * (output - values));
        }

        /// <summary>A measurement.</summary>
        /// <param name="Pressure">Air pressure at some places.</param>
        /// <param name="Direction">Where the wind comes from, in radians.</param>
        /// <param name="Speed">Its speed.</param>
        public sealed record Weather(
            [property: Feature(3)] float[] Pressure, [property: Label] float? Direction, [property: Label] double Speed);

        /// <summary>The wind.</summary>
        [MultiTaskModel<Weather>]
        public partial class Wind
        {
            [SharedLayer(24)]
            public partial Linear Map { get; }

            [TaskHead(Outputs = 2, Hidden = new[] { 12 })]
            public partial DirectionHead Direction { get; }

            [TaskHead(Weight = 0.5)]
            public partial UpperHead Speed { get; }
        }
        """;

    /// <summary>Predictions at every time step of a sequence, beside one for the whole.</summary>
    public const string Sentence =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>What a word is.</summary>
        public enum Tag
        {
            /// <summary>A noun.</summary>
            Noun,
            /// <summary>A verb.</summary>
            Verb,
            /// <summary>Anything else.</summary>
            Other,
        }

        /// <summary>Words as numbers.</summary>
        /// <param name="Words">Three numbers for each of five words.</param>
        /// <param name="Tags">What every word is.</param>
        /// <param name="IsName">Which words are names.</param>
        /// <param name="IsQuestion">Whether the sentence asks.</param>
        public sealed record Sentence(
            [property: Feature(5, 3)] float[] Words,
            [property: Label] Tag?[]? Tags,
            [property: Label] bool[]? IsName,
            [property: Label] bool IsQuestion);

        /// <summary>Reads sentences.</summary>
        [MultiTaskModel<Sentence>]
        public partial class Reader
        {
            [SharedLayer(8, Bidirectional = true)]
            public partial LSTM Context { get; }

            [TaskLayer(8, Steps = Steps.Last)]
            public partial GRU Whole { get; }

            [TaskHead(PerPosition = true, From = nameof(Context), Hidden = new[] { 12 }, LabelSmoothing = 0.05)]
            public partial ClassHead<Tag> Tags { get; }

            [TaskHead(PerPosition = true, Concat = new[] { nameof(Context), nameof(Tags) })]
            public partial BinaryHead IsName { get; }

            [TaskHead(From = nameof(Whole))]
            public partial BinaryHead IsQuestion { get; }
        }
        """;
}
