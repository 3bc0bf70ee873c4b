using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SentimentFunction.Configuration;
using SentimentFunction.Http;
using SentimentFunction.ModelServers;

namespace SentimentFunction;

/// <summary>All settings of the function, read and checked once when it starts.</summary>
/// <param name="Model">Where the model is served.</param>
/// <param name="ModelServer">The model server there.</param>
/// <param name="Batching">How requests share its calls.</param>
/// <param name="Limits">What a caller may ask for.</param>
/// <param name="Cors">Which pages may call.</param>
/// <param name="Site">Where the demo page is.</param>
internal sealed record Settings(
    ModelOptions Model,
    ModelServerSetup ModelServer,
    BatchingOptions Batching,
    LimitsOptions Limits,
    CorsSettings Cors,
    SiteOptions Site
)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="kinds">Where a model can be served.</param>
    /// <param name="configuration">The function's configuration.</param>
    /// <param name="environment">Development has defaults of its own.</param>
    /// <exception cref="OptionsValidationException">Settings are missing or wrong: all of them are
    /// named.</exception>
    public static Settings Read(
        ModelServerKinds kinds,
        IConfiguration configuration,
        IHostEnvironment environment
    ) => Read(kinds, new SettingsReader(configuration), environment);

    /// <summary>Reads the settings, and gathers what there is to be set.</summary>
    /// <inheritdoc cref="Read(ModelServerKinds, IConfiguration, IHostEnvironment)"/>
    /// <param name="kinds">Where a model can be served.</param>
    /// <param name="reader">Reads the function's configuration; it knows afterwards what can be set.</param>
    /// <param name="environment">Development has defaults of its own.</param>
    public static Settings Read(ModelServerKinds kinds, SettingsReader reader, IHostEnvironment environment)
    {
        SettingsSection Section(string name) => new(reader, name, environment);

        var (model, server) = kinds.Read(Section(ModelOptions.Section));
        var settings = new Settings(
            model,
            server,
            new(Section(BatchingOptions.Section)),
            new(Section(LimitsOptions.Section)),
            new(Section(CorsSettings.Section)),
            new(Section(SiteOptions.Section))
        );
        HostSettings.Check(reader, Function.Name);
        reader.ThrowIfAnyIsWrong();
        return settings;
    }
}
