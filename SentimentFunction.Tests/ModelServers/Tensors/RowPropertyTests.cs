using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Tensors;

/// <summary>Any instances that fit a signature survive the way into tensors and back; any that don't are
/// refused by name, and nothing is left of them.</summary>
public sealed class RowPropertyTests
{
    private const int Cases = 2_000;

    private static Gen<(TensorSignature Signature, string[] Rows, int Index, string Input)> Bad =>
        from fitting in RowGenerator.Fitting
        from index in Gen.Choose(0, fitting.Rows.Length - 1)
        from input in Gen.Elements<TensorSpec>([.. fitting.Signature.Inputs])
        from wrong in RowGenerator.Wrong(input)
        select (fitting.Signature, Spoil(fitting, index, input, wrong), index, input.Name);

    [Fact]
    public void Rows_ThatFit_SurviveTheWayIntoTensorsAndBack() =>
        Prop.ForAll(Arb.From(RowGenerator.Fitting), fitting =>
            {
                var columns = Read(fitting.Rows, fitting.Signature);

                Assert.All(columns, column =>
                    Assert.Equal(TensorColumn.CountOf(column.Shape), column.Elements.Count)
                );
                Assert.Equal(fitting.Rows, Write(columns, fitting.Rows.Length));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Rows_OneOfWhichDoesNotFit_AreRefusedByItsPositionAndInput() =>
        Prop.ForAll(Arb.From(Bad), bad =>
            {
                var refused = Assert.Throws<PredictionException>(() => Read(bad.Rows, bad.Signature));

                Assert.Equal(PredictionFailure.InstanceRefused, refused.Failure);
                Assert.Equal(bad.Index, refused.Index);
                Assert.StartsWith(
                    $"instances[{bad.Index}]: the input '{bad.Input}' takes ",
                    refused.Message,
                    StringComparison.Ordinal
                );
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static string[] Spoil(
        (TensorSignature Signature, string[] Rows) fitting,
        int index,
        TensorSpec input,
        string wrong
    )
    {
        string[] rows = [.. fitting.Rows];
        using var row = System.Text.Json.JsonDocument.Parse(rows[index]);
        rows[index] = RowGenerator.Compose(
            fitting.Signature.Inputs.Select(each =>
                (
                    each.Name,
                    each == input ? wrong
                    : fitting.Signature.Inputs.Count == 1 ? row.RootElement.GetRawText()
                    : row.RootElement.GetProperty(each.Name).GetRawText()
                )
            )
        );
        return rows;
    }

    private static IReadOnlyList<TensorColumn> Read(string[] rows, TensorSignature signature) =>
        RowReader.Read(new(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"), rows.Length), signature);

    private static string[] Write(IReadOnlyList<TensorColumn> columns, int rows)
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
