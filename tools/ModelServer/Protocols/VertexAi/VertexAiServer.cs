using System.Globalization;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;
using SentimentFunction.Tools.ModelServer.Protocols.Google;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.VertexAi;

/// <summary>Emulates a Vertex AI endpoint to which all versions of the model are deployed.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The model.</param>
internal sealed class VertexAiServer(ResourceNames names, ModelCatalog catalog) : IEmulatedServer
{
    private const string Location = "/v1/projects/{project}/locations/{location}";

    private readonly VertexAiProtocol _protocol = new();
    private readonly VertexAiResources _resources = new(names);
    private long _calls = -1;

    public string Name => "Vertex AI";

    public string Locate(Uri address) =>
        $"{address}v1/projects/{names.Project}/locations/{names.Location}"
        + $"/endpoints/{names.Endpoint}:predict";

    public void Map(CallRoutes routes)
    {
        routes.MapPredict(_protocol, $"{Location}/endpoints/{{endpoint}}:predict", FindRouted, Predict);
        routes.MapDescribe(_protocol, $"{Location}/endpoints/{{endpoint}}", GetEndpoint);
        routes.MapDescribe(_protocol, $"{Location}/models/{{model}}", GetModel);
    }

    private ServedVersion FindRouted(Call call)
    {
        CheckEndpoint(call);
        return catalog.Current.Route(Interlocked.Increment(ref _calls)) is { CanPredict: true } version
            ? version
            : throw new CallRefusedException(
                RpcCode.FailedPrecondition,
                $"Endpoint `{_resources.Endpoint}` doesn't have traffic_split."
            );
    }

    private void Predict(Call call, ServedVersion version) =>
        Predicting.Answer(call, _protocol, version, writer => _resources.WriteServedBy(writer, version));

    private void GetEndpoint(Call call)
    {
        CheckEndpoint(call);
        call.WriteJson(GoogleProtocol.Readable, writer => _resources.WriteEndpoint(writer, catalog.Current));
    }

    private PendingAnswer GetModel(Call call)
    {
        CheckLocation(call);
        var model = catalog.Current;
        var version = Find(model, call.Route("model").Split('@'))
            ?? throw new CallRefusedException(
                RpcCode.NotFound,
                $"The Model does not exist: {call.Http.Request.Path.Value!["/v1/".Length..]}"
            );
        return new(version, call =>
            call.WriteJson(GoogleProtocol.Readable, writer => _resources.WriteModel(writer, model, version))
        );
    }

    /// <summary>Finds a version by ID@VERSION, where VERSION is a number or an alias; without it, the default
    /// one.</summary>
    private ServedVersion? Find(ServedModel model, string[] parts) =>
        parts switch
        {
            [var id, ..] when id != names.Model => null,
            [_] or [_, "default"] => model.Default,
            [_, var version] => FindVersion(model, version),
            _ => null,
        };

    private static ServedVersion? FindVersion(ServedModel model, string version) =>
        model.Labels.TryGetValue(version, out var number)
        || int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? model.Versions.GetValueOrDefault(number)
            : null;

    private void CheckEndpoint(Call call)
    {
        CheckLocation(call);
        if (call.Route("endpoint") != names.Endpoint)
        {
            throw new CallRefusedException(
                RpcCode.NotFound,
                $"Endpoint `projects/{names.ProjectNumber}/locations/{names.Location}/endpoints/"
                    + $"{call.Route("endpoint")}` not found."
            );
        }
    }

    private void CheckLocation(Call call)
    {
        var project = call.Route("project");
        if (project != names.Project && project != names.ProjectNumber)
        {
            throw GoogleProtocol.DenyProject(project);
        }

        if (call.Route("location") is var location && location != names.Location)
        {
            throw new CallRefusedException(
                RpcCode.InvalidArgument,
                $"Unsupported region for Vertex AI, the region in the request is {location} but this "
                    + $"endpoint serves {names.Location}."
            );
        }
    }
}
