using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Makes of a deployment of today what deploy.sh left before there were labels.</summary>
/// <remarks>It ran the model server as the function's account, which had a title and no description, built
/// as Google chose, named the image by its tag, kept the page in the bucket's root, and did not note down
/// who may call, or which version was the highest.</remarks>
/// <param name="google">The project.</param>
internal sealed class EarlierDeployment(EmulatedGoogle google)
{
    private const string Location = "projects/my-project/locations/us-central1";
    private const string Function = $"{Location}/functions/sentiment";
    private const string Server = "sentiment-model";
    private const string Account = "senti-function@my-project.iam.gserviceaccount.com";
    private const string Tag = "tensorflow/serving:2.19.1";
    private const string Models = "my-project-sentiment-models";

    /// <summary>Changes all of it.</summary>
    public void Put()
    {
        PutAccounts();
        PutBuckets();
        PutPage();
        PutFunction();
        PutServer();
        PutVertexAi();
    }

    private void PutAccounts()
    {
        foreach (var email in google.Iam.Accounts.Keys.Where(email => email != Account))
        {
            google.Iam.Accounts.TryRemove(email, out _);
        }

        google.Iam.Accounts[Account].AsObject().Remove("description");
        var policy = JsonNode.Parse(google.Projects.Policies.Get("/v1/projects/my-project"))!;
        policy["bindings"]!
            .AsArray()
            .RemoveAll(binding => (string?)binding!["role"] == "roles/cloudbuild.builds.builder");
        google.Projects.Policies.Set("/v1/projects/my-project", policy);
    }

    private void PutBuckets()
    {
        foreach (var bucket in google.Storage.Buckets.Keys)
        {
            Call("PATCH", "storage.googleapis.com", $"/storage/v1/b/{bucket}", """{"labels": null}""");
        }

        foreach (var key in google.Storage.Objects.Keys)
        {
            var path = $"/storage/v1/b/{key.Split('/')[0]}/o/{key.Split('/', 2)[1]}";
            Call("PATCH", "storage.googleapis.com", path, """{"metadata": null}""");
        }

        if (google.Storage.Buckets.ContainsKey(Models) && google.Run.All.ContainsKey(Server))
        {
            google.Storage.Allow(Models, "roles/storage.objectViewer", $"serviceAccount:{Account}");
        }
    }

    private void PutPage()
    {
        foreach (var key in google.Storage.Objects.Keys.Where(key => !IsModel(key)))
        {
            var path = $"/storage/v1/b/{SiteTestBed.Bucket}/o/{key.Split('/', 2)[1]}";
            Call("DELETE", "storage.googleapis.com", path);
        }

        SiteTestBed.PutOldPage(google);
    }

    private static bool IsModel(string key) => key.StartsWith($"{Models}/", StringComparison.Ordinal);

    private void PutFunction()
    {
        var function = google.Functions.All[Function].DeepClone();
        function["labels"]!.AsObject().Remove("sentiment-access");
        function["buildConfig"]!.AsObject().Remove("serviceAccount");
        function["serviceConfig"]!["environmentVariables"]!.AsObject().Remove("Site__Address");
        Call(
            "PATCH",
            "cloudfunctions.googleapis.com",
            $"/v2/{Function}",
            function.ToJsonString(),
            "labels,buildConfig.serviceAccount,serviceConfig.environmentVariables"
        );
    }

    private void PutServer()
    {
        // What the tag was when it was deployed is known to the revision.
        google.Run.Digest = DockerHub.Digest;
        if (!google.Run.All.TryGetValue(Server, out var deployed))
        {
            return;
        }

        var service = deployed.DeepClone();
        service["metadata"]!["labels"]?.AsObject().Remove("made-by");
        var specification = service["spec"]!["template"]!["spec"]!;
        specification["serviceAccountName"] = Account;
        specification["containers"]![0]!["image"] = $"docker.io/{Tag}";
        google.Run.Put(Server, service);
    }

    private void PutVertexAi()
    {
        foreach (var (name, model) in google.VertexAi.Models)
        {
            var image = (string)model["containerSpec"]!["imageUri"]!;
            model["containerSpec"]!["imageUri"] = $"{image.Split("-images/")[0]}-images/{Tag}";
            model.AsObject().Remove("labels");
        }

        foreach (var endpoint in google.VertexAi.Endpoints.All.Values)
        {
            endpoint.Remove("labels");
        }

        foreach (var repository in google.Images.All.Values)
        {
            repository.AsObject().Remove("labels");
        }
    }

    private void Call(string method, string host, string path, string body = "", string mask = "") =>
        google.Repeat([
            new(
                method,
                host,
                path,
                new QueryCollection(new Dictionary<string, StringValues> { ["updateMask"] = mask }),
                new HeaderDictionary(),
                Encoding.UTF8.GetBytes(body)
            ),
        ]);
}
