using System.Globalization;
using Microsoft.Extensions.Primitives;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Metadata;

/// <summary>
/// Emulates the metadata server of Google Cloud, which application default credentials ask for tokens.
/// </summary>
/// <remarks>
/// Google.Apis.Auth asks it for "/", to find out whether it is there (within half a second, looking at the
/// header of the answer alone), for the universe domain once a process, and for tokens. Every request and
/// every answer has the header "Metadata-Flavor: Google".
/// </remarks>
/// <param name="names">The names of things.</param>
/// <param name="tokens">Gives the tokens.</param>
/// <param name="settings">How long tokens are valid.</param>
/// <param name="listAddresses">Says where the servers are, for people.</param>
internal sealed class MetadataServer(
    ResourceNames names,
    TokenIssuer tokens,
    ServerSettings settings,
    Func<string> listAddresses
) : IEmulatedServer
{
    private const string Root = "/computeMetadata/v1";
    private const string Account = $"{Root}/instance/service-accounts/{{account}}";
    private const string Flavor = "Metadata-Flavor";
    private const string Google = "Google";
    private const string Text = "application/text";

    private readonly MetadataProtocol _protocol = new();

    public string Name => "Metadata server";

    public string Locate(Uri address) => $"GCE_METADATA_HOST={address.Authority}";

    public void Map(CallRoutes routes)
    {
        routes.MapGet(_protocol, CallKind.Other, "/", WriteRoot);
        Map(routes, CallKind.Token, $"{Account}/token", WriteAccessToken);
        Map(routes, CallKind.Token, $"{Account}/identity", WriteIdentityToken);
        MapText(routes, $"{Account}/email", tokens.ServiceAccount);
        MapText(routes, $"{Account}/aliases", "default\n");
        MapText(routes, $"{Account}/scopes", "https://www.googleapis.com/auth/cloud-platform\n");
        MapText(routes, $"{Root}/project/project-id", names.Project);
        MapText(routes, $"{Root}/project/numeric-project-id", names.ProjectNumber);
        MapText(
            routes,
            $"{Root}/instance/region",
            $"projects/{names.ProjectNumber}/regions/{names.Location}"
        );
        MapText(routes, $"{Root}/universe/universe-domain", "googleapis.com");
        routes.MapRest(_protocol, "/computeMetadata/{**rest}", call => Answer(call, NotFound));
    }

    private void MapText(CallRoutes routes, string pattern, string text) =>
        Map(routes, CallKind.Other, pattern, call => call.WriteText(text, Text));

    private void Map(CallRoutes routes, CallKind kind, string pattern, Action<Call> write) =>
        routes.MapGet(_protocol, kind, pattern, call => Answer(call, write));

    private void Answer(Call call, Action<Call> write)
    {
        call.Http.Response.Headers[Flavor] = Google;
        if (call.Http.Request.Headers[Flavor] != Google)
        {
            throw Denied("Missing Metadata-Flavor:Google header.");
        }

        // What a proxy passes on comes from elsewhere, and tokens are for this machine alone.
        if (!StringValues.IsNullOrEmpty(call.Http.Request.Headers["X-Forwarded-For"]))
        {
            throw Denied("Request with an X-Forwarded-For header.");
        }

        if (
            call.Http.Request.RouteValues["account"] is string account
            && account != "default"
            && account != tokens.ServiceAccount
        )
        {
            NotFound(call);
        }

        write(call);
    }

    private void WriteRoot(Call call)
    {
        call.Http.Response.Headers[Flavor] = Google;
        call.WriteText(
            call.Http.Request.Headers[Flavor] == Google ? "computeMetadata/\n" : listAddresses(),
            "text/plain; charset=UTF-8"
        );
    }

    private void WriteAccessToken(Call call)
    {
        var token = tokens.GiveAccessToken();
        call.WriteJson(default, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", token);
            writer.WriteNumber("expires_in", (long)settings.TokenLifetime.TotalSeconds);
            writer.WriteString("token_type", "Bearer");
            writer.WriteEndObject();
        });
    }

    private void WriteIdentityToken(Call call)
    {
        var audience = call.Http.Request.Query["audience"].ToString();
        if (audience.Length == 0)
        {
            throw new CallRefusedException(RpcCode.InvalidArgument, "non-empty audience parameter required");
        }

        call.WriteText(tokens.GiveIdentityToken(audience), "text/html");
    }

    private static CallRefusedException Denied(string message) => new(RpcCode.PermissionDenied, message);

    private static void NotFound(Call call) =>
        throw new CallRefusedException(
            RpcCode.NotFound,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The requested URL {call.Http.Request.Path} was not found on this server."
            )
        );
}
