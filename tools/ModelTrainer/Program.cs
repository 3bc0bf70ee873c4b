using System.Text;
using SentimentFunction.Tools.ModelTrainer.Commands;

// Texts are UTF-8 whatever the terminal's locale says, and come out as they went in.
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));

return CommandLine.Run(args, new CommandStreams(Console.OpenStandardInput(), output, Console.Error));
