using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Which options deploy.sh takes with which command and server, and how they are
/// written.</summary>
public sealed class DeployOptionTests
{
    private const string End = "\nSee ./deploy.sh --help.\n";

    [BashTheory]
    [InlineData(
        "status --memory 1Gi",
        "--memory does not apply to 'status', but to a whole deployment and 'function'."
    )]
    [InlineData(
        "destroy --model-version 1",
        "--model-version does not apply to 'destroy', but to a whole deployment and 'model'."
    )]
    [InlineData("--yes", "--yes does not apply to a whole deployment, but to 'destroy'.")]
    [InlineData(
        "model --private",
        "--private does not apply to 'model', but to a whole deployment, 'function' and 'site'."
    )]
    [InlineData(
        "site --server embedded",
        "--server does not apply to 'site', but to a whole deployment, 'model', 'function', 'status' and "
            + "'destroy'."
    )]
    [InlineData(
        "model --model-address https://model.example",
        "--model-address does not apply to 'model', but to a whole deployment and 'function'."
    )]
    [InlineData(
        "--endpoint 1234",
        "--endpoint does not apply to --server tensorflow-serving, but to vertex-ai."
    )]
    [InlineData(
        "--server vertex-ai --model-memory 2Gi",
        "--model-memory does not apply to --server vertex-ai, but to tensorflow-serving."
    )]
    [InlineData(
        "--server embedded --model-version 1",
        "--model-version does not apply to --server embedded, but to tensorflow-serving and vertex-ai."
    )]
    [InlineData(
        "--model-address https://model.example --model-image a/b",
        "--model-image says how a model server is made, but --model-address and --endpoint name one that is "
            + "there."
    )]
    [InlineData(
        "model --server embedded",
        "There is no model to deploy: the embedded one is part of the function. Deploy that instead: "
            + "./deploy.sh function --project my-project --server embedded"
    )]
    public async Task Option_WithoutEffect_IsRefusedWithWhatItAppliesTo(string arguments, string message)
    {
        var result = await RunAsync([.. arguments.Split(' '), "--project", "my-project"]);

        Assert.Equal(
            $"Error: {message}{End}",
            result.Errors.Replace("== The project\n", "", StringComparison.Ordinal)
        );
        Assert.Equal(2, result.ExitCode);
    }

    [BashTheory]
    [InlineData(
        "--project my-project site status",
        "'status' is one command too many: there is 'site' already."
    )]
    [InlineData("--private=yes", "--private takes no value.")]
    [InlineData("--project", "--project needs a value, or is no option.")]
    [InlineData("-x 1", "'-x' is no option.")]
    [InlineData(
        "--model-max-instances 2 --model-min-instances 3",
        "--model-min-instances '3' is above --model-max-instances '2'."
    )]
    [InlineData("--max-instances 010", "--max-instances '010' is not a whole number.")]
    public async Task Argument_ThatIsWrong_IsRefused(string arguments, string message)
    {
        var result = await RunAsync(["--project=my-project", .. arguments.Split(' ')]);

        Assert.Equal(
            $"Error: {message}{End}",
            result.Errors.Replace("== The project\n", "", StringComparison.Ordinal)
        );
        Assert.Equal(2, result.ExitCode);
    }

    [BashTheory]
    [InlineData("status --project my-project --dry-run")]
    [InlineData("--project my-project status --dry-run")]
    [InlineData("--dry-run --project=my-project status")]
    public async Task Command_AnywhereAmongTheOptions_IsUnderstood(string arguments)
    {
        var result = await RunAsync(arguments.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("# What is deployed\n", result.Output, StringComparison.Ordinal);
    }

    [BashTheory]
    [InlineData("-h")]
    [InlineData("status -h")]
    [InlineData("--project my-project --help")]
    public async Task Help_IsPrintedWhereverItIsAskedFor(string arguments)
    {
        var result = await RunAsync(arguments.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage: ./deploy.sh [COMMAND]", result.Output, StringComparison.Ordinal);
    }

    [BashFact]
    public async Task Help_NamesEveryOption()
    {
        var help = await RunAsync(["--help"]);
        var table = File.ReadLines(Repository.Folder("deploy.sh"))
            .SkipWhile(line => line != "readonly OPTIONS='")
            .Skip(1)
            .TakeWhile(line => line != "'")
            .Select(line => line.Split(' ')[0]);

        var named = help
            .Output.Split('\n')
            .Select(line => line.Trim().Split(' ')[0])
            .Where(word => word.StartsWith("--", StringComparison.Ordinal));

        Assert.Equal(table.Order(), named.Order());
    }

    [BashTheory]
    [InlineData("function --max-instances 2", true)]
    [InlineData("function", false)]
    [InlineData("function --max-instances 2 --model-address https://model.example", false)]
    public async Task Function_WithABound_SaysThatTheModelServerHasItsOwn(string arguments, bool says)
    {
        using var gcloud = new FakeGcloud();
        await gcloud.Script.RunAsync("model");

        var result = await gcloud.Script.RunAsync(arguments.Split(' '));

        const string Sentence =
            "\nThe model server has a bound of its own: ./deploy.sh model --project my-project --server "
            + "tensorflow-serving --model-max-instances 2\n";
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(says, result.Errors.EndsWith(Sentence, StringComparison.Ordinal));
    }

    [BashFact]
    public async Task ModelServer_WithASizeOfItsOwn_GetsIt()
    {
        using var gcloud = new FakeGcloud();

        string[] server =
        [
            "--model-max-instances",
            "3",
            "--model-min-instances",
            "1",
            "--model-memory",
            "2Gi",
        ];
        await gcloud.Script.RunAsync([.. server, "--max-instances", "4"]);

        var deployments = gcloud.Commands.Where(command =>
            command.Contains(" deploy ", StringComparison.Ordinal)
        );
        Assert.Collection(
            deployments,
            model =>
                Assert.Contains(
                    " --memory=2Gi --cpu=1 --concurrency=80 --min-instances=1 --max-instances=3 ",
                    model,
                    StringComparison.Ordinal
                ),
            function =>
                Assert.Contains(
                    " --memory=512Mi --cpu=1 --concurrency=80 --min-instances=0 --max-instances=4 ",
                    function,
                    StringComparison.Ordinal
                )
        );
    }

    private static async Task<ProcessResult> RunAsync(IEnumerable<string> arguments)
    {
        using var gcloud = new FakeGcloud();
        var result = await gcloud.Script.RunPlainAsync([.. arguments]);
        Assert.Empty(gcloud.Changes);
        return result;
    }
}
