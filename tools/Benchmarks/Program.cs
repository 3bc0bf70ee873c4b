using SentimentFunction.Tools.Benchmarks.Commands;

return await BenchmarksCommandLine.RunAsync(args);
