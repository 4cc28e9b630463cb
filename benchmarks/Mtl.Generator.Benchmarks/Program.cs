using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator;
using Mtl.Generator.Benchmarks;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 100); // The default width of a pipe, 80, would break numbers.
var toolkit = new MvvmToolkit();

Show("100 models with 3 heads, on tensors", Models.OnTensors, toolkit);
Show("100 models with 3 heads, on rows", Models.OnRows, peer: null);

void Show(string title, Func<int, int, string> model, MvvmToolkit? peer)
{
    var project = new UserProject(model);
    var candidates = new List<(string Name, UserProject Project, Func<IIncrementalGenerator> New)>
    {
        ("MtlGen", project, () => new MultiTaskModelGenerator()),
        ("attributes alone", project, () => new FloorGenerator()),
    };
    if (peer is not null)
        candidates.Add(("MVVM Toolkit, 3 properties", new(MvvmToolkit.Class, peer.Library), peer.New));

    var table = new Table().Border(TableBorder.Rounded).Title(title).AddColumn(new TableColumn("Generator").NoWrap());
    var rows = candidates.ConvertAll(candidate => new List<string> { candidate.Name });
    foreach (var scenario in Scenario.All)
    {
        table.AddColumn(new TableColumn($"{scenario.Name}\nCPU ms").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("\nMB").RightAligned().NoWrap());
        var costs = Cost.Measure(candidates.ConvertAll(
            candidate => (Func<Action>)(() => scenario.Prepare(candidate.Project, candidate.New()))));
        for (var i = 0; i < costs.Length; i++)
            rows[i].AddRange([$"{costs[i].Milliseconds:F1}", $"{costs[i].Megabytes:F1}"]);
    }
    foreach (var row in rows)
        table.AddRow([.. row]);
    AnsiConsole.Write(table);
}
