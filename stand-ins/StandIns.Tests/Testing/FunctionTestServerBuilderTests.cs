using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Xunit;

namespace StandIns.Tests.Testing;

[Collection(ProcessWideState.Name)]
public sealed class FunctionTestServerBuilderTests
{
    private static readonly GreetingFunction.ReplacingStartup Replacing = new();

    [Fact]
    public async Task Build_NothingElse_ServesTheFunctionWithItsOwnStartup()
    {
        Assert.Equal("own", await GetAsync(FunctionTestServerBuilder.Create(typeof(GreetingFunction))));
    }

    [Fact]
    public async Task UseFunctionsStartups_Array_ReplacesTheStartup()
    {
        var builder = FunctionTestServerBuilder.Create<GreetingFunction>().UseFunctionsStartups(Replacing);

        Assert.Equal("replaced", await GetAsync(builder));
    }

    [Fact]
    public async Task UseFunctionsStartups_NullAfterOthers_GoesBackToTheFunctions()
    {
        var builder = FunctionTestServerBuilder
            .Create<GreetingFunction>()
            .UseFunctionsStartups(new List<FunctionsStartup> { Replacing })
            .UseFunctionsStartups((IEnumerable<FunctionsStartup>?)null);

        Assert.Equal("own", await GetAsync(builder));
    }

    [Fact]
    public async Task MaybeUseFunctionsStartupsFromAttributes_NoneNamed_KeepsTheOthers()
    {
        var builder = FunctionTestServerBuilder
            .Create<GreetingFunction>()
            .UseFunctionsStartups(Replacing)
            .MaybeUseFunctionsStartupsFromAttributes(typeof(FunctionTestServerBuilderTests))
            .MaybeUseFunctionsStartupsFromAttributes(null);

        Assert.Equal("replaced", await GetAsync(builder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UseFunctionsFrameworkConsoleLogging_Enabled_WritesToTheConsoleToo(bool enabled)
    {
        var before = Console.Out;
        var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            await GetAsync(
                FunctionTestServerBuilder
                    .Create<GreetingFunction>()
                    .UseFunctionsFrameworkConsoleLogging(enabled)
            );
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Equal(enabled, output.ToString().Contains("Greeting /hello", StringComparison.Ordinal));
    }

    private static async Task<string> GetAsync(FunctionTestServerBuilder builder)
    {
        using var server = builder.Build();
        using var client = server.CreateClient();
        return await client.GetStringAsync(
            new Uri("hello", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
    }
}
