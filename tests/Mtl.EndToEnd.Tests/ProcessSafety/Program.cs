using System.Globalization;
using TorchSharp;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>
/// The test assembly as a program: makes the calls from some place on, and says after each what came of it, or trains until it is killed.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        torch.set_num_threads(1);
        if (arguments is [KilledTraining.Name, var folder, var epochs])
        {
            KilledTraining.Run(folder, int.Parse(epochs, CultureInfo.InvariantCulture));
            return;
        }

        foreach (var call in BadCallTables.All.Skip(int.Parse(arguments[0], CultureInfo.InvariantCulture)))
            Console.WriteLine(BadCallProcess.Mark + call.Complaint()?.ReplaceLineEndings(" "));
    }
}
