namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>One of the servers that are emulated.</summary>
internal interface IEmulatedServer
{
    /// <summary>The server's name, for people.</summary>
    string Name { get; }

    /// <summary>Says where it is, for people: an address of it, or a setting that has it.</summary>
    /// <param name="address">The address of all servers.</param>
    string Locate(Uri address);

    /// <summary>Adds the server's addresses.</summary>
    /// <param name="routes">Where to.</param>
    void Map(CallRoutes routes);
}
