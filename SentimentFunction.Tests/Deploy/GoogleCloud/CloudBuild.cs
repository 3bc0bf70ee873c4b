namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Knows who builds functions.</summary>
internal sealed class CloudBuild : IGoogleService
{
    public ApiAnswer? Answer(ApiCall call) =>
        call.Host == "cloudbuild.googleapis.com"
            ? new(
                200,
                $$"""
                {
                  "name": "projects/my-project/defaultServiceAccount",
                  "serviceAccountEmail":
                    "projects/my-project/serviceAccounts/{{ResourceManager.Number}}-compute@developer.gserviceaccount.com"
                }
                """
            )
            : null;
}
