using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace StandIns.Tests.Testing;

public sealed class FunctionTestServerTests : IClassFixture<FunctionTestServer<GreetingFunction>>
{
    private readonly FunctionTestServer<GreetingFunction> _shared;

    public FunctionTestServerTests(FunctionTestServer<GreetingFunction> shared)
    {
        _shared = shared;
        _shared.ClearLogs();
    }

    [Fact]
    public async Task Fixture_WithoutParameters_ServesTheFunctionWithItsOwnStartup()
    {
        Assert.Equal("own", await GetAsync(_shared));
    }

    [Fact]
    public async Task Constructor_TypeAlone_ServesItWithItsOwnStartup()
    {
        using var server = new FunctionTestServer(typeof(GreetingFunction));

        Assert.Equal("own", await GetAsync(server));
    }

    [Theory]
    [InlineData(typeof(WithAttribute), "replaced")]
    [InlineData(typeof(WithoutAttribute), "own")]
    [InlineData(null, "own")]
    public async Task Constructor_AttributedType_ReplacesTheStartupIfItNamesOne(
        Type? attributed,
        string greeting
    )
    {
        using var server = new FunctionTestServer(typeof(GreetingFunction), attributed);

        Assert.Equal(greeting, await GetAsync(server));
    }

    [Fact]
    public void Host_Always_HasTheServerAndTheServices()
    {
        Assert.Same(_shared.Server, _shared.Host.Services.GetRequiredService<IServer>());
        Assert.Equal("own", _shared.Host.Services.GetRequiredService<GreetingFunction.Greeting>().Text);
    }

    [Fact]
    public async Task GetFunctionLogEntries_AfterARequest_ListsTheFunctionsEntriesAlone()
    {
        using var server = new FunctionTestServer<GreetingFunction>();

        await GetAsync(server);

        var entry = Assert.Single(server.GetFunctionLogEntries());
        Assert.Equal("StandIns.Tests.Testing.GreetingFunction", entry.CategoryName);
        Assert.Equal("Greeting /hello", entry.Message);
        Assert.Equal(LogLevel.Information, entry.Level);
    }

    [Fact]
    public void GetLogEntries_NestedAndGenericTypes_FindsThem()
    {
        using var server = new FunctionTestServer<GreetingFunction>();

        server.Host.Services.GetRequiredService<ILogger<Nested<int>>>().LogInformation("Hello.");

        Assert.Single(server.GetLogEntries(typeof(Nested<int>)));
        Assert.Single(server.GetLogEntries("StandIns.Tests.Testing.FunctionTestServerTests.Nested"));
        Assert.Empty(server.GetLogEntries("No.Such.Category"));
    }

    [Fact]
    public async Task ClearLogs_AfterARequest_ForgetsIt()
    {
        using var server = new FunctionTestServer<GreetingFunction>();
        await GetAsync(server);

        server.ClearLogs();

        Assert.Empty(server.GetFunctionLogEntries());
    }

    private static async Task<string> GetAsync(FunctionTestServer server)
    {
        using var client = server.CreateClient();
        return await client.GetStringAsync(
            new Uri("hello", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
    }

    [FunctionsStartup(typeof(GreetingFunction.ReplacingStartup))]
    private sealed class WithAttribute;

    private sealed class WithoutAttribute;

    private sealed class Nested<T>;
}
