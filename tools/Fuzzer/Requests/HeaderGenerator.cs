using System.Text;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Adds headers such as clients, proxies and attackers send.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class HeaderGenerator(Choice choice)
{
    // The parts of a trace's context, valid ones first (W3C Trace Context, section 3.2).
    private static readonly string[] Flags = ["00", "01", "ff", "0", "001", "zz", ""];
    private static readonly string[] Versions = ["00", "00", "00", "ff", "01", "0", "zz"];

    /// <summary>Adds headers that no server has a reason to refuse.</summary>
    public void AddHarmless(RequestHead head)
    {
        for (var headers = choice.Below(3); headers > 0; headers--)
        {
            AddHarmlessOne(head);
        }
    }

    /// <summary>Adds headers that a server may refuse.</summary>
    public void AddDoubtful(RequestHead head)
    {
        head.Lower(Framing.Doubtful);
        head.AddLine(
            choice.Below(10) switch
            {
                0 => Line("X-Long: ").Repeat("a", choice.Between(7_000, 40_000)).ToArray(),
                1 => Encoding.ASCII.GetBytes(
                    string.Join(
                        "\r\n",
                        Enumerable.Range(0, choice.Between(80, 120)).Select(index => $"X-{index}: {index}")
                    )
                ),
                2 => Line(choice.Of("Host: b", "Host:", "hOST: a:99999", "Host: a/b", "Host: é")).ToArray(),
                3 => Line(choice.Of("no colon", ": no name", "Sp ace: a", "X-A : b", "é: a", "X(A): b"))
                    .ToArray(),
                4 => Line("X-A: b\r\n ").Add(choice.Of("folded", "Content-Length: 1")).ToArray(),
                5 => [.. "X-A: "u8, (byte)choice.Below(256), (byte)choice.Below(256)],
                6 => Line("X-A: a").Add(choice.Of("\nX-B: b", "\rX-B: b", "\0", "\r\r\n", "\n")).ToArray(),
                7 => Line(
                        choice.Of(
                            "Connection: Upgrade",
                            "Connection: upgrade, close",
                            "Connection: X-A, Host",
                            "Connection: Content-Length"
                        )
                    )
                    .ToArray(),
                8 => Line(
                        choice.Of(
                            "HTTP2-Settings: AAMAAABkAAQAAP__",
                            "Upgrade: websocket\r\nConnection: Upgrade",
                            "Upgrade: h2c\r\n" + "Connection: Upgrade"
                        )
                    )
                    .ToArray(),
                _ => Line("Cookie: ").Repeat("a=b; ", choice.Between(1, 3_000)).ToArray(),
            }
        );
    }

    private void AddHarmlessOne(RequestHead head)
    {
        var (name, value) = choice.Below(14) switch
        {
            0 => (
                "Accept-Encoding",
                choice.Of(
                    "gzip",
                    "br",
                    "deflate",
                    "gzip, br",
                    "identity",
                    "*",
                    "gzip;q=0",
                    "br;q=1.0, *;q=0",
                    "",
                    "x",
                    "gzip;q=x"
                )
            ),
            1 => (
                "Origin",
                choice.Of(
                    "http://localhost",
                    "null",
                    "*",
                    "https://storage.googleapis.com",
                    "a b",
                    "https://é",
                    "",
                    "http://a, http://b"
                )
            ),
            2 => (
                "Traceparent",
                $"{choice.Of<string>(Versions)}-{choice.Hex(32)}-{choice.Hex(16)}-" + choice.Of<string>(Flags)
            ),
            3 => (
                "traceparent",
                choice.Of(
                    $"00-{new string('0', 32)}-{choice.Hex(16)}-01",
                    $"00-{choice.Hex(31)}-{choice.Hex(16)}-01",
                    "",
                    "x",
                    "00---",
                    $"00-{choice.Hex(32).ToUpperInvariant()}-{choice.Hex(16)}-01",
                    $"00-{choice.Hex(32)}-{new string('0', 16)}-01"
                )
            ),
            4 => ("tracestate", choice.Of("a=b", "a=b,c=d", "=", ",,,", "é=é", $"a={choice.Hex(600)}")),
            5 => ("baggage", choice.Of("a=b", "a=b;c", "=", "é=%", $"a={choice.Hex(4_000)}")),
            6 => (
                "X-Forwarded-For",
                choice.Of(
                    "1.2.3.4",
                    "1.2.3.4, 5.6.7.8",
                    "[::1]:80",
                    "::1",
                    "unknown",
                    "999.1.1.1",
                    ",,,",
                    "",
                    "1.2.3.4:99999"
                )
            ),
            7 => ("X-Forwarded-Proto", choice.Of("https", "http, https", "x", "")),
            8 => ("Expect", choice.Of("100-continue", "100-Continue", "x", "")),
            9 => ("Accept", choice.Of("*/*", "text/html", "application/xml;q=0.5", "x", ";;")),
            10 => ("If-None-Match", choice.Of("*", "\"a\"", "W/\"", "")),
            11 => ("Range", choice.Of("bytes=0-1", "bytes=-1", "x", "bytes=5-1,9-")),
            12 => ("Authorization", choice.Of("Bearer x", "Basic ", "x y z", "")),
            _ => (
                choice.Of(
                    "X-Cloud-Trace-Context",
                    "User-Agent",
                    "Forwarded",
                    "X-HTTP-Method-Override",
                    "Cookie"
                ),
                choice.Of(
                    "a/1;o=1",
                    "curl/8",
                    "for=_x;proto=https",
                    "DELETE",
                    "a=b; c=\"d\"",
                    ";",
                    "\t",
                    "{\"a\": 1}"
                )
            ),
        };
        if (name == "Expect")
        {
            // A caller that is refused before it has sent its body may send it or not, and the server may
            // close the connection (RFC 9110, section 10.1.1).
            head.Lower(Framing.Last);
        }

        head.Add(choice.OneIn(6) ? name.ToUpperInvariant() : name, value);
    }

    private static ByteText Line(string text) => new ByteText().Add(text);
}
