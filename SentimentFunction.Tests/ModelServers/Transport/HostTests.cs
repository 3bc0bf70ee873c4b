using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>An ingress may choose the model server by the Host header.</summary>
public sealed class HostTests
{
    private const string Host = "sentiment.models.example.com";

    public static TheoryData<string> Servers() =>
        new([.. ServedFunction.IdentityServers, ServedFunction.Grpc]);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Host_OfTheSettings_IsThatOfEachCall(string server)
    {
        var (cancellationToken, hosts) = (TestContext.Current.CancellationToken, new ConcurrentBag<string>());
        var isGrpc = server == ServedFunction.Grpc;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
                kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
                    listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1
                )
            );
        await using var ingress = builder.Build();
        ingress.Run(context =>
        {
            hosts.Add(context.Request.Host.Value!);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await ingress.StartAsync(cancellationToken);
        using var function = TestFunction.Start([
            .. CannedAnswers.Settings(ServedFunction.KindOf(server), new(ingress.Urls.Single())),
            ("Model:Protocol", isGrpc ? "grpc" : "rest"),
            ("Model:Host", Host),
        ]);
        using var client = function.CreateClient();

        using var answer = await client.PostAsJsonAsync("/", new { sentence = "good" }, cancellationToken);

        Assert.NotEmpty(hosts);
        Assert.All(hosts, host => Assert.Equal(Host, host));
    }
}
