using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// The least that a proxy in .NET can do: it passes every request on to one destination.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(IPAddress.Loopback, int.Parse(Required("PORT"), null))
);
builder.Services.AddHttpForwarder();

var proxy = builder.Build();
proxy.MapForwarder("/{**rest}", Required("DESTINATION"));
await proxy.RunAsync();

static string Required(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} isn't set.");
