namespace SentimentFunction.Tools.ModelServer;

/// <summary>Says where the servers are, for people.</summary>
internal static class AddressList
{
    /// <summary>Lists the addresses, one server a line.</summary>
    /// <param name="options">The names of things.</param>
    /// <param name="address">The server's address.</param>
    public static string Write(ModelServerOptions options, Uri address)
    {
        var root = address.GetLeftPart(UriPartial.Authority);
        var vertexAi =
            $"projects/{options.Project}/locations/{options.Location}/endpoints/{options.Endpoint}";
        return $"""
            AI Platform         {root}/v1/projects/{options.Project}/models/{options.Model}:predict
            Vertex AI           {root}/v1/{vertexAi}:predict
            TensorFlow Serving  {root}/v1/models/{options.Model}:predict
            Metadata server     GCE_METADATA_HOST={address.Authority}
            Control             {root}/control

            """;
    }
}
