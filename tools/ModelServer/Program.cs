using SentimentFunction.Tools.ModelServer;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
