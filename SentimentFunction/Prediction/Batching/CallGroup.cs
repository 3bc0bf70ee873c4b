namespace SentimentFunction.Prediction.Batching;

/// <summary>Requests that leave in a call of their own, without anybody else.</summary>
/// <param name="kind">Why.</param>
internal sealed class CallGroup(CallGroup.Reason kind)
{
    /// <summary>Why requests leave in a call of their own.</summary>
    public enum Reason
    {
        /// <summary>It is large: who shared its call would wait for it.</summary>
        Large,

        /// <summary>It has made a call fail a moment ago.</summary>
        Suspect,

        /// <summary>They shared a call that has failed, and are asked again in parts.</summary>
        Part,

        /// <summary>It tries a server that is left alone.</summary>
        Probe,
    }

    /// <summary>Whether its request has made a call fail a moment ago.</summary>
    public bool IsSuspect => kind == Reason.Suspect;

    /// <summary>Whether its requests shared a call that has failed.</summary>
    public bool IsPart => kind == Reason.Part;

    /// <summary>Whether its request tries a server that is left alone.</summary>
    public bool IsProbe => kind == Reason.Probe;
}
