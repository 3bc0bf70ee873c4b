using Google.Cloud.Functions.Framework;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;

namespace SentimentFunction;

/// <summary>The HTTP function: one route table, nothing else.</summary>
/// <param name="predict">Answers <c>POST /</c>.</param>
/// <param name="model">Answers <c>GET /model</c>.</param>
/// <param name="home">Answers <c>GET /</c>.</param>
/// <param name="openApi">Answers <c>GET /openapi.json</c>.</param>
public sealed class Function(
    PredictHandler predict,
    ModelHandler model,
    HomeHandler home,
    OpenApiHandler openApi
) : IHttpFunction
{
    /// <summary>The name that a deployment gives as its entry point.</summary>
    internal static readonly string Name = typeof(Function).FullName!;

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) =>
        context.Request.Path.Value switch
        {
            "/" or "" => Route.DispatchAsync(context, get: home, post: predict),
            "/model" or "/model/" => Route.DispatchAsync(context, get: model),
            "/openapi.json" or "/openapi.json/" => Route.DispatchAsync(context, get: openApi),
            _ => Route.NotFoundAsync(context),
        };
}
