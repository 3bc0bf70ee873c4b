using System.Globalization;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Emulates TensorFlow Serving's REST interface.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The model.</param>
internal sealed class TensorFlowServingServer(ResourceNames names, ModelCatalog catalog) : IEmulatedServer
{
    private const string Model = "/v1/models/{model}";
    private const string Version = $"{Model}/versions/{{version:long:min(0)}}";
    private const string Label = $"{Model}/labels/{{label}}";

    private readonly TensorFlowServingProtocol _protocol = new();

    public string Name => "TensorFlow Serving";

    public string Locate(Uri address) => $"{address}v1/models/{names.Model}:predict";

    public void Map(CallRoutes routes)
    {
        Map(routes, Model, FindLatest);
        Map(routes, Version, FindVersion);
        Map(routes, Label, FindLabelled);
        routes.MapDescribe(_protocol, Model, GetStatus);
        routes.MapDescribe(_protocol, Version, FindAnyVersion, (call, version) =>
            WriteStatus(call, [version])
        );
        routes.MapDescribe(_protocol, Label, GetStatus);
        routes.MapDescribe(_protocol, $"{Model}:{{verb}}", Refuse);
        routes.MapRest(_protocol, "/v1/models/{**rest}", Refuse);
    }

    private void Map(CallRoutes routes, string servable, Func<Call, ServedVersion> find)
    {
        routes.MapPredict(_protocol, $"{servable}:predict", find, (call, version) =>
            Predicting.Answer(call, _protocol, version)
        );
        routes.MapDescribe(_protocol, $"{servable}/metadata", find, (call, version) =>
            call.WriteJson(_protocol.Layout, writer => ModelMetadata.Write(writer, names.Model, version))
        );
    }

    // Also of a label: TensorFlow Serving's GetModelStatusImpl looks for a version only.
    private void GetStatus(Call call) =>
        WriteStatus(
            call,
            FindModel(call) is { Versions.IsEmpty: false } model
                ? model.Versions.Values.Reverse()
                : throw new CallRefusedException(
                    RpcCode.NotFound,
                    $"Could not find any versions of model {call.Route("model")}"
                )
        );

    private void WriteStatus(Call call, IEnumerable<ServedVersion> versions) =>
        call.WriteJson(_protocol.Layout, writer => ModelStatus.Write(writer, versions));

    private ServedModel? FindModel(Call call) => call.Route("model") == names.Model ? catalog.Current : null;

    private ServedVersion FindLatest(Call call) =>
        FindModel(call)?.Latest ?? throw NoServable($"Latest({call.Route("model")})");

    private ServedVersion FindVersion(Call call) =>
        FindModel(call)?.Versions.GetValueOrDefault(Number(call)) is { CanPredict: true } version
            ? version
            : throw NoServable($"Specific({call.Route("model")}, {call.Route("version")})");

    // Also one that can't predict, whose status says so.
    private ServedVersion FindAnyVersion(Call call) =>
        FindModel(call)?.Versions.GetValueOrDefault(Number(call))
        ?? throw new CallRefusedException(
            RpcCode.NotFound,
            $"Could not find version {call.Route("version")} of model {call.Route("model")}"
        );

    private ServedVersion FindLabelled(Call call)
    {
        var label = call.Route("label");
        if (FindModel(call) is not { } model || !model.Labels.TryGetValue(label, out var number))
        {
            throw new CallRefusedException(
                RpcCode.InvalidArgument,
                $"Unrecognized servable version label: {label}"
            );
        }

        return model.Versions[number] is { CanPredict: true } version
            ? version
            : throw NoServable($"Specific({model.Name}, {number})");
    }

    private static int Number(Call call) =>
        int.TryParse(call.Route("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private void Refuse(Call call) =>
        _protocol.Refuse(
            call,
            RpcCode.InvalidArgument,
            $"Malformed request: {call.Http.Request.Method} {call.Http.Request.Path.Value}"
        );

    private static CallRefusedException NoServable(string request) =>
        new(RpcCode.NotFound, $"Servable not found for request: {request}");
}
