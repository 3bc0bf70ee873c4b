using Google.Cloud.Functions.Hosting;
using Microsoft.Extensions.Options;
using SentimentFunction;

try
{
    return await EntryPoint.StartAsync(typeof(Function).Assembly, args);
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(
        $"The function can't start with these settings:\n- {string.Join("\n- ", exception.Failures)}");
    return 1;
}
