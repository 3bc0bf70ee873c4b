namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>The model refuses an instance.</summary>
/// <param name="message">
/// Why, in the words of TensorFlow Serving, which serves the models of all three.
/// </param>
internal sealed class InstanceRefusedException(string message) : Exception(message);
