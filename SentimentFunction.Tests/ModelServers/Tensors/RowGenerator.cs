using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.Tests.ModelServers.Tensors;

/// <summary>Any signature, and any instances that fit it.</summary>
internal static class RowGenerator
{
    private const int MaxInputs = 3;

    private static readonly string[] Texts = ["\"\"", "\"good\"", "\"é 😀\"", "\"a\\nb\\\"c\"", "\"1\""];

    private static Gen<TensorSpec> Spec(int index) =>
        from type in Gen.Elements(Enum.GetValues<ElementType>())
        from rank in Gen.Choose(0, 2)
        from lengths in Gen.ArrayOf(Gen.Elements(TensorSpec.AnyLength, 2, 3), rank)
        from isKnown in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new TensorSpec($"input{index}", type, isKnown ? [TensorSpec.AnyLength, .. lengths] : null);

    /// <summary>Any signature of one to three inputs.</summary>
    public static Gen<TensorSignature> Signature =>
        from count in Gen.Choose(1, MaxInputs)
        from inputs in Gen.CollectToArray(Enumerable.Range(0, count), Spec)
        select new TensorSignature(inputs, []);

    /// <summary>Any signature, and 1 to 5 instances that fit it, each a JSON text without white space.</summary>
    public static Gen<(TensorSignature Signature, string[] Rows)> Fitting =>
        from signature in Signature
        from count in Gen.Choose(1, 5)
        from columns in Gen.CollectToArray(signature.Inputs, input => Column(input, count))
        select (signature, Rows(signature, columns, count));

    /// <summary>A value that an input doesn't take, whatever its shape.</summary>
    /// <param name="input">The input.</param>
    public static Gen<string> Wrong(TensorSpec input) =>
        input.Type switch
        {
            ElementType.Bytes => Gen.Elements("null", "1", "true", "{\"b64\":\"?\"}", "[[[[\"a\"],1]]]"),
            ElementType.Boolean => Gen.Elements("null", "1", "\"true\"", "{}"),
            ElementType.Float16 or ElementType.Float32 or ElementType.Float64 => Gen.Elements(
                "null",
                "\"1\"",
                "1e400",
                "{}"
            ),
            _ => Gen.Elements("null", "\"1\"", "1.5", "18446744073709551616", "{}"),
        };

    private static Gen<string[]> Column(TensorSpec input, int count) =>
        from lengths in Gen.CollectToArray(input.RowShape ?? [TensorSpec.AnyLength], Length)
        from values in Gen.ArrayOf(Value(input.Type, lengths), count)
        select values;

    private static Gen<long> Length(long declared) =>
        declared == TensorSpec.AnyLength
            ? Gen.Choose(1, 3).Select(length => (long)length)
            : Gen.Constant(declared);

    private static Gen<string> Value(ElementType type, long[] lengths) =>
        lengths is [var length, .. var inner]
            ? Gen.ArrayOf(Value(type, inner), (int)length).Select(values => $"[{string.Join(',', values)}]")
            : Element(type);

    private static Gen<string> Element(ElementType type) =>
        type switch
        {
            ElementType.Bytes => Gen.Frequency(
                (9, Gen.Elements(Texts)),
                (1, Gen.Constant("{\"b64\":\"/wA=\"}"))
            ),
            ElementType.Boolean => Gen.Elements("true", "false"),
            ElementType.Int8 => Gen.Elements("-128", "0", "127"),
            ElementType.Int16 => Gen.Elements("-32768", "0", "32767"),
            ElementType.Int32 => Gen.Elements("-2147483648", "7", "2147483647"),
            ElementType.Int64 => Gen.Elements("-9223372036854775808", "7", "9223372036854775807"),
            ElementType.UInt8 => Gen.Elements("0", "255"),
            ElementType.UInt16 => Gen.Elements("0", "65535"),
            ElementType.UInt32 => Gen.Elements("0", "4294967295"),
            ElementType.UInt64 => Gen.Elements("0", "18446744073709551615"),
            ElementType.Float16 => Gen.Elements("0", "-0.5", "65500", "0.333"),
            ElementType.Float32 => Gen.Elements("0", "0.1", "-3.4028235E+38", "1E-45"),
            _ => Gen.Elements("0", "0.1", "1.7976931348623157E+308", "5E-324"),
        };

    private static string[] Rows(TensorSignature signature, string[][] columns, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(row =>
                    columns is [var only]
                        ? only[row]
                        : Compose(signature.Inputs.Select((input, i) => (input.Name, columns[i][row])))
                ),
        ];

    /// <summary>An instance with a value for each input.</summary>
    /// <param name="values">The names of the inputs and their values.</param>
    public static string Compose(IEnumerable<(string Name, string Value)> values) =>
        new StringBuilder("{")
            .AppendJoin(',', values.Select(each => $"\"{each.Name}\":{each.Value}"))
            .Append('}')
            .ToString();
}
