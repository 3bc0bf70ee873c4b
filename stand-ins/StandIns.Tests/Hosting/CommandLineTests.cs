using Microsoft.Extensions.Configuration;
using Xunit;

namespace StandIns.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void AddFunctionsCommandLine_Switches_SetTheFrameworksSettings()
    {
        var configuration = Configure("--port", "8081", "--target", "A.Function");

        Assert.Equal("8081", configuration["FunctionsFramework:Port"]);
        Assert.Equal("A.Function", configuration["FunctionsFramework:FunctionTarget"]);
    }

    [Fact]
    public void AddFunctionsCommandLine_SwitchWithSection_SetsThatKey()
    {
        var configuration = Configure("--Model:Server", "vertex-ai");

        Assert.Equal("vertex-ai", configuration["Model:Server"]);
    }

    [Theory]
    [InlineData("A.Function")]
    [InlineData("--port=8081")]
    public void AddFunctionsCommandLine_SingleArgument_IsTheTarget(string argument)
    {
        var configuration = Configure(argument);

        Assert.Equal(argument, configuration["FunctionsFramework:FunctionTarget"]);
        Assert.Null(configuration["FunctionsFramework:Port"]);
    }

    [Fact]
    public void AddFunctionsCommandLine_NoArguments_SetsNothing()
    {
        Assert.Empty(Configure().AsEnumerable());
    }

    private static IConfigurationRoot Configure(params string[] args) =>
        new ConfigurationBuilder().AddFunctionsCommandLine(args).Build();
}
