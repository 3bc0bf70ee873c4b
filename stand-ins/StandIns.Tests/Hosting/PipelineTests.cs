using System.Net;
using Google.Cloud.Functions.Framework;
using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace StandIns.Tests.Hosting;

public sealed class PipelineTests : FunctionTestBase<PipelineTests.EchoFunction>
{
    [Theory]
    [InlineData("/robots.txt")]
    [InlineData("/favicon.ico")]
    public Task Request_FixedPath_IsNotFoundWithoutTheFunction(string path) =>
        ExecuteHttpRequestAsync(Request("GET", path), async response =>
        {
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        });

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/model")]
    [InlineData("OPTIONS", "/a/b/c")]
    [InlineData("PURGE", "/robots")]
    public Task Request_AnyOtherPathAndMethod_ReachesTheFunction(string method, string path) =>
        ExecuteHttpRequestAsync(Request(method, path), async response =>
        {
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal($"{method} {path} 1", text);
        });

    [Fact]
    public async Task Request_Second_GetsAFunctionOfItsOwn()
    {
        Assert.Equal("GET /a 1", await ExecuteHttpGetRequestAsync("a"));
        Assert.Equal("GET /a 1", await ExecuteHttpGetRequestAsync("a"));
    }

    [Fact]
    public async Task Request_FixedPathToo_PassesTheStartupsMiddlewareInOrder()
    {
        using var server = FunctionTestServerBuilder
            .Create<EchoFunction>()
            .UseFunctionsStartups(new HeaderStartup("first"), new HeaderStartup("second"))
            .Build();
        using var client = server.CreateClient();

        using var response = await client.GetAsync("robots.txt", TestContext.Current.CancellationToken);

        Assert.Equal(["first", "second"], response.Headers.GetValues("Passed"));
    }

    [Fact]
    public void Start_Always_LogsWhichFunctionIsServed()
    {
        var entry = Assert.Single(Server.GetLogEntries(typeof(EntryPoint)));

        Assert.Equal("Serving function StandIns.Tests.Hosting.PipelineTests+EchoFunction", entry.Message);
    }

    private static HttpRequestMessage Request(string method, string path) =>
        new(new HttpMethod(method), new Uri(path, UriKind.Relative));

    public sealed class EchoFunction : IHttpFunction
    {
        private int _calls;

        public Task HandleAsync(HttpContext context)
        {
            _calls++;
            return context.Response.WriteAsync($"{context.Request.Method} {context.Request.Path} {_calls}");
        }
    }

    private sealed class HeaderStartup(string value) : FunctionsStartup
    {
        public override void Configure(WebHostBuilderContext context, IApplicationBuilder app) =>
            app.Use(
                (http, next) =>
                {
                    http.Response.Headers.Append("Passed", value);
                    return next(http);
                }
            );
    }
}
