using System.Net;
using Microsoft.Extensions.Configuration;

namespace Google.Cloud.Functions.Hosting.Configuration;

/// <summary>The framework's own settings.</summary>
internal sealed class FunctionsFrameworkOptions
{
    /// <summary>The configuration section that holds the settings.</summary>
    public const string Section = "FunctionsFramework";

    /// <summary>The TCP port; 0 picks a free one. The default is 8080.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The full name of the function's type, or none for the only function there is.</summary>
    public string? FunctionTarget { get; set; }

    /// <summary>Any, Loopback (the default) or an IP address.</summary>
    public string? Address { get; set; }

    /// <summary>Whether the console gets JSON instead of text. The default is false.</summary>
    public bool JsonLogging { get; set; }

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <returns>The settings, with their defaults where nothing is configured.</returns>
    /// <exception cref="InvalidOperationException">A setting can't be converted to its type.</exception>
    public static FunctionsFrameworkOptions Read(IConfiguration configuration) =>
        configuration.GetSection(Section).Get<FunctionsFrameworkOptions>() ?? new FunctionsFrameworkOptions();

    /// <summary>Turns <see cref="Address"/> into the address to listen on.</summary>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">It is not one of the allowed values.</exception>
    public IPAddress ParseAddress() =>
        Address switch
        {
            null or "Loopback" => IPAddress.Loopback,
            "Any" => IPAddress.Any,
            _ => IPAddress.Parse(Address),
        };
}
