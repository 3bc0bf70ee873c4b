using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using SentimentFunction.Tools.ModelServer.Metadata;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>What the control interface shows and changes.</summary>
internal interface IControlledServer
{
    /// <summary>The server's address; there is one once it listens.</summary>
    Uri Address { get; }

    /// <summary>The address of TensorFlow Serving's gRPC interface; there is one once it listens.</summary>
    Uri GrpcAddress { get; }

    /// <summary>The names of things.</summary>
    ResourceNames Names { get; }

    /// <summary>The model's versions.</summary>
    ModelCatalog Models { get; }

    /// <summary>What goes wrong.</summary>
    FaultPlan Faults { get; }

    /// <summary>What has been called.</summary>
    CallCounters Counters { get; }

    /// <summary>The tokens that were given.</summary>
    TokenIssuer Tokens { get; }

    /// <summary>What else can be set.</summary>
    ServerSettings Settings { get; }

    /// <summary>Closes all connections on which no call waits for its answer.</summary>
    /// <returns>How many, when the clients can know.</returns>
    Task<int> CloseIdleConnectionsAsync();
}
