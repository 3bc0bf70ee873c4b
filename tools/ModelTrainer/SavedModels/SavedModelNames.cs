namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The names by which TensorFlow and TensorFlow Serving find what is in a SavedModel.</summary>
/// <remarks>
/// Sources: tensorflow/cc/saved_model/constants.h, signature_constants.h and tag_constants.h; the warm-up
/// file: tensorflow_serving/servables/tensorflow/saved_model_warmup_util.h.
/// </remarks>
internal static class SavedModelNames
{
    /// <summary>The file with the graph, in the version's folder.</summary>
    public const string ModelFile = "saved_model.pb";

    /// <summary>The folder of files that TensorFlow itself does not read.</summary>
    public const string ExtraAssetsFolder = "assets.extra";

    /// <summary>The file in <see cref="ExtraAssetsFolder"/> with the requests of a warm-up.</summary>
    public const string WarmUpFile = "tf_serving_warmup_requests";

    /// <summary>The tag of the graph that is served.</summary>
    public const string ServeTag = "serve";

    /// <summary>The signature that is called when a request names none.</summary>
    public const string DefaultSignature = "serving_default";

    /// <summary>The method of a signature with tensors for inputs and outputs.</summary>
    public const string PredictMethod = "tensorflow/serving/predict";

    /// <summary>The signature, and its output, that name the operation to run after loading.</summary>
    public const string InitSignature = "__saved_model_init_op";

    /// <summary>The collection that names the same operation, for readers of the older kind.</summary>
    public const string InitCollection = "saved_model_main_op";

    /// <summary>The input of <see cref="DefaultSignature"/>: any number of texts in UTF-8.</summary>
    public const string Sentence = "sentence";

    /// <summary>
    /// The output of <see cref="DefaultSignature"/>: for each text the probabilities that it is negative and
    /// that it is positive.
    /// </summary>
    public const string Probabilities = "probabilities";
}
