using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>Lets other processes see and change the state of the server, as JSON.</summary>
/// <param name="server">The server.</param>
internal sealed class ControlServer(IControlledServer server)
{
    private const string Root = "/control";

    /// <summary>Says where it is, for people.</summary>
    /// <param name="address">The server's address.</param>
    public static string Locate(Uri address) => new Uri(address, Root).ToString();

    /// <summary>Adds the addresses.</summary>
    /// <param name="routes">Where to.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root, http => AnswerAsync(http, () => { }));
        routes.MapPut($"{Root}/versions/{{version}}", ReadAndDo<VersionChange>(ChangeVersion));
        routes.MapDelete($"{Root}/versions/{{version}}", http =>
            AnswerAsync(http, () => server.Models.DeleteVersion(Version(http)))
        );
        routes.MapPut(
            $"{Root}/default",
            ReadAndDo<DefaultChange>((_, change) => server.Models.SetDefault(change.Version))
        );
        routes.MapPut(
            $"{Root}/labels",
            ReadAndDo<Dictionary<string, string?>>((_, labels) => SetLabels(labels))
        );
        routes.MapPut(
            $"{Root}/traffic",
            ReadAndDo<Dictionary<string, int>>(
                (_, shares) =>
                    server.Models.SplitTraffic([
                        .. shares.Select(share => new TrafficShare(share.Key, share.Value)),
                    ])
            )
        );
        routes.MapPost($"{Root}/faults", ReadAndDo<Fault>((_, fault) => server.Faults.Add(fault)));
        routes.MapDelete($"{Root}/faults", http => AnswerAsync(http, server.Faults.Clear));
        routes.MapPut(
            $"{Root}/settings",
            ReadAndDo<SettingsChange>((_, change) => change.Apply(server.Settings))
        );
        routes.MapDelete($"{Root}/tokens", http => AnswerAsync(http, server.Tokens.RevokeAll));
        routes.MapGet($"{Root}/counters", http => WriteAsync(http, server.Counters.Snapshot()));
        routes.MapDelete($"{Root}/counters", ResetCountersAsync);
        routes.MapPost($"{Root}/connections/close", CloseConnectionsAsync);
    }

    private void ChangeVersion(HttpContext http, VersionChange change)
    {
        var name = Version(http);
        if (change.Model is not null || server.Models.Current.Find(name) is null)
        {
            server.Models.AddVersion(name, new VersionSource(name, change.Model).Load(), change.State);
        }

        server.Models.SetState(name, change.State, change.ErrorMessage);
    }

    private void SetLabels(Dictionary<string, string?> labels)
    {
        foreach (var (label, version) in labels)
        {
            server.Models.SetLabel(label, version);
        }
    }

    private Task ResetCountersAsync(HttpContext http)
    {
        server.Counters.Reset();
        return WriteAsync(http, server.Counters.Snapshot());
    }

    private async Task CloseConnectionsAsync(HttpContext http)
    {
        var own = ConnectionTable.Of(http);
        own.Begin();
        var closed = await server.CloseIdleConnectionsAsync();
        own.End();
        await WriteAsync(http, new Dictionary<string, int> { ["closed"] = closed });
    }

    private static string Version(HttpContext http) => (string)http.GetRouteValue("version")!;

    private RequestDelegate ReadAndDo<T>(Action<HttpContext, T> change) =>
        async http =>
        {
            T? value;
            try
            {
                value = http.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody
                    ? await JsonSerializer.DeserializeAsync<T>(
                        http.Request.Body,
                        ControlJson.Options,
                        http.RequestAborted
                    )
                    : JsonSerializer.Deserialize<T>("{}", ControlJson.Options);
            }
            catch (JsonException exception)
            {
                await RefuseAsync(http, exception.Message);
                return;
            }

            await (
                value is null
                    ? RefuseAsync(http, "The body is null.")
                    : AnswerAsync(http, () => change(http, value))
            );
        };

    private async Task AnswerAsync(HttpContext http, Action change)
    {
        try
        {
            change();
        }
        catch (ArgumentException exception)
        {
            await RefuseAsync(http, exception.Message);
            return;
        }

        await WriteAsync(http, ServerState.Of(server));
    }

    private static Task RefuseAsync(HttpContext http, string message)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return WriteAsync(http, new Dictionary<string, string> { ["error"] = message });
    }

    private static async Task WriteAsync<T>(HttpContext http, T value)
    {
        http.Response.ContentType = "application/json; charset=UTF-8";
        await JsonSerializer.SerializeAsync(
            http.Response.Body,
            value,
            ControlJson.Options,
            http.RequestAborted
        );
    }
}
