using Google.Cloud.Functions.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace StandIns.Tests.Hosting;

[Collection(ProcessWideState.Name)]
public sealed class EnvironmentTests
{
    [Fact]
    public void VariableNames_Always_AreThoseOfCloudFunctions()
    {
        Assert.Equal("PORT", EntryPoint.PortEnvironmentVariable);
        Assert.Equal("FUNCTION_TARGET", EntryPoint.FunctionTargetEnvironmentVariable);
    }

    [Fact]
    public void AddFunctionsEnvironment_NoVariables_ListensLocallyAndLogsText()
    {
        using var variables = new EnvironmentVariables();

        var section = ReadSection();

        Assert.Null(section["Port"]);
        Assert.Null(section["FunctionTarget"]);
        Assert.Equal("Loopback", section["Address"]);
        Assert.Equal("False", section["JsonLogging"]);
    }

    [Fact]
    public void AddFunctionsEnvironment_PortAndTarget_SetThem()
    {
        using var variables = new EnvironmentVariables(("PORT", "8081"), ("FUNCTION_TARGET", "A.Function"));

        var section = ReadSection();

        Assert.Equal("8081", section["Port"]);
        Assert.Equal("A.Function", section["FunctionTarget"]);
    }

    [Theory]
    [InlineData("true", "Any")]
    [InlineData("True", "Any")]
    [InlineData("false", "Loopback")]
    [InlineData("1", "Loopback")]
    public void AddFunctionsEnvironment_RunningInContainer_ListensEverywhere(string value, string address)
    {
        using var variables = new EnvironmentVariables(("DOTNET_RUNNING_IN_CONTAINER", value));

        Assert.Equal(address, ReadSection()["Address"]);
    }

    [Theory]
    [InlineData("sentiment", "True")]
    [InlineData(" ", "False")]
    public void AddFunctionsEnvironment_KnativeService_LogsJson(string service, string json)
    {
        using var variables = new EnvironmentVariables(("K_SERVICE", service));

        Assert.Equal(json, ReadSection()["JsonLogging"]);
    }

    private static IConfigurationSection ReadSection() =>
        new ConfigurationBuilder().AddFunctionsEnvironment().Build().GetSection("FunctionsFramework");
}
