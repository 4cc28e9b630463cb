namespace Mtl.EndToEnd.Tests.Models;

/// <summary>Made-up people: income follows from schooling and age, marriage from age, working hours from the occupation.</summary>
internal static class CensusData
{
    private static readonly string[] _occupations = ["clerk", "farmer", "manager", "nurse", "teacher"];
    private static readonly string[] _workClasses = ["private", "self-employed", "state"];

    public static IReadOnlyList<Person> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Make(random))];
    }

    private static Person Make(Random random)
    {
        var age = random.Next(18, 80);
        var years = random.Next(6, 18);
        var occupation = random.Next(_occupations.Length);
        var gain = Math.Exp(random.NextDouble() * 8);
        var isRich = years + age / 10.0 + (gain > 1000 ? 3 : 0) + random.NextDouble() > 18.5;
        var status = age < 30 ? MaritalStatus.NeverMarried : age < 60 ? MaritalStatus.Married : MaritalStatus.Formerly;
        var hours = 30 + 5 * occupation + (isRich ? 4 : 0) + 2 * random.NextDouble();
        return new Person(
            age, Often((Sex)random.Next(2)), Often(years),
            random.Next(10) > 0 ? _workClasses[random.Next(3)] : null, _occupations[occupation], gain,
            Often(isRich ? Income.Over50K : Income.UpTo50K), Often(status), Often((float)hours));

        // One answer in ten is left blank.
        T? Often<T>(T answer)
            where T : struct
            => random.Next(10) > 0 ? answer : null;
    }
}
