using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Overwrites all elements with those of another tensor, broadcast and converted.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.InPlace("copy_", this, source, nonBlocking);

        /// <summary>Sets all elements to a number.</summary>
        public Tensor fill_(Scalar value) => Aten.InPlace("fill_.Scalar", this, value);

        /// <summary>Sets all elements to zero.</summary>
        public Tensor zero_() => Aten.InPlace("zero_", this);

        /// <summary>Uniform random numbers into all elements.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            Aten.InPlace("uniform_", this, from, to, generator);

        /// <summary>Normal random numbers into all elements.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            Aten.InPlace("normal_", this, mean, std, generator);

        /// <summary>One with a probability, else zero, into all elements.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.InPlace("bernoulli_.float", this, p, generator);

        /// <summary>One with the probability that another tensor says, else zero, into all elements.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Aten.InPlace("bernoulli_.Tensor", this, p, generator);

        /// <summary>Exponential random numbers into all elements.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) =>
            Aten.InPlace("exponential_", this, lambda, generator);

        /// <summary>Random integers from one number on, below another, into all elements.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) =>
            Aten.InPlace("random_.from", this, (long)from, (long)to, generator);

        /// <summary>Makes this tensor show the memory of another.</summary>
        public Tensor set_(Tensor source) => Aten.InPlace("set_.source_Tensor", this, source);
    }
}
