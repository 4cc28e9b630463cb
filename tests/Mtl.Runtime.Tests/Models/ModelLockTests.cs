namespace Mtl.Tests;

public sealed class ModelLockTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    private readonly ModelLock _use = new();

    [Fact]
    public void Many_read_at_once()
    {
        using var reading = _use.Read();
        Assert.True(OnAnotherThread(() => _use.Read().Dispose()).Join(_long));
    }

    [Fact]
    public void A_change_waits_for_the_last_reader()
    {
        var first = _use.Read();
        var second = _use.Read();
        var change = OnAnotherThread(() => _use.Change().Dispose());
        first.Dispose();
        Assert.False(change.Join(20));
        second.Dispose();
        Assert.True(change.Join(_long));
    }

    [Fact]
    public void A_reader_waits_for_the_outermost_change()
    {
        var outer = _use.Change();
        _use.Change().Dispose();
        var reader = OnAnotherThread(() => _use.Read().Dispose());
        Assert.False(reader.Join(20));
        outer.Dispose();
        Assert.True(reader.Join(_long));
    }

    [Fact]
    public void Of_two_threads_one_changes_at_a_time()
    {
        var changing = _use.Change();
        var other = OnAnotherThread(() => _use.Change().Dispose());
        Assert.False(other.Join(20));
        changing.Dispose();
        Assert.True(other.Join(_long));
    }

    [Fact]
    public void Who_changes_may_read()
    {
        using var changing = _use.Change();
        using var reading = _use.Read();
        using var again = _use.Read();
    }

    [Fact]
    public void Who_reads_may_not_change()
    {
        using var reading = _use.Read();
        var refusal = Assert.Throws<InvalidOperationException>(() => _use.Change());
        Assert.Equal("Within an inference scope of a model it can be neither trained nor changed.", refusal.Message);
    }

    [Fact]
    public void Who_reads_reads_again_while_a_change_waits()
    {
        var reading = _use.Read();
        var change = OnAnotherThread(() => _use.Change().Dispose());
        Assert.False(change.Join(20));
        _use.Read().Dispose();
        reading.Dispose();
        Assert.True(change.Join(_long));
    }

    /// <summary>As a training loop, which begins the next step as soon as one has ended.</summary>
    [Fact]
    public void Changes_without_a_pause_leave_readers_their_turn()
    {
        using var end = new CancellationTokenSource();
        var changes = OnAnotherThread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                using var changing = _use.Change();
                Thread.Sleep(1);
            }
        });
        var readers = OnAnotherThread(() =>
        {
            for (int i = 0; i < 20; i++)
                _use.Read().Dispose();
        });
        Assert.True(readers.Join(_long));
        end.Cancel();
        Assert.True(changes.Join(_long));
    }

    [Fact]
    public void Readers_without_a_pause_leave_changes_their_turn()
    {
        using var end = new CancellationTokenSource();
        Thread[] readers = [.. Enumerable.Range(0, 2).Select(_ => OnAnotherThread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                using var reading = _use.Read();
                Thread.Sleep(1);
            }
        }))];
        var changes = OnAnotherThread(() =>
        {
            for (int i = 0; i < 20; i++)
                _use.Change().Dispose();
        });
        Assert.True(changes.Join(_long));
        end.Cancel();
        Assert.All(readers, reader => Assert.True(reader.Join(_long)));
    }

    [Fact]
    public void A_reader_who_waits_comes_before_the_next_change()
    {
        var order = new List<string>();
        var changing = _use.Change();
        var reader = Waiting(() =>
        {
            using var reading = _use.Read();
            order.Add("reads");
        });
        var changer = Waiting(() =>
        {
            using var change = _use.Change();
            order.Add("changes");
        });
        changing.Dispose();
        Assert.True(reader.Join(_long) && changer.Join(_long));
        Assert.Equal(["reads", "changes"], order);

        static Thread Waiting(Action action)
        {
            var thread = OnAnotherThread(action);
            Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), _long));
            return thread;
        }
    }

    [Fact]
    public void A_second_training_at_once_is_refused()
    {
        _use.BeginTraining("Houses");
        var refusal = Assert.Throws<InvalidOperationException>(() => _use.BeginTraining("Houses"));
        Assert.StartsWith("Houses: the model is being trained already.", refusal.Message, StringComparison.Ordinal);
        _use.EndTraining();
        _use.BeginTraining("Houses");
    }

    private static Thread OnAnotherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        return thread;
    }
}
