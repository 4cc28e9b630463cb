using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>What the indices take, dimension by dimension.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>What tensors of indices or masks take, dimension by dimension.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>One place of the first dimension.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index(Places(i1));
            set => index_put_(value, Places(i1));
        }

        /// <summary>One place of the first two dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(Places(i1, i2));
            set => index_put_(value, Places(i1, i2));
        }

        /// <summary>One place of the first three dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Places(i1, i2, i3));
            set => index_put_(value, Places(i1, i2, i3));
        }

        /// <summary>One place of the first four dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(Places(i1, i2, i3, i4));
            set => index_put_(value, Places(i1, i2, i3, i4));
        }

        /// <summary>One place of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Places(indices));
            set => index_put_(value, Places(indices));
        }

        /// <summary>What the indices take, dimension by dimension.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var (part, tensors) = Sliced(indices);
            if (tensors.Count == 0)
                return ReferenceEquals(part, this) ? alias() : part;
            var result = Aten.Call("index.Tensor", part, Argument.Optional([.. tensors]));
            Drop(part);
            return result;
        }

        /// <summary>What tensors of indices or masks take, dimension by dimension.</summary>
        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>Overwrites what the indices take.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>Overwrites what tensors of indices or masks take.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        /// <summary>Overwrites what the indices take, or adds to it.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (part, tensors) = Sliced(indices);
            if (tensors.Count > 0)
                Aten.Do("index_put_", part, Argument.Optional([.. tensors]), value, accumulate);
            else if (accumulate)
                part.add_(value);
            else
                part.copy_(value);
            Drop(part);
            return this;
        }

        /// <summary>Overwrites what tensors of indices or masks take, or adds to it.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        /// <summary>Overwrites what the indices take with one number.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = full([], value, dtype, device);
            return index_put_(number, indices, false);
        }

        /// <summary>Overwrites what tensors of indices or masks take with one number.</summary>
        public Tensor index_put_(Scalar value, params Tensor[] indices) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>
        /// Follows all indices that are no tensors, which gives a view. The tensors are left for the operators that take them: one
        /// entry per dimension of the view, null for a dimension taken whole.
        /// </summary>
        private (Tensor Part, List<Tensor?> Tensors) Sliced(TensorIndex[] indices)
        {
            var spoken = indices.Count(i => i.Kind is not (
                TensorIndex.IndexKind.None or TensorIndex.IndexKind.Ellipsis or TensorIndex.IndexKind.Bool));
            if (spoken > Dimensions)
                throw new ArgumentException($"{spoken} indices for a tensor of {Dimensions} dimensions.", nameof(indices));
            var tensors = new List<Tensor?>();
            var part = this;
            var dim = 0L;
            foreach (var index in indices)
            {
                var before = part;
                switch (index.Kind)
                {
                    case TensorIndex.IndexKind.Single:
                        part = part.select(dim, index.Start!.Value);
                        break;
                    case TensorIndex.IndexKind.Slice when index.Start is null && index.Stop is null && (index.Step ?? 1) == 1:
                        dim++;
                        break;
                    case TensorIndex.IndexKind.Slice:
                        part = Aten.Call("slice.Tensor", part, dim++, index.Start, index.Stop, index.Step ?? 1);
                        break;
                    case TensorIndex.IndexKind.Ellipsis:
                        dim += Dimensions - spoken;
                        break;
                    case TensorIndex.IndexKind.None:
                        part = part.unsqueeze(dim++);
                        break;
                    case TensorIndex.IndexKind.Bool:
                        part = part.unsqueeze(dim);
                        Take(tensor(index.Start == 1));
                        break;
                    default:
                        Take(index.Mask!);
                        break;
                }

                if (!ReferenceEquals(before, part))
                    Drop(before);
            }

            return (part, tensors);

            void Take(Tensor tensor)
            {
                while (tensors.Count < dim)
                    tensors.Add(null);
                tensors.Add(tensor);
                dim++;
            }
        }

        /// <summary>Numbers as indices; left to the compiler they would become tensors of indices.</summary>
        private static TensorIndex[] Places(params long[] places) => Array.ConvertAll(places, place => TensorIndex.Single(place));

        /// <summary>A view on the way to a result goes at once, not with the scope.</summary>
        private void Drop(Tensor view)
        {
            if (!ReferenceEquals(view, this))
                view.Dispose();
        }
    }
}
