using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>The failures of instances that are no rows of the tensors which a model takes. Nothing of them
/// has been sent.</summary>
internal static class InstanceRefusal
{
    /// <summary>The value of an input is nothing that it takes.</summary>
    /// <param name="index">The position of the instance, from 0.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="takes">What it takes, in words.</param>
    public static PredictionException WrongValue(int index, string input, string takes) =>
        Refused(index, $"the input '{input}' takes {takes}.");

    /// <summary>A list has another length than in the first instance, and a tensor has but one.</summary>
    /// <param name="index">The position of the instance, from 0.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="takes">What it takes, in words.</param>
    /// <param name="shape">The dimensions that it has here.</param>
    /// <param name="first">Those that it has in the first instance.</param>
    public static PredictionException OtherShape(
        int index,
        string input,
        string takes,
        IEnumerable<long> shape,
        IEnumerable<long> first
    ) =>
        Refused(
            index,
            $"the input '{input}' takes {takes}, of the same shape in all instances: it is "
                + $"{ShapeWords.Write(shape)} here and {ShapeWords.Write(first)} in the first one."
        );

    /// <summary>An input has no value.</summary>
    /// <param name="index">The position of the instance, from 0.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="takes">What it takes, in words.</param>
    public static PredictionException Missing(int index, string input, string takes) =>
        Refused(index, $"the input '{input}' is missing: it takes {takes}.");

    /// <summary>An input has two values.</summary>
    /// <param name="index">The position of the instance, from 0.</param>
    /// <param name="input">The input's name.</param>
    public static PredictionException Twice(int index, string input) =>
        Refused(index, $"the input '{input}' is there twice.");

    /// <summary>The model has no input of a name.</summary>
    /// <param name="index">The position of the instance, from 0.</param>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The names of the inputs.</param>
    public static PredictionException Unknown(int index, string name, IEnumerable<string> inputs)
    {
        // What is no name may be a sentence, which belongs in no message.
        var unknown = VersionName.IsValid(name) ? $"'{name}'" : "of this name";
        return Refused(index, $"the model has no input {unknown}; it takes {List(inputs)}.");
    }

    /// <summary>An instance of a model with several inputs is a bare value.</summary>
    /// <param name="index">The position of the instance, from 0.</param>
    /// <param name="inputs">The names of the inputs.</param>
    public static PredictionException NotAnObject(int index, IEnumerable<string> inputs) =>
        Refused(index, $"the model takes an object with its inputs: {List(inputs)}.");

    /// <summary>The instances are more at once than an input takes.</summary>
    /// <param name="input">The input.</param>
    public static PredictionException TooMany(TensorSpec input) =>
        new(
            PredictionFailure.InstancesTooLarge,
            $"The input '{input.Name}' takes {input.FixedCount} instances at once: send as many."
        );

    private static PredictionException Refused(int index, string what) =>
        new(PredictionFailure.InstanceRefused, $"{PredictionException.Subject(index)}: {what}")
        {
            Index = index,
        };

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => $"'{name}'"));
}
