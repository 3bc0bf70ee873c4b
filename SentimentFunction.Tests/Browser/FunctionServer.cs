using SentimentFunction.Tests.EndToEnd;

namespace SentimentFunction.Tests.Browser;

/// <summary>The function in a process of its own, which serves the demo page as well.</summary>
internal sealed class FunctionServer : IPageServer
{
    private readonly FunctionProcess _function;

    private FunctionServer(FunctionProcess function, Uri address) =>
        (_function, Address) = (function, address);

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <summary>Starts the function for development.</summary>
    /// <param name="settings">Environment variables.</param>
    public static async Task<FunctionServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var function = FunctionProcess.Start([
            .. settings,
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Site__Folder", Repository.Folder("public")),
        ]);
        return new(function, await function.AddressAsync());
    }

    public ValueTask DisposeAsync() => _function.DisposeAsync();
}
