using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Chooses among the methods of a path.</summary>
internal static class Route
{
    /// <summary>Calls the handler of the request's method, or answers for the methods without one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="get">Handles GET and HEAD.</param>
    /// <param name="post">Handles POST; null where there is none.</param>
    public static Task DispatchAsync(HttpContext context, IRequestHandler get, IRequestHandler? post = null)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsPost(method) && post is not null)
        {
            return post.HandleAsync(context);
        }

        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            return get.HandleAsync(context);
        }

        var allow = post is null ? "GET, HEAD, OPTIONS" : "GET, HEAD, OPTIONS, POST";
        if (HttpMethods.IsOptions(method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = allow;
            return Task.CompletedTask;
        }

        var detail = $"{FullPathOf(context)} does not take {method}; it takes {allow}.";
        return JsonResponse.WriteProblemAsync(
            context,
            new(StatusCodes.Status405MethodNotAllowed, detail) { Allow = allow }
        );
    }

    /// <summary>Answers for a path that isn't there.</summary>
    /// <param name="context">The request.</param>
    public static Task NotFoundAsync(HttpContext context) =>
        JsonResponse.WriteProblemAsync(
            context,
            new(
                StatusCodes.Status404NotFound,
                $"There is nothing at {FullPathOf(context)}. POST {context.Request.PathBase}/ predicts, "
                    + $"GET {context.Request.PathBase}/model describes the model version, "
                    + $"GET {context.Request.PathBase}/openapi.json says it all."
            )
        );

    private static PathString FullPathOf(HttpContext context) =>
        context.Request.PathBase + context.Request.Path;
}
