using Google.Cloud.Functions.Framework;
using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace StandIns.Tests.Hosting;

[Collection(ProcessWideState.Name)]
public sealed class StartupMismatchTests
{
    [Fact]
    public async Task StartAsync_StartupMovesTheTargetToAFunctionWithoutIt_Throws()
    {
        using var variables = new EnvironmentVariables();
        var console = Console.Out;
        string[] args =
        [
            "--target",
            typeof(Guessed).FullName!,
            "--port",
            "0",
            "--Logging:LogLevel:Default",
            "None",
        ];

        try
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
                EntryPoint.StartAsync(typeof(StartupMismatchTests).Assembly, args)
            );

            Assert.Contains("startup", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    [FunctionsStartup(typeof(MovingStartup))]
    public sealed class Guessed : IHttpFunction
    {
        public Task HandleAsync(HttpContext context) => Task.CompletedTask;
    }

    public sealed class Served : IHttpFunction
    {
        public Task HandleAsync(HttpContext context) => Task.CompletedTask;
    }

    public sealed class MovingStartup : FunctionsStartup
    {
        public override void ConfigureAppConfiguration(
            WebHostBuilderContext context,
            IConfigurationBuilder configuration
        ) =>
            configuration.AddInMemoryCollection([
                new("FunctionsFramework:FunctionTarget", typeof(Served).FullName),
            ]);
    }
}
