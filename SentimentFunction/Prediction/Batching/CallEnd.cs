namespace SentimentFunction.Prediction.Batching;

/// <summary>What the end of a call says about the model server.</summary>
internal enum CallEnd
{
    /// <summary>Nothing: nobody waited for it any longer, or it failed for reasons of this process.</summary>
    Unknown,

    /// <summary>The server does its work: it predicts, or refuses what can't be predicted.</summary>
    Good,

    /// <summary>The server fails.</summary>
    Failed,

    /// <summary>The server has not answered in the time for a call.</summary>
    Silent,
}
