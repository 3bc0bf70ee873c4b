using Microsoft.Extensions.Hosting;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Prediction;

namespace SentimentFunction.Configuration;

/// <summary>Reads and checks where the model is served.</summary>
internal static class ModelSettings
{
    private static readonly string[] Servers =
    [
        EmbeddedPredictor.Server, AiPlatformModelServer.Server, VertexAiEndpoint.Server,
        TensorFlowServingModelServer.Server,
    ];

    /// <summary>Reads the section "Model".</summary>
    /// <param name="reader">Reads the settings, and gets what is wrong with them.</param>
    /// <param name="environment">Development has the embedded model as its default.</param>
    public static ModelOptions Read(SettingsReader reader, IHostEnvironment environment)
    {
        var defaults = new ModelOptions();
        var refreshAfter = reader.Duration(
            "Model:RefreshAfter", defaults.RefreshAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var model = new ModelOptions
        {
            Server = reader.Text("Model:Server", environment.IsDevelopment() ? EmbeddedPredictor.Server : "")!,
            Name = reader.Text("Model:Name", defaults.Name)!,
            Version = reader.Text("Model:Version"),
            Project = reader.Text("Model:Project") ?? reader.Text("GOOGLE_CLOUD_PROJECT"),
            Location = reader.Text("Model:Location", defaults.Location)!,
            Endpoint = reader.Text("Model:Endpoint"),
            BaseUri = reader.Address("Model:BaseUri") is { } address ? WithSlash(address) : null,
            Audience = reader.Text("Model:Audience"),
            Label = reader.Text("Model:Label"),
            SignatureName = reader.Text("Model:SignatureName"),
            RefreshAfter = refreshAfter,
            ExpireAfter = reader.Duration(
                "Model:ExpireAfter",
                refreshAfter > defaults.ExpireAfter ? refreshAfter : defaults.ExpireAfter,
                refreshAfter,
                TimeSpan.FromDays(1)),
            Labels = reader.List("Model:Labels", defaults.Labels),
            Output = reader.Text("Model:Output"),
        };

        CheckServer(reader, model);
        CheckNames(reader, model);
        return model;
    }

    private static void CheckServer(SettingsReader reader, ModelOptions model)
    {
        if (!Servers.Contains(model.Server))
        {
            var problem = model.Server.Length == 0
                ? "a model server is required outside Development."
                : $"'{model.Server}' is not a model server.";
            reader.Refuse("Model:Server", $"{problem} Choose from: {string.Join(", ", Servers)}.");
        }

        if (model is { Server: VertexAiEndpoint.Server, Endpoint: null })
        {
            reader.Refuse(
                "Model:Endpoint", "vertex-ai needs the endpoint's id, or its full resource name.");
        }

        if (model is { Server: VertexAiEndpoint.Server, Version: { } version })
        {
            reader.Refuse(
                "Model:Version", $"'{version}' can't be pinned: a Vertex AI endpoint chooses the version itself.");
        }

        if (model is { Server: TensorFlowServingModelServer.Server, BaseUri: null })
        {
            reader.Refuse(
                "Model:BaseUri", "tensorflow-serving needs the server's address, such as http://localhost:8501.");
        }
    }

    private static void CheckNames(SettingsReader reader, ModelOptions model)
    {
        if (model.Version is { } version && !VersionName.IsValid(version))
        {
            reader.Refuse("Model:Version", $"'{version}' is not {VersionName.Expected}.");
        }

        if (!VersionName.IsValid(model.Name))
        {
            reader.Refuse("Model:Name", $"'{model.Name}' is not a model's short name.");
        }

        if (model.Labels.Count < 2)
        {
            reader.Refuse("Model:Labels", $"'{model.Labels[0]}' is one label; at least two are needed.");
        }
    }

    private static Uri WithSlash(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");
}
