using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The function with the embedded model, in one process for the tests of a class.</summary>
public sealed class EmbeddedProcess : IAsyncLifetime
{
    private FunctionProcess? _process;

    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    internal string Output => _process!.Output;

    public async ValueTask InitializeAsync()
    {
        _process = FunctionProcess.Start(("Model__Server", "embedded"));
        Address = await _process.AddressAsync();
    }

    public async ValueTask DisposeAsync() => await _process!.DisposeAsync();
}
