using SentimentFunction.Tools.ModelServer;

await using var server = await ModelServerHost.StartAsync(new() { Port = 8500 });
Console.WriteLine($"Model server listening on {server.Address.GetLeftPart(UriPartial.Authority)}");
await server.WaitForShutdownAsync();
