using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting;

/// <summary>Serves the function of an assembly from a process of its own.</summary>
public static class EntryPoint
{
    /// <summary>The environment variable that names the function's type.</summary>
    public const string FunctionTargetEnvironmentVariable = "FUNCTION_TARGET";

    /// <summary>The environment variable with the port; 0 picks a free one. The default is 8080.</summary>
    public const string PortEnvironmentVariable = "PORT";

    // Longer log lines still come out whole, only in more than one piece.
    private const int OutputBufferSize = 16 * 1024;

    /// <summary>Serves the function until the process is asked to stop; all requests are answered.</summary>
    /// <param name="functionAssembly">The assembly that contains the function.</param>
    /// <param name="args">The command line: switches and their values, or the function's type alone.</param>
    /// <returns>The exit code: 0 after an orderly stop.</returns>
    /// <exception cref="ArgumentException">None is named, and the assembly has none or several.</exception>
    /// <exception cref="InvalidOperationException">The named type is not in the assembly, is not a function,
    /// or needs other startups than the ones in use.</exception>
    public static async Task<int> StartAsync(Assembly functionAssembly, string[] args)
    {
        // Base images set it to port 80; Kestrel would warn that the framework's own port overrides it.
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        UseLineBufferedOutput();
        await BuildHost(functionAssembly, args).RunAsync();
        return 0;
    }

    private static IHost BuildHost(Assembly assembly, string[] args)
    {
        var expectedFunction = FunctionTarget.FindOrDefault(ReadFrameworkConfiguration(args), assembly);
        return Host.CreateDefaultBuilder()
            .ConfigureWebHostDefaults(web =>
                web.ConfigureAppConfiguration(sources =>
                        sources.AddFunctionsEnvironment().AddFunctionsCommandLine(args)
                    )
                    .ConfigureLogging(
                        (context, logging) => logging.ClearProviders().AddFunctionsConsoleLogging(context)
                    )
                    .ConfigureKestrelForFunctionsFramework()
                    .ConfigureServices((context, services) => services.AddFunctionTarget(context, assembly))
                    .UseFunctionsStartups(assembly, expectedFunction)
                    .Configure(
                        (context, app) =>
                        {
                            FunctionPipeline.RequireStartupsOfFunction(app.ApplicationServices);
                            app.UseFunctionsFramework(context);
                        }
                    )
            )
            .Build();
    }

    // The startups depend on the function's type, and the host's configuration on the startups.
    private static IConfiguration ReadFrameworkConfiguration(string[] args) =>
        new ConfigurationBuilder().AddFunctionsEnvironment().AddFunctionsCommandLine(args).Build();

    // The console's own writer has room for 256 characters, so a log line would take several system calls.
    private static void UseLineBufferedOutput() =>
        Console.SetOut(
            new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), OutputBufferSize)
            {
                AutoFlush = true,
            }
        );
}
