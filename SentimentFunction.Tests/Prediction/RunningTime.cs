using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests.Prediction;

/// <summary>Time as it passes for a process that runs: a jump would be a pause of it.</summary>
internal static class RunningTime
{
    /// <summary>Lets time pass in steps.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="time">How much.</param>
    public static void Run(this FakeTimeProvider clock, TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Deadline.Step)
        {
            clock.Advance(left < Deadline.Step ? left : Deadline.Step);
        }
    }
}
