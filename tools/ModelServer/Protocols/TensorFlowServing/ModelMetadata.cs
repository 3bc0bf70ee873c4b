using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Writes the signature of the model as TensorFlow Serving does.</summary>
internal static class ModelMetadata
{
    /// <summary>Writes the metadata of a version.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version.</param>
    public static void Write(Utf8JsonWriter writer, string name, ServedVersion version)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("model_spec");
        writer.WriteString("name", name);
        writer.WriteString("signature_name", "");
        writer.WriteString("version", version.NumberText);
        writer.WriteEndObject();
        writer.WriteStartObject("metadata");
        writer.WriteStartObject("signature_def");
        writer.WriteStartObject("signature_def");
        WriteSignature(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter writer)
    {
        writer.WriteStartObject(InstancesProtocol.SignatureName);
        writer.WriteStartObject("inputs");
        WriteTensor(writer, PredictRequestReader.InputName, "DT_STRING", "-1");
        writer.WriteEndObject();
        writer.WriteStartObject("outputs");
        WriteTensor(writer, "probabilities", "DT_FLOAT", "-1", "2");
        WriteTensor(writer, "version", "DT_STRING", "-1");
        writer.WriteEndObject();
        writer.WriteString("method_name", "tensorflow/serving/predict");
        writer.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter writer, string name, string type, params string[] shape)
    {
        writer.WriteStartObject(name);
        writer.WriteString("dtype", type);
        writer.WriteStartObject("tensor_shape");
        writer.WriteStartArray("dim");
        foreach (var size in shape)
        {
            writer.WriteStartObject();
            writer.WriteString("size", size);
            writer.WriteString("name", "");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("unknown_rank", false);
        writer.WriteEndObject();
        writer.WriteString("name", $"{name}:0");
        writer.WriteEndObject();
    }
}
