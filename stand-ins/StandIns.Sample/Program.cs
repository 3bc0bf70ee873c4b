using Google.Cloud.Functions.Hosting;
using StandIns.Sample;

return await EntryPoint.StartAsync(typeof(Function).Assembly, args);
