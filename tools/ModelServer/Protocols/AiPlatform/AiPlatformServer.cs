using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;
using SentimentFunction.Tools.ModelServer.Protocols.Google;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.AiPlatform;

/// <summary>Emulates AI Platform Prediction: predictions, and what models and versions there are.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The model.</param>
internal sealed class AiPlatformServer(ResourceNames names, ModelCatalog catalog) : IEmulatedServer
{
    private const string Models = "/v1/projects/{project}/models";
    private const string Versions = $"{Models}/{{model}}/versions";

    private readonly AiPlatformProtocol _protocol = new();
    private readonly AiPlatformResources _resources = new(names);

    public string Name => "AI Platform";

    public string Locate(Uri address) => $"{address}v1/projects/{names.Project}/models/{names.Model}:predict";

    public void Map(CallRoutes routes)
    {
        routes.MapPredict(_protocol, $"{Models}/{{model}}:predict", FindDefault, Predict);
        routes.MapPredict(_protocol, $"{Versions}/{{version}}:predict", FindVersion, Predict);
        routes.MapDescribe(_protocol, Models, ListModels);
        routes.MapDescribe(_protocol, $"{Models}/{{model}}", GetModel);
        routes.MapDescribe(_protocol, Versions, ListVersions);
        routes.MapDescribe(_protocol, $"{Versions}/{{version}}", GetVersion);
        routes.MapRest(_protocol, "/v1/projects/{**rest}", GoogleProtocol.WriteNoSuchAddress);
    }

    private void Predict(Call call, ServedVersion version)
    {
        if (!version.CanPredict)
        {
            throw Refused(
                RpcCode.FailedPrecondition,
                "Online prediction is unavailable for this version. Please verify that CreateVersion has "
                    + "completed successfully."
            );
        }

        Predicting.Answer(call, _protocol, version);
    }

    private void ListModels(Call call)
    {
        CheckProject(call);
        call.WriteJson(GoogleProtocol.Readable, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("models");
            _resources.WriteModel(writer, catalog.Current);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private void GetModel(Call call)
    {
        var model = FindModel(call);
        call.WriteJson(GoogleProtocol.Readable, writer => _resources.WriteModel(writer, model));
    }

    private void ListVersions(Call call)
    {
        var model = FindModel(call);
        var page = VersionPage.Read(call.Http.Request.Query, model);
        call.WriteJson(GoogleProtocol.Readable, writer => _resources.WriteVersions(writer, model, page));
    }

    private PendingAnswer GetVersion(Call call)
    {
        var model = FindModel(call);
        var version = FindVersion(call, model);
        return new(version, call =>
            call.WriteJson(GoogleProtocol.Readable, writer => _resources.WriteVersion(writer, model, version))
        );
    }

    private ServedModel FindModel(Call call)
    {
        CheckProject(call);
        var name = call.Route("model");
        return name == names.Model
            ? catalog.Current
            : throw NotFound(
                $"The model resource: \"{name}\" was not found. Please create the model resource first by "
                    + "using "
                    + $"'gcloud ai-platform models create {name}'."
            );
    }

    private ServedVersion FindDefault(Call call) =>
        FindModel(call).Default
        ?? throw NotFound(
            $"The model resource: \"{names.Model}\" has no default version. Please create a version first "
                + "by using 'gcloud ai-platform versions create'."
        );

    private ServedVersion FindVersion(Call call) => FindVersion(call, FindModel(call));

    private static ServedVersion FindVersion(Call call, ServedModel model) =>
        model.Find(call.Route("version"))
        ?? throw NotFound(
            $"The version resource: \"{call.Route("version")}\" was not found. Please create the version "
                + $"resource first by using 'gcloud ai-platform versions create {call.Route("version")}'."
        );

    private void CheckProject(Call call)
    {
        if (call.Route("project") is var project && project != names.Project)
        {
            throw GoogleProtocol.DenyProject(project);
        }
    }

    private static CallRefusedException NotFound(string message) => Refused(RpcCode.NotFound, message);

    private static CallRefusedException Refused(RpcCode code, string message) =>
        new(code, message) { Field = "name" };
}
