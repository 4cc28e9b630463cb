using System.Globalization;
using Mtl.Generator;
using Mtl.Generator.Benchmarks;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 100); // A pipe has no width of its own, and 80 would break numbers.
var generators = new (string Name, Func<Microsoft.CodeAnalysis.IIncrementalGenerator> New)[]
{
    ("MtlGen", () => new MultiTaskModelGenerator()),
    ("attributes alone", () => new FloorGenerator()),
};

foreach (var (title, withRows) in new[] { ("100 models with 3 heads, on tensors", false), ("100 models with 3 heads, on rows", true) })
{
    var table = new Table().Border(TableBorder.Rounded).Title(title).AddColumn(new TableColumn("Generator").NoWrap());
    var cells = generators.Select(generator => new List<string> { generator.Name }).ToArray();
    foreach (var scenario in Scenario.All)
    {
        table.AddColumn(new TableColumn($"{scenario.Name}\nCPU ms").RightAligned().NoWrap()).AddColumn(new TableColumn("\nMB").RightAligned().NoWrap());
        var project = new UserProject(withRows);
        var costs = Cost.Measure([.. generators.Select(generator => (Func<Action>)(() => scenario.Prepare(project, generator.New())))]);
        for (var i = 0; i < costs.Length; i++)
            cells[i].AddRange([$"{costs[i].Milliseconds:F1}", $"{costs[i].Megabytes:F1}"]);
    }
    foreach (var row in cells)
        table.AddRow([.. row]);
    AnsiConsole.Write(table);
}
