using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>Lets other processes see and change the state of the server, as JSON.</summary>
/// <param name="host">The server.</param>
internal sealed class ControlServer(ModelServerHost host)
{
    private const string Root = "/control";

    /// <summary>Adds the addresses.</summary>
    /// <param name="routes">Where to.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root, http => AnswerAsync(http, () => { }));
        routes.MapPut($"{Root}/versions/{{version}}", ReadAndDo<VersionChange>(ChangeVersion));
        routes.MapDelete($"{Root}/versions/{{version}}", http =>
            AnswerAsync(http, () => host.Models.DeleteVersion(Version(http)))
        );
        routes.MapPut(
            $"{Root}/default",
            ReadAndDo<DefaultChange>((_, change) => host.Models.SetDefault(change.Version))
        );
        routes.MapPut(
            $"{Root}/labels",
            ReadAndDo<Dictionary<string, string?>>((_, labels) => SetLabels(labels))
        );
        routes.MapPut(
            $"{Root}/traffic",
            ReadAndDo<Dictionary<string, int>>(
                (_, shares) =>
                    host.Models.SplitTraffic([
                        .. shares.Select(share => new TrafficShare(share.Key, share.Value)),
                    ])
            )
        );
        routes.MapPost($"{Root}/faults", ReadAndDo<Fault>((_, fault) => host.Faults.Add(fault)));
        routes.MapDelete($"{Root}/faults", http => AnswerAsync(http, host.Faults.Clear));
        routes.MapPut(
            $"{Root}/settings",
            ReadAndDo<SettingsChange>((_, change) => change.Apply(host.Settings))
        );
        routes.MapDelete($"{Root}/tokens", http => AnswerAsync(http, host.Tokens.RevokeAll));
        routes.MapGet($"{Root}/counters", http => WriteAsync(http, host.Counters.Snapshot()));
        routes.MapDelete($"{Root}/counters", ResetCountersAsync);
        routes.MapPost($"{Root}/connections/close", CloseConnectionsAsync);
    }

    private void ChangeVersion(HttpContext http, VersionChange change)
    {
        var name = Version(http);
        if (change.Model is not null || host.Models.Current.Find(name) is null)
        {
            host.Models.AddVersion(name, new VersionSource(name, change.Model).Load(), change.State);
        }

        host.Models.SetState(name, change.State, change.ErrorMessage);
    }

    private void SetLabels(Dictionary<string, string?> labels)
    {
        foreach (var (label, version) in labels)
        {
            host.Models.SetLabel(label, version);
        }
    }

    private Task ResetCountersAsync(HttpContext http)
    {
        host.Counters.Reset();
        return WriteAsync(http, host.Counters.Snapshot());
    }

    private async Task CloseConnectionsAsync(HttpContext http)
    {
        var own = ConnectionTable.Of(http);
        own.Begin();
        var closed = await host.CloseIdleConnectionsAsync();
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
                value = http.Request.ContentLength is null or 0
                    ? JsonSerializer.Deserialize<T>("{}", ControlJson.Options)
                    : await JsonSerializer.DeserializeAsync<T>(
                        http.Request.Body,
                        ControlJson.Options,
                        http.RequestAborted
                    );
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

        await WriteAsync(http, ServerState.Of(host));
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
