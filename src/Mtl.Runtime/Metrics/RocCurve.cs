namespace Mtl;

internal static class RocCurve
{
    /// <summary>
    /// The area under the ROC curve by the rank statistic of Mann and Whitney: <c>(R₊ − n₊(n₊+1)/2) / (n₊·n₋)</c>, where R₊ is the
    /// sum of the positive rows' ranks and tied scores share their mean rank.
    /// </summary>
    /// <returns>0 to 1; NaN unless there are positive and negative rows and every score is a number.</returns>
    public static double Area(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        float[] keys = scores.ToArray();
        bool[] labels = positive.ToArray();
        Array.Sort(keys, labels);
        if (keys is [float.NaN, ..]) // NaN sorts first
            return double.NaN;

        double rankSum = 0;
        double positives = 0;
        for (int start = 0; start < keys.Length;)
        {
            int end = start;
            int tiedPositives = 0;
            for (; end < keys.Length && keys[end] == keys[start]; end++)
            {
                if (labels[end])
                    tiedPositives++;
            }

            rankSum += tiedPositives * ((start + 1 + end) / 2.0);
            positives += tiedPositives;
            start = end;
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * (keys.Length - positives));
    }
}
