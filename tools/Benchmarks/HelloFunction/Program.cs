using Google.Cloud.Functions.Hosting;
using HelloFunction;

return await EntryPoint.StartAsync(typeof(Function).Assembly, args);
