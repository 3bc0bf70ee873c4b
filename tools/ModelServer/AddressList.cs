using System.Text;
using SentimentFunction.Tools.ModelServer.Control;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer;

/// <summary>Says where the servers are, for people.</summary>
internal static class AddressList
{
    private const int NameWidth = 20;

    /// <summary>Lists the addresses, one server a line.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="address">The address of all of them.</param>
    public static string Write(IEnumerable<IEmulatedServer> servers, Uri address)
    {
        var list = new StringBuilder();
        foreach (var server in servers)
        {
            Append(list, server.Name, server.Locate(address));
        }

        Append(list, "Control", ControlServer.Locate(address));
        return list.ToString();
    }

    private static void Append(StringBuilder list, string name, string location) =>
        list.Append(name.PadRight(NameWidth)).Append(location).Append('\n');
}
