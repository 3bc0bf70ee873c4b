using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using SentimentFunction.Tests.ModelServers.Tensors;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>Any instances that fit a signature survive the way into TensorFlow's tensors, through their bytes,
/// and back.</summary>
public sealed class TensorPropertyTests
{
    private const int Cases = 2_000;

    private static readonly Dictionary<ElementType, DataType> Types = Enum.GetValues<DataType>()
        .Where(type => type != DataType.DtBfloat16 && TensorTypes.ElementOf(type) is not null)
        .ToDictionary(type => TensorTypes.ElementOf(type)!.Value);

    [Fact]
    public void Rows_ThatFit_SurviveTheWayIntoMessagesAndBack() =>
        Prop.ForAll(Arb.From(RowGenerator.Fitting), fitting =>
            {
                var request = new PredictRequest();
                SignatureOf(fitting.Signature).Write(InstancesOf(fitting.Rows), request);

                var arrived = PredictRequest.Parser.ParseFrom(request.ToByteArray());
                var columns = arrived
                    .Inputs.OrderBy(input => input.Key, StringComparer.Ordinal)
                    .Select(input => TensorReader.Read(input.Key, input.Value))
                    .ToArray();

                Assert.Equal(fitting.Rows, Write(columns, fitting.Rows.Length));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Theory]
    [InlineData("0.1", "0.100097656")]
    [InlineData("-1", "-1")]
    [InlineData("3.3895314e38", "3.3895314E+38")]
    [InlineData("1.00390625", "1")]
    [InlineData("1.01171875", "1.015625")]
    public void Number_OfHalfTheBits_IsRoundedToTheNearest(string sent, string arrived)
    {
        var signature = new ModelSignature([
            new(new("x", ElementType.Float32, [-1, -1]), DataType.DtBfloat16, HasDefault: false),
        ]);
        foreach (var count in (int[])[1, 3])
        {
            var request = new PredictRequest();
            var row = $"[{string.Join(',', Enumerable.Repeat(sent, count))}]";
            signature.Write(InstancesOf([row]), request);

            var column = TensorReader.Read("x", request.Inputs["x"]);

            Assert.Equal([$"[{string.Join(',', Enumerable.Repeat(arrived, count))}]"], Write([column], 1));
        }
    }

    private static ModelSignature SignatureOf(TensorSignature signature) =>
        new([
            .. signature.Inputs.Select(input => new ModelInput(input, Types[input.Type], HasDefault: false)),
        ]);

    private static Instances InstancesOf(string[] rows) =>
        new(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"), rows.Length);

    private static string[] Write(TensorColumn[] columns, int rows)
    {
        var predictions = RowWriter.Write(columns, rows);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(index => Encoding.UTF8.GetString(predictions[index].Prediction.Span)),
        ];
    }
}
