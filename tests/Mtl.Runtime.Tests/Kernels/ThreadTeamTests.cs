using System.Runtime.InteropServices;
using Mtl.Kernels;

namespace Mtl.Runtime.Tests.Kernels;

/// <summary>Every part of an operation runs once, whatever the other threads do, and the result has the same bits.</summary>
public sealed unsafe class ThreadTeamTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 7)]
    [InlineData(5, 5)]
    [InlineData(3, 200)]
    public void Every_part_runs_once(int threads, int parts)
    {
        using var usage = ThreadTeam.Use(threads);
        int* counts = stackalloc int[parts];
        for (int i = 0; i < 500; i++)
        {
            new Span<int>(counts, parts).Clear();
            var work = new Counting(counts);
            ThreadTeam.Run(ref work, parts);
            Assert.True(new Span<int>(counts, parts).IndexOfAnyExcept(1) < 0, $"run {i}");
        }
    }

    /// <summary>Several threads ask for the team at the same time, and the helpers fall asleep in between.</summary>
    [Fact]
    public void Operations_of_several_threads_do_not_mix()
    {
        Parallel.For(0, 6, thread =>
        {
            using var usage = ThreadTeam.Use(3);
            int* counts = stackalloc int[8];
            for (int i = 0; i < 1000; i++)
            {
                new Span<int>(counts, 8).Clear();
                var work = new Counting(counts);
                ThreadTeam.Run(ref work, 8);
                Assert.True(new Span<int>(counts, 8).IndexOfAnyExcept(1) < 0, $"thread {thread}, run {i}");
                if (i % 200 == 0)
                    Thread.Sleep(1);
            }
        });
    }

    [Theory]
    [InlineData(256, 256, 64)]
    [InlineData(300, 70, 130)]
    [InlineData(9, 700, 400)]
    [InlineData(2000, 5, 100)]
    public void A_product_has_the_same_bits_with_every_number_of_threads(int rows, int columns, int depth)
    {
        var random = new Random(3);
        using var memory = new Memory((rows * depth) + (depth * columns) + (2 * rows * columns), random);
        float* a = memory.First, b = a + (rows * depth), c = b + (depth * columns), d = c + (rows * columns);
        foreach (var left in (MatrixView[])[new(a, rows, depth, depth), new MatrixView(a, depth, rows, rows).Transposed])
        {
            foreach (var right in (MatrixView[])[new(b, depth, columns, columns), new MatrixView(b, columns, depth, depth).Transposed])
            {
                MatrixProduct.Run(left, right, new(c, rows, columns, columns), bias: b);
                foreach (int threads in (int[])[2, 3, 7])
                {
                    using var usage = ThreadTeam.Use(threads);
                    MatrixProduct.Run(left, right, new(d, rows, columns, columns), bias: b);
                    Assert.True(new Span<float>(c, rows * columns).SequenceEqual(new Span<float>(d, rows * columns)), $"{threads} threads");
                    MatrixProduct.Run(left, right, new(d, rows, columns, columns), adds: true);
                }
            }
        }
    }

    [Fact]
    public void Short_operations_are_not_divided()
    {
        using var usage = ThreadTeam.Use(4);
        Assert.Equal(1, ThreadTeam.Parts(ThreadTeam.LeastWork, 100));
        Assert.Equal(2, ThreadTeam.Parts(2 * ThreadTeam.LeastWork, 100));
        Assert.Equal(4, ThreadTeam.Parts(100 * ThreadTeam.LeastWork, 100));
        Assert.Equal(3, ThreadTeam.Parts(100 * ThreadTeam.LeastWork, 3));
    }

    private readonly struct Counting(int* counts) : IParallelWork
    {
        public void Run(int part) => Interlocked.Increment(ref counts[part]);
    }

    private sealed class Memory : IDisposable
    {
        public Memory(int count, Random random)
        {
            First = (float*)NativeMemory.Alloc((nuint)count, sizeof(float));
            for (int i = 0; i < count; i++)
                First[i] = (float)(random.NextDouble() - 0.5);
        }

        public float* First { get; }

        public void Dispose() => NativeMemory.Free(First);
    }
}
