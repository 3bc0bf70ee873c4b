using Microsoft.Extensions.Hosting;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Configuration;

/// <summary>Reads and checks where the model is served.</summary>
internal static class ModelSettings
{
    private static readonly string[] Servers =
    [
        EmbeddedPredictor.Server,
        AiPlatformModelServer.Server,
        VertexAiEndpoint.Server,
        TensorFlowServingModelServer.Server,
    ];

    /// <summary>Reads the section "Model".</summary>
    /// <param name="reader">Reads the settings, and gets what is wrong with them.</param>
    /// <param name="environment">Development has the embedded model as its default.</param>
    public static ModelOptions Read(SettingsReader reader, IHostEnvironment environment)
    {
        var defaults = new ModelOptions();
        var (refreshAfter, expireAfter) = ReadAges(reader, defaults);
        var endpoint = reader.Text("Model:Endpoint");
        var model = new ModelOptions
        {
            Server = reader.Text(
                "Model:Server",
                environment.IsDevelopment() ? EmbeddedPredictor.Server : ""
            )!,
            Name = reader.Text("Model:Name", defaults.Name)!,
            Version = reader.Text("Model:Version"),
            Project = reader.Text("Model:Project") ?? reader.Text("GOOGLE_CLOUD_PROJECT"),
            Location = reader.Text("Model:Location") ?? LocationOf(endpoint) ?? defaults.Location,
            Endpoint = endpoint,
            BaseUri = reader.BaseAddress("Model:BaseUri") is { } address ? WithSlash(address) : null,
            Audience = reader.Address("Model:Audience") is null ? null : reader.Text("Model:Audience"),
            Label = reader.Text("Model:Label"),
            SignatureName = reader.Text("Model:SignatureName"),
            RefreshAfter = refreshAfter,
            ExpireAfter = expireAfter,
            Labels = reader.List("Model:Labels", defaults.Labels),
            Output = reader.Text("Model:Output"),
        };

        CheckServer(reader, model);
        CheckNames(reader, model);
        ModelPlace.Check(reader, model);
        return model;
    }

    /// <summary>The ages at which a description is refreshed and expires, of which the first is never the
    /// greater one.</summary>
    private static (TimeSpan Refresh, TimeSpan Expire) ReadAges(SettingsReader reader, ModelOptions defaults)
    {
        var (min, max) = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var refresh = reader.Duration("Model:RefreshAfter", defaults.RefreshAfter, min, max);
        var expire = reader.Duration("Model:ExpireAfter", defaults.ExpireAfter, min, max);
        if (reader.Text("Model:ExpireAfter") is null)
        {
            return (refresh, refresh > expire ? refresh : expire);
        }

        if (expire < refresh)
        {
            var (early, late) = (TimeText.Write(expire), TimeText.Write(refresh));
            reader.Refuse(
                "Model:ExpireAfter",
                $"'{early}' is less than Model__RefreshAfter, which is '{late}': "
                    + "what is known of a version would expire before it is refreshed. "
                    + $"Set Model__ExpireAfter to {late} or more, or Model__RefreshAfter to {early} or less."
            );
        }

        return (refresh, expire);
    }

    private static string? LocationOf(string? endpoint) =>
        endpoint is null ? null : ResourceNames.LocationOfEndpoint(endpoint);

    private static void CheckServer(SettingsReader reader, ModelOptions model)
    {
        if (!Servers.Contains(model.Server))
        {
            var problem =
                model.Server.Length == 0
                    ? "a model server is required outside Development."
                    : $"'{model.Server}' is not a model server.";
            reader.Refuse("Model:Server", $"{problem} Choose from: {string.Join(", ", Servers)}.");
        }

        if (model is { Server: VertexAiEndpoint.Server, Endpoint: null })
        {
            reader.Refuse("Model:Endpoint", "vertex-ai needs the endpoint's id, or its full resource name.");
        }

        if (model is { Server: VertexAiEndpoint.Server, Version: { } version })
        {
            reader.Refuse(
                "Model:Version",
                $"'{version}' can't be pinned: a Vertex AI endpoint chooses the version itself."
            );
        }

        if (model is { Server: TensorFlowServingModelServer.Server, BaseUri: null })
        {
            reader.Refuse(
                "Model:BaseUri",
                "tensorflow-serving needs the server's address, such as http://localhost:8501."
            );
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

        CheckLabels(reader, model.Labels);
        CheckPrintable(reader, "Model:Output", model.Output);
        CheckPrintable(reader, "Model:SignatureName", model.SignatureName);
    }

    private static void CheckLabels(SettingsReader reader, IReadOnlyList<string> labels)
    {
        if (labels.Count < 2)
        {
            reader.Refuse("Model:Labels", $"'{labels[0]}' is one label; at least two are needed.");
        }

        if (labels.Contains(""))
        {
            reader.Refuse(
                "Model:Labels",
                $"'{string.Join(',', labels)}' has an empty label: give each one a name."
            );
        }

        if (
            labels
                .Where(label => label.Length > 0)
                .GroupBy(label => label)
                .FirstOrDefault(same => same.Count() > 1) is
            { Key: var twice }
        )
        {
            reader.Refuse("Model:Labels", $"'{twice}' is there twice: each output has a label of its own.");
        }

        foreach (var label in labels)
        {
            CheckPrintable(reader, "Model:Labels", label);
        }
    }

    private static void CheckPrintable(SettingsReader reader, string key, string? text)
    {
        if (text is not null && text.Any(char.IsControl))
        {
            reader.Refuse(key, "a name has no control characters: leave them out.");
        }
    }

    private static Uri WithSlash(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");
}
