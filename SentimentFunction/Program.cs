using Google.Cloud.Functions.Hosting;
using SentimentFunction;

return await EntryPoint.StartAsync(typeof(Function).Assembly, args);
