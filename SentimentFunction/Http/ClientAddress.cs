using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Finds out who a request comes from, as far as that can't be made up.</summary>
/// <remarks>
/// Each proxy appends the address that it was called from to X-Forwarded-For, whatever the header held
/// before: its last entries are the proxies' own, and all others are what the caller has written.
/// https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Forwarded-For#selecting_an_ip_address
/// </remarks>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The client's IPv4 address, or its IPv6 network: one client has all addresses of a
    /// /64.</summary>
    /// <param name="context">The request.</param>
    /// <param name="trustedProxies">How many proxies it has passed; 0 ignores the header.</param>
    /// <returns>What the outermost of the proxies has appended. Where that is no address, what the next one
    /// has; where there are fewer entries than proxies, what the innermost one has; else where the connection
    /// comes from.</returns>
    public static IPAddress Of(HttpContext context, int trustedProxies) =>
        NetworkOf(
            Appended(context.Request, trustedProxies) ?? context.Connection.RemoteIpAddress ?? IPAddress.None
        );

    private static IPAddress? Appended(HttpRequest request, int trustedProxies)
    {
        if (trustedProxies == 0)
        {
            return null;
        }

        // Several lines of a header are one list (RFC 9110, section 5.3), in which empty entries don't count.
        var entries = request
            .Headers["X-Forwarded-For"]
            .SelectMany(line =>
                line!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            .TakeLast(trustedProxies)
            .ToArray();

        // With fewer, it is unknown which of the proxies are missing, and the innermost one's alone is surely
        // no caller's.
        var trusted = entries.Length < trustedProxies ? entries.TakeLast(1) : entries;
        return trusted.Select(Parse).FirstOrDefault(address => address is not null);
    }

    /// <summary>Some proxies add the port, and then brackets around an IPv6 address.</summary>
    private static IPAddress? Parse(string entry) =>
        IPEndPoint.TryParse(entry, out var endPoint) ? endPoint.Address : null;

    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
