using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// libtorch's operators by the names of its schema, <c>"add.Tensor"</c>: arguments in the schema's order, defaults for those that
/// are left out at the end. Everything that TorchSharp calls differently is a line elsewhere that ends here.
/// </summary>
internal static unsafe class Aten
{
    /// <summary>Room on the stack for the elements of lists; longer lists go to the heap.</summary>
    private const int StackWords = 64;

    private static readonly Lock s_adding = new();

    /// <summary>Operators found so far, by the reference of the literal that names them. Replaced, never changed.</summary>
    private static Dictionary<string, nint> s_found = new(ReferenceComparer.Instance);

    /// <summary>Calls an operator that gives one tensor.</summary>
    public static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        return new Tensor((nint)result.Bits);
    }

    /// <summary>Calls an operator that changes its first argument, and gives that back.</summary>
    public static Tensor InPlace(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, null, 0);
        return arguments[0].AsTensor;
    }

    /// <summary>Calls an operator for its effect alone.</summary>
    public static void Do(string name, params ReadOnlySpan<Argument> arguments) => Invoke(name, arguments, null, 0);

    /// <summary>Calls an operator that gives two tensors.</summary>
    public static (Tensor, Tensor) CallPair(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(name, arguments, results, 2);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits));
    }

    /// <summary>Calls an operator that gives three tensors.</summary>
    public static (Tensor, Tensor, Tensor) CallTriple(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(name, arguments, results, 3);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits), new Tensor((nint)results[2].Bits));
    }

    /// <summary>Calls an operator that gives four tensors.</summary>
    public static (Tensor, Tensor, Tensor, Tensor) CallQuadruple(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[4];
        Invoke(name, arguments, results, 4);
        return (
            new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits), new Tensor((nint)results[2].Bits),
            new Tensor((nint)results[3].Bits));
    }

    /// <summary>Calls an operator that gives a list of tensors.</summary>
    public static Tensor[] CallList(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        var handles = (nint*)result.Bits;
        var tensors = new Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new Tensor(handles[i]);
        Native.mtl_free((nint)handles);
        return tensors;
    }

    /// <summary>Calls an operator that answers yes or no.</summary>
    public static bool Ask(string name, params ReadOnlySpan<Argument> arguments) => AskNumber(name, arguments) != 0;

    /// <summary>Calls an operator that answers with a whole number.</summary>
    public static long AskNumber(string name, params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(name, arguments, &result, 1);
        return result.Bits;
    }

    [SkipLocalsInit]
    private static void Invoke(string name, ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments)
            words += argument.Words;
        var values = stackalloc NativeValue[arguments.Length];
        var onStack = stackalloc long[StackWords];
        var room = words <= StackWords ? onStack : (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
        try
        {
            var next = room;
            for (var i = 0; i < arguments.Length; i++)
                values[i] = arguments[i].Write(ref next);
            Native.Check(Native.mtl_operator_call(Find(name), values, arguments.Length, results, capacity));
        }
        finally
        {
            if (room != onStack)
                NativeMemory.Free(room);
        }
    }

    private static nint Find(string name) => s_found.TryGetValue(name, out var handle) ? handle : Add(name);

    private static nint Add(string name)
    {
        var parts = name.Split('.', 2);
        Native.Check(Native.mtl_operator_find("aten::" + parts[0], parts.Length > 1 ? parts[1] : "", out var handle));
        lock (s_adding)
            Volatile.Write(ref s_found, new(s_found, ReferenceComparer.Instance) { [name] = handle });
        return handle;
    }

    /// <summary>Literals are one object per text: comparing references finds an operator in a few nanoseconds.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<string>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string text) => RuntimeHelpers.GetHashCode(text);
    }
}
