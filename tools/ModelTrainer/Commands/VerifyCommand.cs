using System.CommandLine;
using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary><c>verify</c>: checks an exported model and shows what is in it.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommandStreams streams)
    {
        var folder = new Argument<DirectoryInfo>("DIR")
        {
            Description = "The folder of a version, such as models/sentiment/1.",
        };

        var command = new Command("verify", "Checks an exported model, and shows what is in it.") { folder };
        command.SetAction(result => Verify(result.GetRequiredValue(folder), streams.Output));
        return command;
    }

    private static void Verify(DirectoryInfo directory, TextWriter output)
    {
        try
        {
            var folder = new SavedModelFolder(directory.FullName);
            var served = SavedModelChecker.Check(folder.ReadModel());
            var warmUp = folder.ReadWarmUp();
            SavedModelChecker.Check(warmUp);
            Show(served, warmUp.Count, folder.Sizes, output);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{directory.FullName}: {exception.Message}.", exception);
        }
    }

    private static void Show(
        MetaGraphDef served,
        int requests,
        (long Model, long WarmUp) sizes,
        TextWriter output
    )
    {
        var signature = served.SignatureDef[SavedModelNames.DefaultSignature];
        var graph = new GraphReader(served.GraphDef);
        var ngrams = graph.ConstantInput(graph.Only("LookupTableImportV2"), 1).StringVal.Count;

        output.WriteLine(Line("model", served.MetaInfoDef.MetaGraphVersion));
        output.WriteLine(Line("tags", string.Join(", ", served.MetaInfoDef.Tags)));
        output.WriteLine(Line("TensorFlow", served.MetaInfoDef.TensorflowVersion));
        output.WriteLine(Line("producer", $"{served.GraphDef.Versions?.Producer}"));
        output.WriteLine(Line("signature", SavedModelNames.DefaultSignature));
        output.WriteLine(Line("input", Describe(signature.Inputs)));
        output.WriteLine(Line("output", Describe(signature.Outputs)));
        output.WriteLine(Line("n-grams", $"{ngrams:N0}"));
        output.WriteLine(Line("size", $"{sizes.Model:N0} bytes"));
        output.WriteLine(Line("warm-up", $"{requests:N0} requests, {sizes.WarmUp:N0} bytes"));
        output.WriteLine();
        WriteOperations(served.GraphDef, output);
    }

    private static string Line(string name, string value) => $"{name.PadRight(10)} {value}";

    private static string Describe(IEnumerable<KeyValuePair<string, TensorInfo>> tensors) =>
        string.Join(", ", tensors.Select(tensor => $"{tensor.Key} {Describe(tensor.Value)}"));

    private static string Describe(TensorInfo tensor)
    {
        var type = tensor.Dtype.ToString()["Dt".Length..].ToLowerInvariant();
        var sizes = tensor.TensorShape.Dim.Select(dimension =>
            dimension.Size == TensorProtos.Unknown ? "?" : $"{dimension.Size}"
        );
        return $"{type}[{string.Join(", ", sizes)}]";
    }

    private static void WriteOperations(GraphDef graph, TextWriter output)
    {
        var table = new TextTable("operation", "count");

        foreach (
            var (operation, count) in graph
                .Node.CountBy(node => node.Op)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        )
        {
            table.Add(operation, $"{count:N0}");
        }

        table.WriteTo(output);
    }
}
