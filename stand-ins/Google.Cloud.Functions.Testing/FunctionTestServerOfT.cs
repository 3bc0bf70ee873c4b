namespace Google.Cloud.Functions.Testing;

/// <summary>Serves one function in memory, for use as a test fixture.</summary>
/// <typeparam name="TFunction">The function's type.</typeparam>
public class FunctionTestServer<TFunction> : FunctionTestServer
{
    /// <summary>Serves the function with its own startups.</summary>
    /// <exception cref="InvalidOperationException">The type is not a function.</exception>
    public FunctionTestServer()
        : this(null) { }

    // Not public: a fixture must have one public constructor.
    internal FunctionTestServer(Type? attributedStartupType)
        : base(typeof(TFunction), attributedStartupType) { }
}
