using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Metadata;

/// <summary>Gives tokens and knows which ones are valid.</summary>
public sealed class TokenIssuer : ITokenCheck
{
    private readonly ConcurrentDictionary<string, Grant> _grants = [];
    private readonly ResourceNames _names;
    private readonly ServerSettings _settings;
    private readonly CallCounters _counters;
    private readonly TimeProvider _time;
    private int _given;

    internal TokenIssuer(
        ResourceNames names,
        ServerSettings settings,
        CallCounters counters,
        TimeProvider time
    )
    {
        _names = names;
        _settings = settings;
        _counters = counters;
        _time = time;
    }

    /// <summary>The service account that the tokens are for.</summary>
    public string ServiceAccount => $"model-server@{_names.Project}.iam.gserviceaccount.com";

    /// <summary>Gives an access token. No two are the same.</summary>
    public string GiveAccessToken() => Give(number => $"ya29.local-{number}", audience: null);

    /// <summary>
    /// Gives an identity token: a JSON Web Token whose signature is none. No two are the same.
    /// </summary>
    /// <param name="audience">Whom it is for.</param>
    public string GiveIdentityToken(string audience) =>
        Give(
            number =>
                $"{Encode(WriteHeader)}.{Encode(writer => WriteClaims(writer, audience, number))}.bm9uZQ",
            audience
        );

    /// <summary>Makes all tokens that have been given invalid.</summary>
    public void RevokeAll() => _grants.Clear();

    bool ITokenCheck.IsAccessToken(string token) => Find(token) is { Audience: null };

    bool ITokenCheck.IsIdentityToken(string token) =>
        Find(token) is { Audience: { } audience } && audience == (_settings.Audience ?? audience);

    private Grant? Find(string token) =>
        _grants.TryGetValue(token, out var grant) && _time.GetUtcNow() < grant.Expires ? grant : null;

    private string Give(Func<string, string> write, string? audience)
    {
        var number = Interlocked.Increment(ref _given).ToString(CultureInfo.InvariantCulture);
        var token = write(number);
        _grants[token] = new(_time.GetUtcNow() + _settings.TokenLifetime, audience);
        _counters.CountToken();
        return token;
    }

    private static void WriteHeader(Utf8JsonWriter writer)
    {
        writer.WriteString("alg", "RS256");
        writer.WriteString("kid", "local");
        writer.WriteString("typ", "JWT");
    }

    private void WriteClaims(Utf8JsonWriter writer, string audience, string number)
    {
        var now = _time.GetUtcNow();
        writer.WriteString("aud", audience);
        writer.WriteString("azp", _names.ProjectNumber);
        writer.WriteString("email", ServiceAccount);
        writer.WriteBoolean("email_verified", true);
        writer.WriteNumber("exp", (now + _settings.TokenLifetime).ToUnixTimeSeconds());
        writer.WriteNumber("iat", now.ToUnixTimeSeconds());
        writer.WriteString("iss", "https://accounts.google.com");
        writer.WriteString("jti", number);
        writer.WriteString("sub", _names.ProjectNumber);
    }

    private static string Encode(Action<Utf8JsonWriter> write)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(json.ToArray());
    }

    private sealed record Grant(DateTimeOffset Expires, string? Audience);
}
