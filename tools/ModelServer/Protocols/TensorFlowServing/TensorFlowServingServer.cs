using System.Globalization;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Emulates TensorFlow Serving's REST interface.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The model.</param>
/// <param name="grpcAddress">Where its gRPC interface is.</param>
internal sealed class TensorFlowServingServer(
    ResourceNames names,
    ModelCatalog catalog,
    Func<Uri> grpcAddress
) : IEmulatedServer
{
    private const string Model = "/v1/models/{model}";
    private const string Version = $"{Model}/versions/{{version:long:min(0)}}";
    private const string Label = $"{Model}/labels/{{label}}";

    private readonly TensorFlowServingProtocol _protocol = new();
    private readonly Servables _servables = new(names, catalog);

    public string Name => "TensorFlow Serving";

    public string Locate(Uri address) =>
        $"{address}v1/models/{names.Model}:predict, gRPC at {grpcAddress().Authority}";

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
    private void GetStatus(Call call) => WriteStatus(call, _servables.ListVersions(call.Route("model")));

    private void WriteStatus(Call call, IEnumerable<ServedVersion> versions) =>
        call.WriteJson(_protocol.Layout, writer => ModelStatus.Write(writer, versions));

    private ServedVersion FindLatest(Call call) => _servables.FindLatest(call.Route("model"));

    private ServedVersion FindVersion(Call call) => _servables.FindVersion(call.Route("model"), Number(call));

    private ServedVersion FindAnyVersion(Call call) =>
        _servables.FindAnyVersion(call.Route("model"), Number(call));

    private ServedVersion FindLabelled(Call call) =>
        _servables.FindLabelled(call.Route("model"), call.Route("label"));

    private static long Number(Call call) =>
        long.Parse(call.Route("version"), NumberStyles.None, CultureInfo.InvariantCulture);

    private void Refuse(Call call) =>
        _protocol.Refuse(
            call,
            RpcCode.InvalidArgument,
            $"Malformed request: {call.Http.Request.Method} {call.Http.Request.Path.Value}"
        );
}
