using SentimentFunction.Tools.Fuzzer.Commands;

return await FuzzCommandLine.RunAsync(args, Console.Out, Console.Error);
