namespace Mtl.Tests;

public sealed class SafetensorsHeaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_valid_header_is_understood()
    {
        var header = Read(SafetensorsBytes.Create(
            """
            {"b": {"dtype": "I64", "shape": [], "data_offsets": [6, 14]},
             "__metadata__": {"format": "pt", "note": "{}"},
             "empty": {"shape": [0, 3], "data_offsets": [6, 6], "dtype": "F32"},
             "a": {"dtype": "BF16", "shape": [3, 1], "data_offsets": [0, 6]}}
            """ + "   ",
            dataLength: 14));

        Assert.Equal("pt", header.Metadata["format"]);
        Assert.Equal(
            ["a BF16 [3, 1] 0-6", "empty F32 [0, 3] 6-6", "b I64 [] 6-14"],
            header.Tensors.Select(tensor => $"{tensor.Name} {tensor.Layout} {tensor.Begin}-{tensor.End}"));
    }

    [Fact]
    public void A_file_without_tensors_is_valid() => Assert.Empty(Read(SafetensorsBytes.Create("{}", 0)).Tensors);

    [Theory]
    [InlineData("", "does not begin with '{'")]
    [InlineData("[]", "does not begin with '{'")]
    [InlineData(" {}", "does not begin with '{'")]
    [InlineData("{", "no valid JSON")]
    [InlineData("{}{}", "no valid JSON")]
    [InlineData("{'__metadata__': {},}", "no valid JSON")]
    [InlineData("{'a': 3}", "tensor 'a' is Number in the header; StartObject was expected")]
    [InlineData("{'a\\ud800': 1}", "no valid JSON")]
    [InlineData("{'__metadata__': []}", "__metadata__ is StartArray in the header")]
    [InlineData("{'__metadata__': {'a': 1}}", "__metadata__.a is Number")]
    [InlineData("{'__metadata__': {'a': '1', 'a': '2'}}", "__metadata__ has 'a' twice")]
    [InlineData("{'__metadata__': {}, '__metadata__': {}}", "its header has '__metadata__' twice")]
    public void A_header_that_contradicts_the_format_is_refused(string json, string problem)
        => AssertRefused(SafetensorsBytes.Create(json.Replace('\'', '"'), 4), problem);

    [Theory]
    [InlineData("'dtype': 'F32', 'shape': [1]", "tensor 'a' must have a dtype, a shape and two data_offsets")]
    [InlineData("'shape': [1], 'data_offsets': [0, 4]", "tensor 'a' must have a dtype")]
    [InlineData("'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4, 4]", "two data_offsets")]
    [InlineData("'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4], 'x': 1", "unknown property 'x'")]
    [InlineData("'dtype': 'F32', 'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]", "tensor 'a' has 'dtype' twice")]
    [InlineData("'dtype': 5, 'shape': [1], 'data_offsets': [0, 4]", "the dtype of tensor 'a' is Number")]
    [InlineData("'dtype': 'F33', 'shape': [1], 'data_offsets': [0, 4]", "unknown dtype 'F33'")]
    [InlineData("'dtype': 'f32', 'shape': [1], 'data_offsets': [0, 4]", "unknown dtype 'f32'")]
    [InlineData("'dtype': 'F32', 'shape': [-1], 'data_offsets': [0, 4]", "the shape of tensor 'a' must be whole numbers from 0")]
    [InlineData("'dtype': 'F32', 'shape': [1.5], 'data_offsets': [0, 4]", "the shape of tensor 'a' must be whole numbers from 0")]
    [InlineData("'dtype': 'F32', 'shape': [[1]], 'data_offsets': [0, 4]", "the shape of tensor 'a' must be whole numbers from 0")]
    [InlineData("'dtype': 'F32', 'shape': [99999999999999999999], 'data_offsets': [0, 4]", "whole numbers from 0")]
    [InlineData("'dtype': 'F32', 'shape': 1, 'data_offsets': [0, 4]", "the shape of tensor 'a' is Number")]
    [InlineData("'dtype': 'F32', 'shape': [4294967296, 4294967296], 'data_offsets': [0, 4]", "larger than any file")]
    [InlineData("'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 4]", "F32 [2], needs 8 bytes, but its data_offsets [0, 4] hold 4")]
    [InlineData("'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 0]", "needs 4 bytes")]
    public void A_tensor_that_contradicts_the_format_is_refused(string tensor, string problem)
        => AssertRefused(SafetensorsBytes.Create($"{{'a': {{{tensor}}}}}".Replace('\'', '"'), 4), problem);

    [Theory]
    [InlineData("a")]
    [InlineData("\\u0061")]
    public void A_name_may_occur_once(string again)
        => AssertRefused(
            SafetensorsBytes.Create(
                $$$"""
                {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
                 "{{{again}}}": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}
                """,
                dataLength: 8),
            "its header has 'a' twice");

    [Theory]
    [InlineData(0, 4, 8, 12, 12, "leaves a gap")]
    [InlineData(0, 4, 0, 4, 4, "overlaps them")]
    [InlineData(0, 4, 2, 6, 6, "overlaps them")]
    [InlineData(4, 8, 8, 12, 12, "leaves a gap")]
    [InlineData(0, 4, 4, 8, 9, "its tensors need 8 bytes of data, but 9 follow the header")]
    [InlineData(0, 4, 4, 8, 7, "its tensors need 8 bytes of data, but 7 follow the header")]
    public void Tensors_must_cover_the_data_exactly(int begin1, int end1, int begin2, int end2, int dataLength, string problem)
        => AssertRefused(
            SafetensorsBytes.Create(
                $$$"""
                {"b": {"dtype": "F32", "shape": [1], "data_offsets": [{{{begin2}}}, {{{end2}}}]},
                 "a": {"dtype": "F32", "shape": [1], "data_offsets": [{{{begin1}}}, {{{end1}}}]}}
                """,
                dataLength),
            problem);

    [Theory]
    [InlineData(new byte[0], "it has 0 bytes")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0 }, "it has 7 bytes")]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' }, "the header has 3 bytes, but it can have at most 2")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, (byte)'{', (byte)'}' }, "at most 2")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 0, 0, 8, 8, 0, 0 }, "it is a zip archive, as torch.save writes it")]
    [InlineData(new byte[] { 0x80, 2, (byte)'}', (byte)'q', 0, 0, 1, 1, 0 }, "it is a Python pickle")]
    [InlineData(new byte[] { 0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10, 0 }, "it is an HDF5 file")]
    public void A_file_that_begins_wrongly_is_refused(byte[] file, string problem) => AssertRefused(file, problem);

    [Fact]
    public void A_huge_header_is_refused_before_it_is_read()
    {
        using (var file = File.Create(_folder["model"]))
        {
            file.Write(BitConverter.GetBytes(100_000_001L));
            file.SetLength(200_000_000); // sparse
        }

        AssertRefused("has 100000001 bytes, but it can have at most 100000000");
    }

    [Fact]
    public void Text_that_is_no_utf8_is_refused()
        => AssertRefused(SafetensorsBytes.Create([(byte)'{', (byte)'"', 0xFF, (byte)'"', .. ":1}"u8], 0), "no valid JSON");

    [Fact]
    public void Deep_nesting_is_refused()
        => AssertRefused(SafetensorsBytes.Create($"{{\"a\": {new string('[', 10_000)}", 0), "tensor 'a' is StartArray");

    private void AssertRefused(byte[] file, string problem)
    {
        File.WriteAllBytes(_folder["model"], file);
        AssertRefused(problem);
    }

    private void AssertRefused(string problem)
    {
        var e = Assert.Throws<ModelFileException>(() =>
        {
            using var file = File.OpenRead(_folder["model"]);
            SafetensorsHeader.Read(file);
        });
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal(_folder["model"], e.Path);
    }

    private SafetensorsHeader Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["model"], bytes);
        using var file = File.OpenRead(_folder["model"]);
        return SafetensorsHeader.Read(file);
    }
}
