using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mtl.Kernels;

/// <summary>Work that is divided into parts, which can run at the same time.</summary>
internal interface IParallelWork
{
    /// <summary>Runs a part.</summary>
    /// <param name="part">The index of the part, from 0.</param>
    void Run(int part);
}

/// <summary>
/// Threads that share the loops of an operation. The parts write different numbers and each number is computed by one thread, in the same
/// order, so results do not depend on the number of threads or on their timing.
/// </summary>
/// <remarks>
/// An operation takes some microseconds, which is less than .NET's thread pool needs to start anything. So these threads wait for the next
/// operation in a loop, and sleep after <see cref="s_patience"/> without one. A thread that is late takes no part: the others do its work.
/// There is one team in the process; an operation that finds it in use runs on its own thread alone.
/// </remarks>
internal static unsafe class ThreadTeam
{
    /// <summary>The least duration of a part, in multiplications: less than it costs more to hand over than it saves.</summary>
    public const long LeastWork = 1 << 17;

    private const int MostParts = 256;

    private static readonly long s_patience = Stopwatch.Frequency / 5_000; // 0.2 ms
    private static readonly SemaphoreSlim s_wake = new(0);

    [ThreadStatic]
    private static int t_threads;

    private static int s_isInUse;
    private static int s_helpers;
    private static int s_sleeping;

    // The current operation. It is written while s_open is 0 and no helper is active.
    private static delegate*<void*, int, void> s_run;
    private static void* s_work;
    private static int s_parts;
    private static int s_threads;
    private static int s_active;
    private static int s_number;
    private static int s_open;

    /// <summary>For every part the number of the last operation in which a thread took it.</summary>
    private static readonly int[] s_taken = new int[MostParts];

    /// <summary>The number of threads for the operations of the current thread: 1, or that of <see cref="Use"/>.</summary>
    public static int Threads => Math.Max(t_threads, 1);

    /// <summary>Sets <see cref="Threads"/> until the result is disposed of.</summary>
    public static Usage Use(int threads)
    {
        var usage = new Usage(t_threads);
        t_threads = threads;
        return usage;
    }

    /// <summary>The number of parts into which work should be divided.</summary>
    /// <param name="work">The duration of the work, in multiplications.</param>
    /// <param name="most">The largest number of parts.</param>
    public static int Parts(long work, int most) =>
        Threads == 1 ? 1 : (int)Math.Max(Math.Min(Math.Min(work / LeastWork, Math.Min(Threads, MostParts)), most), 1);

    /// <summary>The index of the first of some numbers that belongs to a part, if they are spread evenly.</summary>
    /// <param name="part">The part; the number of parts for the end of the last one.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="count">The number of numbers.</param>
    public static int Start(int part, int parts, int count) => (int)((long)count * part / parts);

    /// <summary>Runs every part once, and returns when all have ended.</summary>
    /// <param name="work">The work, a local variable of the caller.</param>
    /// <param name="parts">The number of parts.</param>
    public static void Run<TWork>(ref TWork work, int parts)
        where TWork : struct, IParallelWork
    {
        if (parts == 1 || Threads == 1 || Interlocked.Exchange(ref s_isInUse, 1) == 1)
        {
            for (int part = 0; part < parts; part++)
                work.Run(part);
            return;
        }

        EnsureHelpers(Threads - 1);
        s_run = &Invoke<TWork>;
        s_work = Unsafe.AsPointer(ref work);
        (s_parts, s_threads) = (parts, Threads);
        s_number = s_number == int.MaxValue ? 1 : s_number + 1;
        Interlocked.Exchange(ref s_open, s_number);
        WakeSleepers();
        TakeParts(first: 0, s_number);
        Interlocked.Exchange(ref s_open, 0);
        var wait = default(SpinWait);
        while (Volatile.Read(ref s_active) > 0)
            wait.SpinOnce(sleep1Threshold: -1);
        Volatile.Write(ref s_isInUse, 0);
    }

    /// <summary>Restores the number of threads of the current thread.</summary>
    internal readonly struct Usage(int before) : IDisposable
    {
        public void Dispose() => t_threads = before;
    }

    private static void Invoke<TWork>(void* work, int part)
        where TWork : struct, IParallelWork => Unsafe.AsRef<TWork>(work).Run(part);

    /// <summary>
    /// Runs the parts that no other thread has taken, from the thread's own on: in the next operation it finds what it wrote in its cache.
    /// </summary>
    private static void TakeParts(int first, int number)
    {
        for (int i = 0; i < s_parts; i++)
        {
            int part = (first + i) % s_parts;
            int last = Volatile.Read(ref s_taken[part]);
            if (last != number && Interlocked.CompareExchange(ref s_taken[part], number, last) == last)
                s_run(s_work, part);
        }
    }

    private static void EnsureHelpers(int count)
    {
        for (; s_helpers < count; s_helpers++)
        {
            int index = s_helpers;
            new Thread(() => Help(index)) { IsBackground = true, Name = $"MtlGen {index + 1}" }.Start();
        }
    }

    /// <summary>Takes part in all operations that want so many threads.</summary>
    /// <param name="index">The index of the helper.</param>
    private static void Help(int index)
    {
        for (int last = 0; ;)
        {
            last = WaitForWork(last);
            Interlocked.Increment(ref s_active);
            if (Volatile.Read(ref s_open) == last && index < s_threads - 1) // Not ended in between: now it cannot end before the helper.
                TakeParts(first: index + 1, last);
            Interlocked.Decrement(ref s_active);
        }
    }

    /// <summary>Waits for another operation than the last one, and returns its number.</summary>
    private static int WaitForWork(int last)
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            int open = Volatile.Read(ref s_open);
            if (open != 0 && open != last)
                return open;
            if (Stopwatch.GetTimestamp() - begin < s_patience)
            {
                Thread.SpinWait(8);
                continue;
            }

            Sleep(last);
            begin = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Sleeps until the next operation, unless it has begun before others know that this thread sleeps.</summary>
    private static void Sleep(int last)
    {
        Interlocked.Increment(ref s_sleeping);
        int open = Volatile.Read(ref s_open);
        if (open == 0 || open == last || !TryRemoveSleeper())
            s_wake.Wait();
    }

    private static void WakeSleepers()
    {
        if (Volatile.Read(ref s_sleeping) > 0 && Interlocked.Exchange(ref s_sleeping, 0) is > 0 and var sleeping)
            s_wake.Release(sleeping);
    }

    /// <summary>Takes one of the sleepers from their count. If there is none, all of them are being woken.</summary>
    private static bool TryRemoveSleeper()
    {
        for (int count; (count = Volatile.Read(ref s_sleeping)) > 0;)
        {
            if (Interlocked.CompareExchange(ref s_sleeping, count - 1, count) == count)
                return true;
        }

        return false;
    }
}
