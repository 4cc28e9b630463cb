namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Something with a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate that schedules start from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Something with a momentum, which some schedules change along with the learning rate.</summary>
        public interface IMomentum
        {
            /// <summary>The momentum of the next step.</summary>
            double Momentum { get; set; }
        }

        /// <summary>Something with a pair of averaging factors, the first of which plays the part of a momentum.</summary>
        public interface IBetas
        {
            /// <summary>The factors of the next step.</summary>
            (double, double) Betas { get; set; }
        }
    }
}
