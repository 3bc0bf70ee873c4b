using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer;

/// <summary>What an emulated model server starts with.</summary>
public sealed record ModelServerOptions
{
    /// <summary>The port to listen on, on 127.0.0.1; 0, the default, for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The port of TensorFlow Serving's gRPC interface, on 127.0.0.1; 0, the default, for a free
    /// one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Gets a line about each call that came to the wrong port. The default is nobody.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    /// <summary>The project's ID. The default is "local".</summary>
    public string Project { get; init; } = "local";

    /// <summary>The project's number, which Vertex AI uses in the names it answers with.</summary>
    public string ProjectNumber { get; init; } = "123456789012";

    /// <summary>The region. The default is "us-central1".</summary>
    public string Location { get; init; } = "us-central1";

    /// <summary>The model's name, which is also its ID at Vertex AI. The default is "sentiment".</summary>
    public string Model { get; init; } = "sentiment";

    /// <summary>The ID of the Vertex AI endpoint. The default is "1234".</summary>
    public string Endpoint { get; init; } = "1234";

    /// <summary>
    /// The versions to serve: a name such as "v2", or "v2=FILE" for a model of its own. The first one is
    /// the default. They are v1 and v2 unless others are given.
    /// </summary>
    public IReadOnlyList<string> Versions { get; init; } = ["v1", "v2"];

    /// <summary>Whether calls need a token of the metadata server. The default is that they don't.</summary>
    public bool RequireToken { get; init; }

    /// <summary>The audience that identity tokens must be for; null, the default, for any.</summary>
    public string? Audience { get; init; }

    /// <summary>How long tokens are valid, at least 1 s. The default is an hour.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Which server of the Open Inference Protocol there is. The default is MLServer.</summary>
    public OpenInferenceProfile OpenInference { get; init; } = OpenInferenceProfile.MlServerCustom;

    /// <summary>Whether its predictions are marked with the version that made them, in an output that the
    /// recorded models had not. The default is that they are.</summary>
    public bool MarkOpenInference { get; init; } = true;

    /// <summary>How long a call for predictions takes at least. The default is 0.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many of the latest calls to remember, from 0, the default, up.</summary>
    public int RememberCalls { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The names of things.</summary>
    internal ResourceNames Names => new(Project, ProjectNumber, Location, Model, Endpoint);
}
