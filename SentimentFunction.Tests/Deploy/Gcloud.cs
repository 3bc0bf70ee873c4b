namespace SentimentFunction.Tests.Deploy;

/// <summary>Which programs of a deployment are on this machine.</summary>
internal static class Gcloud
{
    /// <summary>Why tests with gcloud are skipped.</summary>
    public const string Missing = "gcloud, bash or curl is not on this machine.";

    /// <summary>Why tests with a gcloud of their own are skipped.</summary>
    public const string ShellMissing = "bash is not on this machine.";

    /// <summary>Whether the real gcloud can be driven.</summary>
    public static bool IsInstalled => IsShellInstalled && SearchPath.HasAll("gcloud", "curl");

    /// <summary>Whether deploy.sh can run at all.</summary>
    public static bool IsShellInstalled => !OperatingSystem.IsWindows() && SearchPath.HasAll("bash");
}
