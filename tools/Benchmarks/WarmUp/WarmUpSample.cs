namespace SentimentFunction.Tools.Benchmarks.WarmUp;

/// <summary>One start of a server, and the load from its first answer on.</summary>
/// <param name="FirstAnswer">The time from the start of the process to the end of its first answer.</param>
/// <param name="Marks">How far it had come, at each of <see cref="WarmUpProbe.Moments"/>.</param>
/// <param name="Errors">How many connections ended with a wrong answer or none.</param>
internal sealed record WarmUpSample(TimeSpan FirstAnswer, IReadOnlyList<WarmUpMark> Marks, int Errors);
