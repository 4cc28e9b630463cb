using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mtl.Kernels;

namespace Mtl.Runtime.Tests.Kernels;

/// <summary>Products are those of the definition in double precision, with every width of vectors that the processor has.</summary>
public sealed unsafe class MatrixProductTests
{
    private const float Outside = 12345;

    private readonly Random _random = new(20);

    [Fact]
    public void Any_size_stride_and_form_gives_the_product_of_the_definition()
    {
        for (int i = 0; i < 2000; i++)
        {
            int most = i % 20 == 0 ? 150 : 40;
            int rows = _random.Next(1, most);
            int columns = _random.Next(1, most);
            int depth = i % 50 == 0 ? 0 : _random.Next(1, i % 20 == 1 ? 600 : most);
            using var a = Matrix(rows, depth, isTransposed: _random.Next(2) == 0);
            using var b = Matrix(depth, columns, isTransposed: _random.Next(2) == 0);
            using var start = Matrix(rows, columns, isTransposed: false);
            using var c = Matrix(rows, columns, isTransposed: false);
            int form = _random.Next(3);
            if (form == 1)
                start.CopyTo(c);
            string where = $"{rows}×{depth}·{depth}×{columns}, form {form}";

            if (form == 0)
                MatrixProduct.Run(a.View, b.View, c.View, adds: false);
            else if (form == 1)
                MatrixProduct.Run(a.View, b.View, c.View, adds: true);
            else
                MatrixProduct.Run(a.View, b.View, c.View, start.View.First);

            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    double expected = form == 0 ? 0 : *start.View.At(form == 1 ? row : 0, column);
                    double size = Math.Abs(expected);
                    for (int k = 0; k < depth; k++)
                    {
                        double product = (double)*a.View.At(row, k) * *b.View.At(k, column);
                        expected += product;
                        size += Math.Abs(product);
                    }

                    Assert.True(Math.Abs(expected - *c.View.At(row, column)) <= 1e-5 * size, where);
                }
            }

            Assert.True(c.IsIntactOutside, where);
        }
    }

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        for (int i = 0; i < 200; i++)
        {
            var (rows, columns, depth) = (_random.Next(1, 70), _random.Next(1, 70), _random.Next(1, 400));
            using var a = Matrix(rows, depth, isTransposed: i % 2 == 0);
            using var b = Matrix(depth, columns, isTransposed: i % 3 == 0);
            float[] wide = Product<Width512, Vector512<float>>(a, b);
            Assert.Equal(wide, Product<Width256, Vector256<float>>(a, b));
            Assert.Equal(wide, Product<Width128, Vector128<float>>(a, b));
        }
    }

    /// <summary>So that a prediction does not depend on the other rows of its batch.</summary>
    [Fact]
    public void A_row_has_the_same_bits_in_every_batch()
    {
        using var a = Matrix(61, 300, isTransposed: false);
        using var b = Matrix(300, 45, isTransposed: true);
        float[] together = Product<Width256, Vector256<float>>(a, b);
        for (int row = 0; row < 61; row++)
        {
            using var c = Matrix(1, 45, isTransposed: false);
            MatrixProduct.Run(a.View.Part(row, 1, 0, 300), b.View, c.View, adds: false);
            Assert.Equal(together.AsSpan(row * 45, 45), new ReadOnlySpan<float>(c.View.First, 45));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_that_are_not_finite_propagate_through_zeros(float number)
    {
        using var a = Matrix(9, 20, isTransposed: false);
        using var b = Matrix(20, 9, isTransposed: false);
        using var c = Matrix(9, 9, isTransposed: false);
        *a.View.At(4, 7) = number;
        for (int column = 0; column < 9; column++)
            *b.View.At(7, column) = 0;

        MatrixProduct.Run(a.View, b.View, c.View, adds: false);

        for (int row = 0; row < 9; row++)
        {
            for (int column = 0; column < 9; column++)
                Assert.Equal(row == 4, float.IsNaN(*c.View.At(row, column)));
        }
    }

    /// <summary>Every matrix ends where a page that cannot be read begins: a read beyond its end would end the process.</summary>
    [Fact]
    public void Nothing_is_read_or_written_beyond_the_end_of_a_matrix()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var pages = new GuardedPages();
        for (int i = 0; i < 500; i++)
        {
            var (rows, columns, depth) = (_random.Next(1, 40), _random.Next(1, 40), _random.Next(1, 40));
            float* a = pages.EndingWith(0, rows * depth);
            float* b = pages.EndingWith(1, depth * columns);
            float* c = pages.EndingWith(2, rows * columns);
            var left = i % 2 == 0 ? new MatrixView(a, rows, depth, depth) : new MatrixView(a, depth, rows, rows).Transposed;
            var right = i % 3 == 0 ? new MatrixView(b, depth, columns, columns) : new MatrixView(b, columns, depth, depth).Transposed;

            MatrixProduct.Run(left, right, new(c, rows, columns, columns), adds: i % 5 == 0);
        }
    }

    [Fact]
    public void The_sum_over_rows_is_that_of_the_definition()
    {
        using var matrix = Matrix(37, 21, isTransposed: false);
        using var sum = Matrix(1, 21, isTransposed: false);
        float first = *sum.View.First;

        RowSum.Run(matrix.View, sum.View.First, adds: true);

        double expected = first + Enumerable.Range(0, 37).Sum(row => (double)*matrix.View.At(row, 0));
        Assert.Equal(expected, *sum.View.First, 1e-5);
        RowSum.Run(matrix.View, sum.View.First, adds: false);
        Assert.Equal(expected - first, *sum.View.First, 1e-5);
    }

    private static float[] Product<TWidth, TVector>(Numbers a, Numbers b)
        where TWidth : IVectorWidth<TVector>
        where TVector : struct
    {
        float[] c = new float[a.View.Rows * b.View.Columns];
        fixed (float* first = c)
            MatrixProduct.Run<TWidth, TVector>(a.View, b.View, new(first, a.View.Rows, b.View.Columns, b.View.Columns), null, 0);
        return c;
    }

    private Numbers Matrix(int rows, int columns, bool isTransposed) => new(rows, columns, isTransposed, _random);

    /// <summary>A matrix of random numbers, with other numbers between its rows.</summary>
    private sealed class Numbers : IDisposable
    {
        private readonly float* _memory;
        private readonly int _rows;
        private readonly int _columns;
        private readonly int _stride;

        public Numbers(int rows, int columns, bool isTransposed, Random random)
        {
            (_rows, _columns) = isTransposed ? (columns, rows) : (rows, columns);
            _stride = _columns + random.Next(0, 4);
            _memory = (float*)NativeMemory.Alloc((nuint)((_rows * _stride) + 1), sizeof(float));
            new Span<float>(_memory, _rows * _stride).Fill(Outside);
            for (int row = 0; row < _rows; row++)
            {
                for (int column = 0; column < _columns; column++)
                    _memory[(row * _stride) + column] = (random.NextSingle() * 2) - 1;
            }

            var view = new MatrixView(_memory, _rows, _columns, _stride);
            View = isTransposed ? view.Transposed : view;
        }

        public MatrixView View { get; }

        public bool IsIntactOutside
        {
            get
            {
                for (int row = 0; row < _rows; row++)
                {
                    for (int column = _columns; column < _stride; column++)
                    {
                        if (_memory[(row * _stride) + column] != Outside)
                            return false;
                    }
                }

                return true;
            }
        }

        public void CopyTo(Numbers other)
        {
            for (int row = 0; row < View.Rows; row++)
            {
                for (int column = 0; column < View.Columns; column++)
                    *other.View.At(row, column) = *View.At(row, column);
            }
        }

        public void Dispose() => NativeMemory.Free(_memory);
    }

    /// <summary>Three areas of memory, each of which ends at a page that can be neither read nor written.</summary>
    private sealed class GuardedPages : IDisposable
    {
        private static readonly int Readable = 4 * Environment.SystemPageSize;
        private static readonly int Whole = Readable + Environment.SystemPageSize;

        private readonly byte*[] _areas = new byte*[3];

        public GuardedPages()
        {
            for (int i = 0; i < _areas.Length; i++)
            {
                // Readable and writable, private and anonymous; then the last page without any access.
                _areas[i] = (byte*)mmap(0, Whole, 3, 0x22, -1, 0);
                Assert.Equal(0, mprotect((nint)_areas[i] + Readable, Whole - Readable, 0));
            }
        }

        public float* EndingWith(int area, int count) => (float*)(_areas[area] + Readable) - count;

        public void Dispose()
        {
            foreach (byte* area in _areas)
                _ = munmap((nint)area, Whole);
        }

        [DllImport("libc")]
        private static extern nint mmap(nint address, nint length, int protection, int flags, int file, nint offset);

        [DllImport("libc")]
        private static extern int mprotect(nint address, nint length, int protection);

        [DllImport("libc")]
        private static extern int munmap(nint address, nint length);
    }
}
