namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>Classifies a sentence.</summary>
/// <param name="sentence">The sentence.</param>
/// <returns>The probability that it is positive.</returns>
/// <exception cref="InstanceRefusedException">The model refuses it.</exception>
internal delegate float Classify(ReadOnlySpan<char> sentence);
