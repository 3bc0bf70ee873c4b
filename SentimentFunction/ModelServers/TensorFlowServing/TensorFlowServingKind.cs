using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>TensorFlow Serving, over REST or gRPC.</summary>
internal sealed class TensorFlowServingKind : IModelServerKind
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "tensorflow-serving";

    /// <inheritdoc/>
    public string Name => Server;

    /// <inheritdoc/>
    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings)
    {
        var options = new TensorFlowServingOptions(settings.Section);
        settings.Require(
            model.BaseUri is not null,
            nameof(model.BaseUri),
            $"{Name} needs the server's address, such as http://localhost:8501."
        );
        settings.Require(
            !options.IsGrpc || model.BaseUri?.AbsolutePath is null or "/",
            nameof(model.BaseUri),
            $"'{model.BaseUri}' has a path, which gRPC has no place for: leave it out, or set Model__Protocol "
                + "to rest."
        );

        // The one that isn't chosen costs nothing: not even its types are loaded.
        return new(
            PayloadLimit.Usual,
            options.IsGrpc
                ? context => CreateGrpcPredictor(context, options)
                : context => CreateRestPredictor(context, options)
        );
    }

    private static IPredictor CreateRestPredictor(
        ModelServerContext context,
        TensorFlowServingOptions options
    ) =>
        context.Choosing(
            new TensorFlowServingModelServer(
                new JsonClient(
                    new(() => GoogleIdentity.ConnectAsync(context.Model)),
                    new TensorFlowServingRefusals(context.Model.SignatureName, options.Label),
                    context.Times,
                    context.Budget,
                    context.Time
                ),
                context.Model.BaseUri!,
                options.Label,
                context.Model,
                context.Logger
            )
        );

    private static GrpcPredictor CreateGrpcPredictor(
        ModelServerContext context,
        TensorFlowServingOptions options
    )
    {
        var refusals = new GrpcRefusals(context.Model.SignatureName, options.Label);
        var transport = new GrpcTransport(
            new(() => GoogleIdentity.ConnectAsync(context.Model)),
            refusals,
            context.Budget,
            context.Time
        );
        var client = new GrpcClient(
            transport.Open(context.Model.BaseUri!),
            refusals,
            context.Times,
            context.Time
        );
        return new(new GrpcModel(client, context.Model, options.Label, context.Budget), context);
    }
}
