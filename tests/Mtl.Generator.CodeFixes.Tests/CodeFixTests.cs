using Mtl.Generator.Tests;
using static Mtl.Generator.CodeFixes.Tests.EditedCode;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>Every code fix: what it offers, and exactly what the file says afterwards.</summary>
public sealed class CodeFixTests
{
    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var (rule, title, before, after) in CodeFixCase.All)
                cases.Add(rule, title, before, after);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_code_fix_changes_what_it_says_and_nothing_else(string rule, string title, string before, string after)
    {
        var editor = Editor.Open(Usings + before);
        var fixedEditor = await editor.ApplyAsync(await Choose(editor, rule, title));
        Assert.Equal(Usings + after, Assert.Single(await fixedEditor.TextsAsync()));
        Assert.DoesNotContain(await fixedEditor.MessagesAsync(), message => message.Id == rule);
    }

    /// <summary>Where a fix would be a guess, nothing is offered.</summary>
    [Theory]
    [InlineData("[SharedLayer(4), Dropout(1.5)] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), Dropout(double.NaN)] public partial Linear L { get; }")]
    [InlineData("const double P = -0.5; [SharedLayer(4), Dropout(P)] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), Dropout(-20)] public partial Linear L { get; }")]
    [InlineData("[SharedLayer(4), L2(double.PositiveInfinity)] public partial Linear L { get; }")]
    [InlineData("[TaskHead] public partial string Text { get; }")]
    [InlineData("""[SharedLayer(4, From = "Elsewhere")] public partial Linear L { get; }""")]
    [InlineData(
        """
        [SharedLayer(4)] public partial Linear Left { get; }
        [SharedLayer(4, From = "Input")] public partial Linear Lefts { get; }
        [SharedLayer(4, Concat = new[] { "Leftz", "Left", "Lefts" })] public partial Linear L { get; }
        """)]
    [InlineData("[TaskHead(ClassWeights = new[] { 1.0, 1.0, 1.0 })] public partial BinaryHead C { get; }")]
    [InlineData("""[SharedLayer(4), StateKey("")] public partial Linear L { get; }""")]
    [InlineData("[SharedLayer(4), AdaptiveDropout(0.1, 0.2)] public partial Linear L { get; }")]
    [InlineData("[TaskHead, AdaptiveDropout(0.1, 2)] public partial BinaryHead C { get; }")]
    [InlineData("[field: TaskHead] public BinaryHead C { get; } = null!;")]
    [InlineData("[TaskHead] public BinaryHead this[int i] => null!;")]
    public async Task Nothing_is_offered_where_it_would_be_a_guess(string members)
    {
        var editor = Editor.Open(Usings + Vector(members));
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Theory]
    [InlineData("[Feature] float IHas.X => 1;")]
    [InlineData("[Feature] public float this[int i] => 1;")]
    [InlineData("[field: Feature] public float Y { get; set; }")]
    [InlineData("public float Of([Feature] float x) => x;")]
    public async Task Nothing_is_offered_where_a_role_can_never_be(string member)
    {
        var code = $$"""
            public interface IHas { float X => 0; }
            public class R : IHas
            {
                {{member}}
                [Label] public bool B;
            }

            [MultiTaskModel<R>]
            public partial class M
            {
                {{Head}}
            }
            """;
        var editor = Editor.Open(Usings + code);
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync(), message => message.Id == "MTL022")));
    }

    [Fact]
    public async Task A_base_class_is_left_for_its_author_to_replace()
    {
        var model = Vector("").Replace("class M", "class M : Parent", StringComparison.Ordinal);
        var editor = Editor.Open(Usings + model + "public class Parent;");
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Fact]
    public async Task An_activation_of_all_layers_is_not_removed_for_one()
    {
        var editor = Editor.Open(
            Usings + "[Activation(Activation.Sigmoid)]\n" + Vector("[SharedLayer(1), Dropout(0.1)] public partial Linear L { get; }"));
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Fact]
    public async Task A_task_with_a_label_is_not_renamed()
    {
        var editor = Editor.Open(
            Usings +
            """
            public sealed record R([property: Feature] float X, [property: Label] float Total);

            [MultiTaskModel<R>]
            public partial class M
            {
                [TaskHead] public partial RegressionHead Total { get; }
            }
            """);
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Fact]
    public async Task All_parts_in_all_files_become_partial()
    {
        const string Before =
            """
            public class Outer
            {
                [MultiTaskModel(Inputs = 2)]
                public partial class M { [TaskHead] public partial BinaryHead B { get; } }
            }
            """;
        const string Others = "/* more */ partial class Outer { } class Other { }\n";
        var editor = Editor.Open(Usings + Before, Others);
        var after = await editor.ApplyAsync(await Choose(editor, "MTL001", "Make it partial"));
        Assert.Equal(
            [Usings + Before.Replace("public class Outer", "public partial class Outer", StringComparison.Ordinal), Others],
            await after.TextsAsync());
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task A_task_is_added_in_the_file_of_the_model()
    {
        const string Rows =
            """
            using Mtl;
            namespace Rows
            {
                public sealed record Row([property: Feature] float X, [property: Label] bool B, [property: Label] Rows.Kind K);
                public enum Kind { A, B }
            }
            """;
        const string Before =
            """
            namespace Models;

            [Mtl.MultiTaskModel<Rows.Row>]
            public partial class M
            {
            \t[Mtl.TaskHead]
            \tpublic partial Mtl.BinaryHead B { get; }
            }

            """;
        const string After =
            """
            namespace Models;

            [Mtl.MultiTaskModel<Rows.Row>]
            public partial class M
            {
            \t[Mtl.TaskHead]
            \tpublic partial Mtl.BinaryHead B { get; }

            \t[Mtl.TaskHead]
            \tpublic partial Mtl.ClassHead<Rows.Kind> K { get; }
            }

            """;
        var editor = Editor.Open(Rows, WithTabsAndCarriageReturns(Before));
        var after = await editor.ApplyAsync(await Choose(editor, "MTL005", "Add the task 'K'"));
        Assert.Equal(WithTabsAndCarriageReturns(After), (await after.TextsAsync())[1]);
        Assert.Empty(await after.MessagesAsync());
    }

    private static string WithTabsAndCarriageReturns(string code) =>
        code.Replace(@"\t", "\t", StringComparison.Ordinal).ReplaceLineEndings("\r\n");

    [Fact]
    public async Task A_renamed_layer_is_renamed_in_other_files()
    {
        var editor = Editor.Open(
            Usings + Vector("[SharedLayer(4)] public partial Linear Input { get; }"),
            "public static class Use { public static object Of(M model) => model.Input; }\n");
        var after = await editor.ApplyAsync(await Choose(editor, "MTL018", "Rename it to 'InputLayer'"));
        Assert.Equal("public static class Use { public static object Of(M model) => model.InputLayer; }\n", (await after.TextsAsync())[1]);
        Assert.Empty(await after.MessagesAsync());
    }

    /// <summary>Several mistakes of a kind, several of them in one class, in two files.</summary>
    [Theory]
    [InlineData(
        "MTL006", "Read it as percent: 0.2",
        """
        [SharedLayer(4), Dropout(20)] public partial Linear L { get; }
        [SharedLayer(4), Dropout(30)] public partial Linear K { get; }
        """)]
    [InlineData(
        "MTL043", "Remove 'Outputs = 2'",
        """
        [TaskHead(Outputs = 2)] public partial BinaryHead C { get; }
        [TaskHead(Outputs = 3)] public partial BinaryHead D { get; }
        """)]
    [InlineData(
        "MTL050", "Remove [LayerNorm]",
        """
        [SharedLayer(4), BatchNorm, LayerNorm] public partial Linear L { get; }
        [SharedLayer(4), BatchNorm, LayerNorm] public partial Linear K { get; }
        """)]
    [InlineData(
        "MTL017", "Declare it as a partial property with a getter",
        """
        [SharedLayer(4)] public Linear L { get; } = null!;
        [SharedLayer(4)] public partial Linear K { get; set; }
        """)]
    [InlineData(
        "MTL025", "Read 'Trunk'",
        """
        [SharedLayer(4)] public partial Linear Trunk { get; }
        [TaskHead(From = "Trunks")] public partial BinaryHead C { get; }
        [TaskHead(From = "Tronk")] public partial BinaryHead D { get; }
        """)]
    public async Task All_mistakes_of_a_kind_are_fixed_at_once(string rule, string title, string members)
    {
        var model = Vector(members);
        var editor = Editor.Open(Usings + model, Usings + model.Replace("class M", "class N", StringComparison.Ordinal));
        Assert.Equal(4, (await editor.MessagesAsync()).Length);
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, rule, title));
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task Heads_that_lack_the_same_Flatten_get_one()
    {
        var editor = Editor.Open(Usings + Image(
            """
            [SharedLayer(4)] public partial Conv2d Edges { get; }
            [TaskHead] public partial BinaryHead C { get; }
            """));
        Assert.Equal(2, (await editor.MessagesAsync()).Length);
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, "MTL027", "Add a Flatten after 'Edges'"));
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task Classes_inside_one_another_become_partial_at_once()
    {
        const string Before =
            """
            public class Outer {
                [MultiTaskModel(Inputs = 2)] public class M { [TaskHead] public partial BinaryHead B { get; } }
                [MultiTaskModel(Inputs = 2)] public class N { [TaskHead] public partial BinaryHead B { get; } } }
            """;
        var editor = Editor.Open(Usings + Before);
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, "MTL001", "Make it and the types around it partial"));
        Assert.Equal(
            Usings + Before.Replace("public class", "public partial class", StringComparison.Ordinal),
            Assert.Single(await after.TextsAsync()));
    }

    [Fact]
    public async Task Half_typed_code_never_makes_a_code_fix_fail()
    {
        foreach (var code in CodeFixCase.All.Select(test => Usings + test.Before))
        {
            for (var length = Usings.Length; length < code.Length; length += 131)
            {
                var editor = Editor.Open(code[..length]);
                foreach (var message in await editor.MessagesAsync())
                {
                    foreach (var offer in await editor.OffersAsync(message))
                        await editor.ApplyAsync(offer);
                }
            }
        }
    }

    /// <summary>The lines of the model's head in the file of state keys.</summary>
    private const string Keys =
        """
        M: B.Output.weight [1, 2]
        M: B.Output.bias [1]

        """;

    /// <summary>The lines of a layer that is gone.</summary>
    private const string TrunkKeys =
        """
        M: Trunk.weight [2, 2]
        M: Trunk.bias [2]

        """;

    [Theory]
    [InlineData("[SharedLayer(2)]", """[SharedLayer(2), StateKey("Trunk")]""", """Add [StateKey("Trunk")]""")]
    [InlineData(
        """
        [Dropout(0.1)]
        [SharedLayer(2), StateKey("Body")]
        """,
        """
        [Dropout(0.1)]
        [SharedLayer(2), StateKey("Trunk")]
        """,
        """Write [StateKey("Trunk")]""")]
    public async Task A_renamed_layer_keeps_its_key(string attributesBefore, string attributesAfter, string title)
    {
        const string Layer = " public partial Linear L { get; }";
        var editor = Editor.Open(new UserProject(), Keys + TrunkKeys, Usings + Vector(attributesBefore + Layer));
        var after = await editor.ApplyAsync(await Choose(editor, "MTL083", title));
        Assert.Equal(Usings + Vector(attributesAfter + Layer), Assert.Single(await after.TextsAsync()));
        Assert.Empty(await after.MessagesAsync());
    }

    [Fact]
    public async Task A_renamed_field_keeps_its_key()
    {
        var editor = Editor.Open(
            new UserProject(), Keys + TrunkKeys, Usings + Vector("[SharedLayer(2)] private readonly Linear _l;"));
        var after = await editor.ApplyAsync(await Choose(editor, "MTL083", """Add [StateKey("Trunk")]"""));
        Assert.Equal(
            Usings + Vector("""[SharedLayer(2), StateKey("Trunk")] private readonly Linear _l;"""),
            Assert.Single(await after.TextsAsync()));
        Assert.Empty(await after.MessagesAsync());
    }

    [Theory]
    [InlineData(
        """
        [MultiTaskModel(Inputs = 2), SharedLayer("L", 2), TaskHead<bool>("B")]
        public partial class M;
        """)]
    [InlineData(
        """
        [MultiTaskModel(Inputs = 2)]
        public partial class M
        {
            [SharedLayer(2)] private readonly Linear _l, _other;
            [TaskHead(Concat = new[] { "L", "Other" })] private readonly BinaryHead _b;
        }
        """)]
    public async Task A_key_that_cannot_be_written_on_one_member_is_left_to_its_author(string code)
    {
        var editor = Editor.Open(new UserProject(), TrunkKeys, Usings + code);
        var lost = Assert.Single(await editor.MessagesAsync(), message => message.Id == "MTL083");
        Assert.Empty(await editor.OffersAsync(lost));
    }

    [Fact]
    public async Task A_key_that_no_member_takes_over_is_left_to_its_author()
    {
        var editor = Editor.Open(new UserProject(), Keys + "M: Trunk.weight [2, 2]\n", Usings + Vector(""));
        Assert.Empty(await editor.OffersAsync(Assert.Single(await editor.MessagesAsync())));
    }

    [Theory]
    [InlineData("", "M: B.Output.weight [1, 2]\n")]
    [InlineData(
        "# Saved since May.\r\nM: B.Output.bias [1]\r\n\r\nN: B.Output.weight [1, 2]\r\nN: B.Output.bias [1]\r\n",
        "# Saved since May.\r\nM: B.Output.bias [1]\r\nM: B.Output.weight [1, 2]\r\n\r\n"
            + "N: B.Output.weight [1, 2]\r\nN: B.Output.bias [1]\r\n")]
    [InlineData(
        "N: B.Output.weight [1, 2]\nN: B.Output.bias [1]",
        "N: B.Output.weight [1, 2]\nN: B.Output.bias [1]\nM: B.Output.weight [1, 2]")]
    public async Task A_new_key_is_added_to_the_file(string before, string after)
    {
        var models = Usings + Vector("") + Vector("").Replace("class M", "class N", StringComparison.Ordinal);
        var editor = Editor.Open(new UserProject(), before, models);
        var added = await editor.ApplyAsync(await Choose(editor, "MTL085", "Add the line to MtlGen.StateKeys.txt"));
        Assert.Equal(after, await added.StateKeysAsync());
        Assert.Equal(models, Assert.Single(await added.TextsAsync()));
        Assert.DoesNotContain(
            await added.MessagesAsync(),
            message => message.GetMessage(null).Contains("'M: B.Output.weight", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_new_keys_are_added_at_once()
    {
        var editor = Editor.Open(new UserProject(), Keys, Usings + Vector("[SharedLayer(2)] public partial Linear L { get; }"));
        var after = await editor.ApplyEverywhereAsync(await Choose(editor, "MTL085", "Add the line to MtlGen.StateKeys.txt"));
        Assert.Equal(Keys + "M: L.weight [2, 2]\nM: L.bias [2]\n", await after.StateKeysAsync());
        Assert.Empty(await after.MessagesAsync());
    }

    /// <summary>The offer with this title, for the first message of the rule that has it.</summary>
    private static async Task<Offer> Choose(Editor editor, string rule, string title)
    {
        var titles = new List<string>();
        foreach (var message in (await editor.MessagesAsync()).Where(message => message.Id == rule))
        {
            foreach (var offer in await editor.OffersAsync(message))
            {
                if (offer.Action.Title == title)
                    return offer;
                titles.Add(offer.Action.Title);
            }
        }
        var messages = (await editor.MessagesAsync()).Select(message => message.ToString());
        Assert.Fail($"{rule} offers only: {string.Join("; ", titles)}. Messages: {string.Join("; ", messages)}");
        throw new System.Diagnostics.UnreachableException();
    }
}
