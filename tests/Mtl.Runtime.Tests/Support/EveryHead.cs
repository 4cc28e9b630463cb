using TorchSharp;

namespace Mtl.Tests;

/// <summary>A head of every kind that the runtime has, as it is by default.</summary>
internal static class EveryHead
{
    /// <summary>The kinds: the runtime's heads without their type arguments.</summary>
    public static IEnumerable<Type> Kinds { get; } =
        [.. typeof(TaskHead).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(TaskHead)) && !type.IsAbstract)];

    /// <summary>Makes one head of every kind.</summary>
    public static TaskHead[] New() => Complete(
        new ClassHead<Color>("Task", inputs: 1), new BinaryHead("Task", inputs: 1), new RegressionHead("Task", inputs: 1),
        new MultiLabelHead<Symptoms>("Task", inputs: 1), new CountHead("Task", inputs: 1), new OrdinalHead<Grade>("Task", inputs: 1),
        new QuantileHead("Task", inputs: 1, quantiles: [0.5]));

    /// <summary>Makes one of every kind that derives from the head and has a loss of its own: three times the sum of the outputs.</summary>
    public static TaskHead[] NewOwn() => Complete(
        new OwnClass(), new OwnBinary(), new OwnRegression(), new OwnFlags(), new OwnCount(), new OwnOrdinal(), new OwnQuantile());

    /// <summary>The label of one row: the first class, no, 0.</summary>
    public static TaskLabels LabelOf(TaskHead head) => new(
        head switch
        {
            ClassHead<Color> or OrdinalHead<Grade> => torch.zeros(1, torch.int64),
            MultiLabelHead<Symptoms> => torch.zeros(1, 3),
            _ => torch.zeros(1),
        },
        torch.ones(1));

    /// <summary>The heads, which must be of all kinds or of types that derive from them.</summary>
    public static TaskHead[] Complete(params TaskHead[] heads)
    {
        Assert.Empty(Kinds.Where(kind => !heads.Any(head => IsOf(kind, head.GetType()))).Select(kind => $"{kind.Name} is missing"));
        return heads;
    }

    private static bool IsOf(Type kind, Type? type) =>
        type is not null && ((type.IsGenericType ? type.GetGenericTypeDefinition() : type) == kind || IsOf(kind, type.BaseType));

    private sealed class OwnClass() : ClassHead<Color>("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output.sum(1) * 3;
    }

    private sealed class OwnBinary() : BinaryHead("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output * 3;
    }

    private sealed class OwnRegression() : RegressionHead("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output * 3;
    }

    private sealed class OwnFlags() : MultiLabelHead<Symptoms>("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output.sum(1) * 3;
    }

    private sealed class OwnCount() : CountHead("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output * 3;
    }

    private sealed class OwnOrdinal() : OrdinalHead<Grade>("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output.sum(1) * 3;
    }

    private sealed class OwnQuantile() : QuantileHead("Task", 1)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => output.sum(1) * 3;
    }
}
