using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SentimentFunction.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Configuration;

/// <summary>All settings of the function, read and checked once when it starts.</summary>
/// <param name="Model">Where the model is served.</param>
/// <param name="Batching">How requests share its calls.</param>
/// <param name="Limits">What a caller may ask for.</param>
/// <param name="Cors">Which pages may call.</param>
/// <param name="Site">Where the demo page is.</param>
internal sealed record Settings(
    ModelOptions Model, BatchingOptions Batching, LimitsOptions Limits, CorsSettings Cors, SiteOptions Site)
{

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The function's configuration.</param>
    /// <param name="environment">Development has defaults of its own.</param>
    /// <exception cref="OptionsValidationException">Settings are missing or wrong: all of them are named.</exception>
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var settings = new Settings(
            ModelSettings.Read(reader, environment),
            ReadBatching(reader),
            ReadLimits(reader),
            ReadCors(reader, environment),
            ReadSite(reader, environment));
        reader.ThrowIfAnyIsWrong();
        return settings;
    }

    private static BatchingOptions ReadBatching(SettingsReader reader)
    {
        var defaults = new BatchingOptions();
        return new()
        {
            MaxInstances = reader.Integer("Batching:MaxInstances", defaults.MaxInstances, 1, 100_000),
            MaxConcurrentCalls =
                reader.Integer("Batching:MaxConcurrentCalls", defaults.MaxConcurrentCalls, 1, 1_000),
        };
    }

    private static LimitsOptions ReadLimits(SettingsReader reader)
    {
        var defaults = new LimitsOptions();
        return new()
        {
            MaxBodyBytes = reader.Integer("Limits:MaxBodyBytes", defaults.MaxBodyBytes, 1, 33_554_432),
            MaxInstances = reader.Integer("Limits:MaxInstances", defaults.MaxInstances, 1, 100_000),
            MaxSentenceLength =
                reader.Integer("Limits:MaxSentenceLength", defaults.MaxSentenceLength, 1, 10_000_000),
            RequestTimeout = reader.Duration(
                "Limits:RequestTimeout", defaults.RequestTimeout, TimeSpan.FromMilliseconds(1),
                TimeSpan.FromHours(1)),
            RequestsPerMinute =
                reader.Integer("Limits:RequestsPerMinute", defaults.RequestsPerMinute, 0, 1_000_000),
        };
    }

    private static CorsSettings ReadCors(SettingsReader reader, IHostEnvironment environment)
    {
        IReadOnlyList<string> fallback = environment.IsDevelopment() ? [CorsSettings.AnyOrigin] : [];
        var origins = reader.List("Cors:AllowedOrigins", fallback);
        foreach (var origin in origins.Where(origin => origin != CorsSettings.AnyOrigin && !IsOrigin(origin)))
        {
            reader.Refuse("Cors:AllowedOrigins", $"'{origin}' is not an origin such as https://example.com "
                + "(scheme and host, without a path or a slash at the end), nor * for any.");
        }

        return new() { AllowedOrigins = origins };
    }

    private static SiteOptions ReadSite(SettingsReader reader, IHostEnvironment environment) => new()
    {
        Address = reader.Address("Site:Address"),
        Folder = environment.IsDevelopment() ? reader.Text("Site:Folder", "../public") : null,
    };

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}
