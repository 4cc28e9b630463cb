using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of libtorch. It holds one reference to it and gives that back when it is disposed of: by hand, by the scope that
    /// owns it, or, last, by the finalizer.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long s_total;
        private static long s_peak;

        private nint _handle;

        internal Tensor(nint handle)
        {
            _handle = handle;
            if (handle == 0)
            {
                GC.SuppressFinalize(this);
                return;
            }

            var total = Interlocked.Increment(ref s_total);
            if (total > s_peak)
                s_peak = total;
            DisposeScopeManager.ThreadSingleton.Register(this);
        }

        /// <summary>Takes the place of another tensor: its handle and its scope.</summary>
        private protected Tensor(Tensor data)
        {
            _handle = data.Handle;
            if (data.OwningDisposeScope is { } scope)
            {
                scope.Remove(data);
                scope.Add(this);
            }

            data._handle = 0;
            GC.SuppressFinalize(data);
        }

        /// <summary>Gives the reference back when nobody else did.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>How many tensors are alive.</summary>
        public static long TotalCount => Interlocked.Read(ref s_total);

        /// <summary>The most tensors that were alive at one time.</summary>
        public static long PeakCount => Interlocked.Read(ref s_peak);

        /// <summary>A name for people to read.</summary>
        public string? name { get; set; }

        /// <summary>Whether there is no tensor behind this object: it has been disposed of, or never was.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>libtorch's tensor.</summary>
        public nint Handle =>
            _handle != 0 ? _handle : throw new InvalidOperationException("This tensor has been disposed of, or was never made.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal int ScopeSlot { get; set; }

        /// <summary>Gives the reference to libtorch's tensor back.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Moves the tensor from its scope to the next outer one.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope: whoever holds it disposes of it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Moves the tensor to the scope of another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Moves the tensor to a scope.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner)
                owner.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        /// <inheritdoc cref="Dispose()"/>
        protected virtual unsafe void Dispose(bool disposing)
        {
            if (disposing && _handle != 0)
            {
                DisposeScopeManager.ThreadSingleton.CountDisposal(this);
                OwningDisposeScope?.Remove(this);
            }

            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
                return;
            Interlocked.Decrement(ref s_total);
            Native.mtl_tensor_release(&handle, 1);
        }

        /// <summary>Parts with the handle on behalf of the scope, which gives many back at once.</summary>
        internal nint Forget()
        {
            GC.SuppressFinalize(this);
            DisposeScopeManager.ThreadSingleton.CountDisposal(this);
            OwningDisposeScope = null;
            Interlocked.Decrement(ref s_total);
            return Interlocked.Exchange(ref _handle, 0);
        }
    }
}
