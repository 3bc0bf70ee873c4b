using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Load;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>A model server that costs next to nothing, so that what is measured is what stands in front of
/// it.</summary>
/// <remarks>It implements as much of AI Platform's <c>ml</c> API v1, of the Open Inference Protocol, of
/// TensorFlow Serving over gRPC, and of the metadata server, as the function uses. It listens on 127.0.0.1,
/// with TLS and without.</remarks>
internal sealed class ModelServerStub : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string _certificateFile;

    private ModelServerStub(WebApplication server, string certificateFile)
    {
        _server = server;
        _certificateFile = certificateFile;
        var addresses = server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses;
        Plain = new(addresses.First());
        Encrypted = new(addresses.ElementAt(1));
        Grpc = new(addresses.Last());
    }

    /// <summary>Its address without TLS.</summary>
    public Uri Plain { get; }

    /// <summary>Its address with TLS.</summary>
    public Uri Encrypted { get; }

    /// <summary>Its address over gRPC, without TLS.</summary>
    public Uri Grpc { get; }

    /// <summary>What the function asks it, without TLS.</summary>
    public LoadTarget Target
    {
        get
        {
            var answer = StubAnswers.Predictions[1];
            return new(
                Plain.Port,
                PredictExchange.CreateRequest(Plain.Port, StubAnswers.PredictPath),
                answer[Answer.Find(answer)!.Value.Body]
            );
        }
    }

    /// <summary>The settings of a function that calls it without TLS, and without a credential.</summary>
    public Dictionary<string, string> PlainSettings => SettingsFor(Plain);

    /// <summary>The settings of a function that calls it as in production: over TLS, with an access token of
    /// the metadata server.</summary>
    public Dictionary<string, string> EncryptedSettings =>
        new(SettingsFor(Encrypted))
        {
            ["GCE_METADATA_HOST"] = Plain.Authority,
            ["SSL_CERT_FILE"] = _certificateFile,
        };

    /// <summary>Settings with which a function calls it by the Open Inference Protocol instead.</summary>
    /// <param name="settings">The settings for the other protocol.</param>
    public static Dictionary<string, string> OpenInference(IReadOnlyDictionary<string, string> settings) =>
        new(settings) { ["Model__Server"] = "open-inference" };

    /// <summary>The settings of a function that calls it over gRPC, without TLS and without a
    /// credential.</summary>
    public Dictionary<string, string> GrpcSettings =>
        new()
        {
            ["Model__Server"] = "tensorflow-serving",
            ["Model__Protocol"] = "grpc",
            ["Model__BaseUri"] = Grpc.AbsoluteUri,
        };

    /// <summary>Starts it.</summary>
    /// <param name="folder">A folder for the certificate; it is made.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ModelServerStub> StartAsync(string folder, CancellationToken cancellationToken)
    {
        using var certificate = CreateCertificate();
        var certificateFile = Path.Combine(Directory.CreateDirectory(folder).FullName, "stub.pem");
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), cancellationToken);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port: 0, listen =>
                listen.UseConnectionHandler<StubConnection>()
            );
            kestrel.Listen(IPAddress.Loopback, port: 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(Reload(certificate)).UseConnectionHandler<StubConnection>();
            });
            kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var server = builder.Build();
        server.Run(GrpcStub.ServeAsync);
        await server.StartAsync(cancellationToken);
        return new(server, certificateFile);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Dictionary<string, string> SettingsFor(Uri address) =>
        new()
        {
            ["Model__Server"] = "ai-platform",
            ["Model__Project"] = "benchmark",
            ["Model__BaseUri"] = address.AbsoluteUri,
        };

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    // Windows cannot serve with a key that is in memory only.
    private static X509Certificate2 Reload(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
