using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SentimentFunction.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;

namespace SentimentFunction.Configuration;

/// <summary>All settings of the function, read and checked once when it starts.</summary>
/// <param name="Model">Where the model is served.</param>
/// <param name="Batching">How requests share its calls.</param>
/// <param name="Limits">What a caller may ask for.</param>
/// <param name="Cors">Which pages may call.</param>
/// <param name="Site">Where the demo page is.</param>
internal sealed record Settings(
    ModelOptions Model,
    BatchingOptions Batching,
    LimitsOptions Limits,
    CorsSettings Cors,
    SiteOptions Site
)
{
    private const string InCloud = "K_SERVICE";

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The function's configuration.</param>
    /// <param name="environment">Development has defaults of its own.</param>
    /// <exception cref="OptionsValidationException">Settings are missing or wrong: all of them are
    /// named.</exception>
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var settings = new Settings(
            ModelSettings.Read(reader, environment),
            ReadBatching(reader),
            ReadLimits(reader),
            ReadCors(reader, environment),
            SiteSettings.Read(reader, environment)
        );
        HostSettings.Check(reader);
        reader.ThrowIfAnyIsWrong();
        return settings;
    }

    private static BatchingOptions ReadBatching(SettingsReader reader)
    {
        var defaults = new BatchingOptions();
        return new()
        {
            MaxInstances = reader.Integer("Batching:MaxInstances", defaults.MaxInstances, 1, 100_000),
            MaxConcurrentCalls = reader.Integer(
                "Batching:MaxConcurrentCalls",
                defaults.MaxConcurrentCalls,
                1,
                1_000
            ),
        };
    }

    private static LimitsOptions ReadLimits(SettingsReader reader)
    {
        var defaults = new LimitsOptions();
        return new()
        {
            MaxBodyBytes = reader.Integer("Limits:MaxBodyBytes", defaults.MaxBodyBytes, 1, 33_554_432),
            MaxInstances = reader.Integer("Limits:MaxInstances", defaults.MaxInstances, 1, 100_000),
            MaxSentenceLength = reader.Integer(
                "Limits:MaxSentenceLength",
                defaults.MaxSentenceLength,
                1,
                10_000_000
            ),
            RequestTimeout = reader.Duration(
                "Limits:RequestTimeout",
                defaults.RequestTimeout,
                TimeSpan.FromMilliseconds(100),
                TimeSpan.FromHours(1)
            ),
            RequestsPerMinute = reader.Integer(
                "Limits:RequestsPerMinute",
                defaults.RequestsPerMinute,
                0,
                1_000_000
            ),

            // Only there does every request pass Google's front end, which appends the address it came from.
            TrustedProxies = reader.Integer(
                "Limits:TrustedProxies",
                reader.Text(InCloud) is null ? 0 : 1,
                0,
                10
            ),
        };
    }

    private static CorsSettings ReadCors(SettingsReader reader, IHostEnvironment environment)
    {
        IReadOnlyList<string> fallback = environment.IsDevelopment() ? [CorsSettings.AnyOrigin] : [];
        var origins = reader
            .List("Cors:AllowedOrigins", fallback)
            .Where(origin => origin.Length > 0)
            .ToList();
        foreach (var flaw in origins.Select(Origins.FlawOf).OfType<string>())
        {
            reader.Refuse("Cors:AllowedOrigins", flaw);
        }

        return new() { AllowedOrigins = origins };
    }
}
