namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>A text is no JSON.</summary>
/// <param name="flaw">Why not.</param>
/// <param name="position">Where, in characters from 0; of a comma too many it is the comma's.</param>
internal sealed class JsonFlawException(JsonFlaw flaw, int position) : Exception($"{flaw} at {position}")
{
    /// <summary>Why not.</summary>
    public JsonFlaw Flaw { get; } = flaw;

    /// <summary>Where.</summary>
    public int Position { get; } = position;
}
