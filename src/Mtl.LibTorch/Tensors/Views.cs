namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The dimensions in reverse.</summary>
        public Tensor T => permute([.. Enumerable.Range(1, (int)ndim).Select(d => ndim - d)]);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor H => transpose(0, 1);
    }
}
