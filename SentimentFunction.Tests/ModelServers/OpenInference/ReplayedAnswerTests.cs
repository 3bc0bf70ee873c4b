using System.Globalization;
using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.OpenInference;

/// <summary>Every answer to an inference that was recorded of the real servers becomes what it means: the
/// table beside the recordings says what that is.</summary>
public sealed class ReplayedAnswerTests
{
    private const string Table = "outcomes.tsv";
    private const string Predicted = "Predictions";
    private const string Nothing = "-";

    public static TheoryData<string> Recordings() => new(RecordedCase.Recordings);

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Answer_Recorded_BecomesWhatItMeans(string recording)
    {
        var cases = RecordedCase.Read(recording).ToDictionary(recorded => recorded.Name);
        List<string> wrong = [];
        foreach (var row in Rows().Where(row => row.Recording == recording))
        {
            var outcome = await ReplayAsync(cases[row.Case], row);
            if (outcome != (row.Outcome, row.Version))
            {
                wrong.Add($"{row}: {outcome}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Table_Names_EveryAnswerToAnInference() =>
        Assert.Equal(
            RecordedCase
                .Recordings.SelectMany(RecordedCase.Read)
                .Where(recorded =>
                    recorded is { Status: not null, Target: { } target, Name: not "infer-stream" }
                    && target.Contains("/infer", StringComparison.Ordinal)
                )
                .Select(recorded => recorded.ToString())
                .Order(),
            Rows().Select(row => $"{row.Recording}:{row.Case}").Order()
        );

    private static async Task<(string Outcome, string Version)> ReplayAsync(RecordedCase recorded, Row row)
    {
        using var server = new ReplayedServer(recorded);
        try
        {
            var result = await server
                .CreatePredictor()
                .PredictAsync(
                    Sentences(row.Instances),
                    row.Asked == Nothing ? null : row.Asked,
                    TestContext.Current.CancellationToken
                );
            AssertRows(recorded, row, result.Predictions);
            return (Predicted, result.Model.Version ?? Nothing);
        }
        catch (PredictionException failed)
        {
            return ($"{failed.Failure}", Nothing);
        }
    }

    /// <summary>Each prediction holds the elements of its row, as they were written.</summary>
    private static void AssertRows(RecordedCase recorded, Row row, Predictions predictions)
    {
        Assert.Equal(row.Instances, predictions.Count);
        if (recorded.ResponseHeader("Content-Encoding") is not null)
        {
            return;
        }

        using var answer = JsonDocument.Parse(recorded.ResponseBody());
        var outputs = answer
            .RootElement.GetProperty("outputs")
            .EnumerateArray()
            .Where(output =>
                output.GetProperty("shape") is var shape
                && shape.GetArrayLength() > 0
                && shape[0].GetInt64() == row.Instances
            )
            .Select(output => Leaves(output.GetProperty("data")).ToList())
            .ToList();
        for (var i = 0; i < predictions.Count; i++)
        {
            using var prediction = JsonDocument.Parse(predictions[i].Prediction);
            Assert.Equal(
                outputs.SelectMany(data =>
                    data.GetRange(i * (data.Count / row.Instances), data.Count / row.Instances)
                ),
                Leaves(prediction.RootElement)
            );
        }
    }

    private static IEnumerable<string> Leaves(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Leaves),
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaves(member.Value)),
            _ => [value.GetRawText()],
        };

    private static Instances Sentences(int count)
    {
        var sentences = Enumerable.Range(0, count).Select(i => $$"""{"sentence":"sentence {{i}}"}""");
        return new(Encoding.UTF8.GetBytes($"[{string.Join(',', sentences)}]"), count);
    }

    private static IEnumerable<Row> Rows() =>
        File.ReadLines(Path.Combine(RecordedCase.Folder, Table))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => new Row(
                cells[0],
                cells[1],
                int.Parse(cells[2], CultureInfo.InvariantCulture),
                cells[3],
                cells[4],
                cells[5]
            ));

    private sealed record Row(
        string Recording,
        string Case,
        int Instances,
        string Asked,
        string Outcome,
        string Version
    );
}
