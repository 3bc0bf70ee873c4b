using System.Net.Sockets;
using Google.Cloud.Functions.Hosting;
using Microsoft.Extensions.Options;
using SentimentFunction;
using SentimentFunction.Configuration;
using SentimentFunction.Http;

// Settings are read once, at start: the host need not watch their files, and every folder around them.
Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

// On a single core, handing what has been read to another thread takes longer than going on with it; with
// more of them, one thread would have all the work. What goes on there must not block, and doesn't.
// https://github.com/dotnet/runtime/blob/main/src/libraries/System.Net.Sockets/src/System/Net/Sockets/SocketAsyncEngine.Unix.cs
const string inlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.ProcessorCount == 1 && Environment.GetEnvironmentVariable(inlineCompletions) is null)
{
    Environment.SetEnvironmentVariable(inlineCompletions, "1");
}

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
