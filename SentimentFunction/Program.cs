using System.Net.Sockets;
using Google.Cloud.Functions.Hosting;
using Microsoft.Extensions.Options;
using SentimentFunction;
using SentimentFunction.Configuration;
using SentimentFunction.Http;

// Settings are read once, at start: the host need not watch their files, and every folder around them.
Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

// Kept until the process ends.
using var end = Shutdown.EndProcessInTime();

try
{
    HostSettings.CheckBeforeStart(args, Function.Name, (configuration, environment) =>
        Settings.Read(Startup.Kinds, configuration, environment)
    );
    return await EntryPoint.StartAsync(typeof(Function).Assembly, args);
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(
        $"The function can't start with these settings:\n- {string.Join("\n- ", exception.Failures)}"
    );
    return 1;
}
catch (Exception exception) when (exception is InvalidDataException or IOException or SocketException)
{
    // A file of settings that is no JSON, a port that is taken, or one that isn't this user's.
    await Console.Error.WriteLineAsync($"The function can't start: {exception.Message}");
    return 1;
}
