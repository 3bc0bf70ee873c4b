namespace SentimentFunction.Tests.Documents;

/// <summary>The kinds of commands in the documents: a test holds each of them to what it promises.</summary>
public enum CommandKind
{
    /// <summary>Calls the function: <see cref="FunctionCallTests"/> does.</summary>
    FunctionCall,

    /// <summary>Starts the function for a model server: <see cref="FunctionStartTests"/> does.</summary>
    FunctionStart,

    /// <summary>Calls a model server: <see cref="ModelServerCallTests"/> does, or the tests of the
    /// emulator for its own README.</summary>
    ModelServerCall,

    /// <summary>Deploys: <see cref="DeploymentTests"/> does, as a dry run.</summary>
    Deployment,

    /// <summary>Calls gcloud, which checks it in <see cref="GcloudCommandTests"/>.</summary>
    Gcloud,

    /// <summary>Builds, tests or runs a project: <see cref="DotnetCommandTests"/> looks for what it
    /// names.</summary>
    Dotnet,

    /// <summary>Runs a program of the repository, or another one on its files: <see cref="CommandTests"/>
    /// looks for them.</summary>
    File,
}
