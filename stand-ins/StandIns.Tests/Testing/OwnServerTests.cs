using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Xunit;

namespace StandIns.Tests.Testing;

[FunctionsStartup(typeof(GreetingFunction.ReplacingStartup))]
public sealed class OwnServerTests() : FunctionTestBase<GreetingFunction>(SharedNothing)
{
    private static FunctionTestServer<GreetingFunction> SharedNothing => new();

    [Fact]
    public async Task ServerOfTheTestsOwn_Always_IsUsedAsItIs()
    {
        Assert.Equal("own", await ExecuteHttpGetRequestAsync());
    }
}
