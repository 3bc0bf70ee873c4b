using SentimentFunction.Tests.Deploy.GoogleCloud;
using SentimentFunction.Tests.Documents;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Somebody who has never been here deploys with the commands of the README.</summary>
[Collection(SharedGcloud.Name)]
public sealed class FirstDeploymentTests
{
    /// <summary>The README's name for the project: the one thing that there is to decide.</summary>
    private const string Documented = "my-project";

    private const string Project = "a-strangers-project";

    /// <summary>It opens a browser: the test has an account that is signed in.</summary>
    private const string SignIn = "gcloud auth login";

    private static IReadOnlyList<string> Commands =>
        [
            .. new Document(
                "README.md",
                SectionOf(Document.Find("README.md")!.Text, "Deploying")
            ).Commands.Select(command => command.Text),
        ];

    [Fact]
    public void Readme_ForAFirstDeployment_HasFiveCommandsAndOneDecision()
    {
        Assert.InRange(Commands.Count, 2, 5);
        Assert.Equal(SignIn, Commands[0]);
        Assert.All(Commands, command => Assert.DoesNotMatch(@"0X0X0X|<\w|\b[A-Z]{3,}\b", command));
        Assert.Contains(Commands, command => command == $"./deploy.sh --project {Documented}");
    }

    [GcloudFact(Explicit = true)]
    public async Task Readme_FollowedInOrder_BringsUpEverythingInANewProject()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google, isWarm: false);
        var project = new NewProject(Project);
        google.Refuse = call => project.Answer(call) ?? DockerHub.Answer(call);
        var commands = Commands
            .Where(command => command != SignIn)
            .Select(command => command.Replace(Documented, Project, StringComparison.Ordinal));

        var result = await script.RunBashAsync([
            "-c",
            $"cd \"$0\" && {string.Join(" && ", commands)}",
            Repository.Root,
        ]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(NewProject.Account, project.PaidBy);
        Assert.Contains("\"I love it\" is answered with: {", result.Errors, StringComparison.Ordinal);
        Assert.Contains(
            $"Site:     https://storage.googleapis.com/{Project}-sentiment-site/index.html\n",
            result.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains($"{Project}-sentiment-site/index.html", google.Storage.Objects.Keys);
        Assert.Contains(
            $"projects/{Project}/locations/us-central1/functions/sentiment",
            google.Functions.All.Keys
        );
        Assert.Equal(["sentiment", "sentiment-model"], google.Run.All.Keys.Order(StringComparer.Ordinal));
    }

    private static string SectionOf(string text, string heading) =>
        text.Split($"\n## {heading}\n")[1].Split("\n## ")[0] + "\n";
}
