using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Google.Cloud.Functions.Testing;

/// <summary>Serves one function in memory and keeps what is logged.</summary>
public class FunctionTestServer : IDisposable
{
    private readonly MemoryLoggerProvider _logs;

    /// <summary>Serves a function with its own startups.</summary>
    /// <param name="functionTarget">The function's type.</param>
    /// <exception cref="InvalidOperationException">The type is not a function.</exception>
    public FunctionTestServer(Type functionTarget)
        : this(functionTarget, null) { }

    /// <summary>Serves a function with the startups that another type names.</summary>
    /// <param name="functionTarget">The function's type.</param>
    /// <param name="attributedStartupType">A type with <see cref="FunctionsStartupAttribute"/>s, its own or
    /// its assembly's; without any, and for null, the function's own startups are used.</param>
    /// <exception cref="InvalidOperationException">The first type is not a function.</exception>
    public FunctionTestServer(Type functionTarget, Type? attributedStartupType)
        : this(
            FunctionTestServerBuilder
                .Create(functionTarget)
                .MaybeUseFunctionsStartupsFromAttributes(attributedStartupType)
                .StartHost(),
            functionTarget
        )
    {
        // The other constructor does it all.
    }

    /// <summary>Takes over a host.</summary>
    /// <param name="host">A host that has been started.</param>
    /// <param name="functionTarget">The function's type.</param>
    internal FunctionTestServer(IHost host, Type functionTarget)
    {
        Host = host;
        Server = host.GetTestServer();
        FunctionTarget = functionTarget;
        _logs = host.Services.GetRequiredService<MemoryLoggerProvider>();
    }

    /// <summary>The host that the server belongs to.</summary>
    public IHost Host { get; }

    /// <summary>The server in memory.</summary>
    public TestServer Server { get; }

    /// <summary>The function's type.</summary>
    public Type FunctionTarget { get; }

    /// <summary>Makes a client of the server.</summary>
    /// <returns>The client; it throws the exceptions of the function.</returns>
    public HttpClient CreateClient() => Server.CreateClient();

    /// <summary>Forgets what has been logged so far.</summary>
    public void ClearLogs() => _logs.Clear();

    /// <summary>Lists what the function has logged.</summary>
    /// <returns>The entries of the function's own category, oldest first; perhaps none.</returns>
    public List<TestLogEntry> GetFunctionLogEntries() => GetLogEntries(FunctionTarget);

    /// <summary>Lists what has been logged in the category of a type.</summary>
    /// <param name="type">The type, as in <c>ILogger&lt;T&gt;</c>.</param>
    /// <returns>The entries, oldest first; perhaps none.</returns>
    public List<TestLogEntry> GetLogEntries(Type type) => GetLogEntries(LoggerCategory.Of(type));

    /// <summary>Lists what has been logged in a category.</summary>
    /// <param name="categoryName">The category's name.</param>
    /// <returns>The entries, oldest first; perhaps none.</returns>
    public List<TestLogEntry> GetLogEntries(string categoryName) => _logs.List(categoryName);

    /// <summary>Stops the server.</summary>
    public void Dispose()
    {
        Host.Dispose();
        GC.SuppressFinalize(this);
    }
}
