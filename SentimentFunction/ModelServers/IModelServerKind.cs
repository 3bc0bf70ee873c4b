namespace SentimentFunction.ModelServers;

/// <summary>One kind of place where a model can be served: what it is called, which settings it takes, and
/// how its predictor is made. <see cref="Startup"/> lists the kinds; nothing else tells them apart.</summary>
internal interface IModelServerKind
{
    /// <summary>The name, as <c>Model:Server</c> has it and answers report it.</summary>
    string Name { get; }

    /// <summary>Reads and checks the settings of this kind: their syntax always, so that a mistake is found
    /// before it matters; what the kind needs only where it is chosen.</summary>
    /// <param name="model">What all kinds take.</param>
    /// <param name="settings">The section "Model", which gets what is wrong.</param>
    /// <returns>The model server as it is set up. Nothing has been asked of it.</returns>
    ModelServerSetup Read(ModelOptions model, ModelServerSettings settings);
}
