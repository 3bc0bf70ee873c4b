using System.Net;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>Emulates a server of the Open Inference Protocol: MLServer, KServe or Triton.</summary>
internal sealed class OpenInferenceServer : IEmulatedServer
{
    private const int BatchSize = 8;

    private static readonly Dictionary<OpenInferenceProfile, InferenceServer> Servers = new()
    {
        [OpenInferenceProfile.MlServerCustom] = new MlServer(),
        [OpenInferenceProfile.KServeCustom] = new KServe(),
        [OpenInferenceProfile.TritonNobatch] = new Triton(maxBatchSize: 0),
        [OpenInferenceProfile.TritonBatch8] = new Triton(BatchSize),
    };

    private readonly ResourceNames _names;
    private readonly ModelCatalog _catalog;
    private readonly ServerSettings _settings;
    private readonly OpenInferenceProtocol _protocol;

    /// <summary>Takes what it serves.</summary>
    /// <param name="names">The names of things.</param>
    /// <param name="catalog">The model.</param>
    /// <param name="settings">Which server it is.</param>
    public OpenInferenceServer(ResourceNames names, ModelCatalog catalog, ServerSettings settings)
    {
        (_names, _catalog, _settings) = (names, catalog, settings);
        _protocol = new(() => Current);
    }

    public string Name => "Open Inference";

    private InferenceServer Current => Servers[_settings.OpenInference];

    public string Locate(Uri address) => $"{address}v2/models/{_names.Model}/infer";

    public void Map(CallRoutes routes)
    {
        routes.MapAll(_protocol, "/v2/{**rest}", KindOf, Prepare);
    }

    private static CallKind KindOf(HttpContext http) =>
        InferencePath.Of(new InferenceCall(http).Path) switch
        {
            { Verb: "infer" } when HttpMethods.IsPost(http.Request.Method) => CallKind.Predict,
            { Resource: "model", Verb: "" } when HttpMethods.IsGet(http.Request.Method) => CallKind.Metadata,
            _ => CallKind.Other,
        };

    private PendingAnswer Prepare(Call call)
    {
        var server = Current;
        var models = new InferenceModels(_names, _catalog, _settings.MarkOpenInference);
        var request = new InferenceCall(call.Http);
        var path = InferencePath.Of(request.Path);
        if (path is not null && server.DecodesPaths)
        {
            path = path with { Model = WebUtility.UrlDecode(path.Model) };
        }

        if (call.Kind != CallKind.Predict)
        {
            return new(null, call =>
                Write(call, () => server.Answer(models, request, path, call.Request.WrittenMemory))
            );
        }

        try
        {
            var model = server.Find(models, path!);
            return new(model.Version, call => Write(call, () => server.Infer(call, request, model)));
        }
        catch (InferenceRefusedException refused)
        {
            return new(null, refused.Reply.WriteTo);
        }
    }

    private static void Write(Call call, Func<InferenceReply> answer)
    {
        try
        {
            answer().WriteTo(call);
        }
        catch (InferenceRefusedException refused)
        {
            refused.Reply.WriteTo(call);
        }
    }
}
