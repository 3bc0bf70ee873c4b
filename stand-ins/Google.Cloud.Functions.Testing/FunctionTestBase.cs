namespace Google.Cloud.Functions.Testing;

/// <summary>A test class with a server of its own, which serves one function in memory.</summary>
/// <remarks>Startups named by attributes of the test class or its assembly replace the function's.</remarks>
/// <typeparam name="TFunction">The function's type.</typeparam>
public abstract class FunctionTestBase<TFunction> : IDisposable
{
    /// <summary>Starts a server for the function.</summary>
    protected FunctionTestBase() => Server = new FunctionTestServer<TFunction>(GetType());

    /// <summary>Takes over a server, which is disposed with the test.</summary>
    /// <param name="server">A server of the function.</param>
    protected FunctionTestBase(FunctionTestServer server) => Server = server;

    /// <summary>The server of the function.</summary>
    public FunctionTestServer Server { get; }

    /// <summary>Sends a GET request.</summary>
    /// <param name="uri">The path and query; relative to the server's root.</param>
    /// <returns>The answer's text.</returns>
    /// <exception cref="HttpRequestException">The answer's status isn't a success.</exception>
    public async Task<string> ExecuteHttpGetRequestAsync(string uri = "sample-uri")
    {
        using var client = Server.CreateClient();
        using var response = await client.GetAsync(uri);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a request and looks at the answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="validator">Looks at the answer, which is disposed afterwards.</param>
    /// <returns>A task that ends after the validator.</returns>
    public Task ExecuteHttpRequestAsync(HttpRequestMessage request, Action<HttpResponseMessage> validator) =>
        ExecuteHttpRequestAsync(request, response =>
        {
            validator(response);
            return Task.CompletedTask;
        });

    /// <summary>Sends a request and looks at the answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="validator">Looks at the answer, which is disposed afterwards.</param>
    /// <returns>A task that ends after the validator.</returns>
    public async Task ExecuteHttpRequestAsync(
        HttpRequestMessage request,
        Func<HttpResponseMessage, Task> validator
    )
    {
        using var client = Server.CreateClient();
        using var response = await client.SendAsync(request);
        await validator(response);
    }

    /// <summary>Lists what the function has logged.</summary>
    /// <returns>The entries of the function's own category, oldest first; perhaps none.</returns>
    public List<TestLogEntry> GetFunctionLogEntries() => Server.GetFunctionLogEntries();

    /// <summary>Stops the server.</summary>
    public void Dispose()
    {
        Server.Dispose();
        GC.SuppressFinalize(this);
    }
}
