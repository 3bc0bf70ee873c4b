using Google.Cloud.Functions.Hosting;
using Google.Cloud.Functions.Testing;
using Xunit;

namespace StandIns.Tests.Testing;

[FunctionsStartup(typeof(GreetingFunction.ReplacingStartup))]
public sealed class ReplacedStartupTests : FunctionTestBase<GreetingFunction>
{
    [Fact]
    public async Task StartupOfTheTestClass_Always_ReplacesTheFunctions()
    {
        Assert.Equal("replaced", await ExecuteHttpGetRequestAsync());
    }
}
