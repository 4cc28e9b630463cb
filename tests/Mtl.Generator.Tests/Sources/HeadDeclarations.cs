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
        public sealed record Visit(
            [property: Feature(6)] float[] Readings,
            [property: Label] double[]? Pressure,
            [property: Label] Complaints? Complaints,
            [property: Label] ulong? Visits,
            [property: Label] Urgency? Urgency,
            [property: Label] Ward? Ward,
            [property: Label] bool? Ill,
            [property: Label] float Age);

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
        }
        """;
}
