using System.Diagnostics;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Deploy;

/// <summary>An account with which the real gcloud has signed in and that it has stored, as users have
/// one.</summary>
/// <remarks>With it gcloud ends what it says of a 401, 403 or 404 with "This command is authenticated as
/// … which is the active account specified by the [core/account] property"
/// (googlecloudsdk/api_lib/util/exceptions.py, googlecloudsdk/core/credentials/store.py).</remarks>
internal static class SignedInAccount
{
    /// <summary>Its name.</summary>
    public const string Name = "somebody@example.com";

    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly Dictionary<string, byte[]> Stored = [];

    /// <summary>Signs in.</summary>
    /// <param name="folder">Where gcloud keeps accounts: its <c>CLOUDSDK_CONFIG</c>.</param>
    /// <param name="environment">The environment in which it reaches the emulated Google.</param>
    public static async Task StoreAsync(string folder, IReadOnlyDictionary<string, string> environment)
    {
        await Gate.WaitAsync();
        try
        {
            if (Stored.Count == 0)
            {
                await SignInAsync(environment);
                Keep(folder);
            }
        }
        finally
        {
            Gate.Release();
        }

        Directory.CreateDirectory(folder);
        foreach (var (file, content) in Stored)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, file), content);
        }
    }

    private static async Task SignInAsync(IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(
            "gcloud",
            ["auth", "activate-refresh-token", Name, OAuth.RefreshToken]
        );
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var result = await ChildProcess.RunAsync(start);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.Errors);
        }
    }

    private static void Keep(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.db"))
        {
            Stored[Path.GetFileName(file)] = File.ReadAllBytes(file);
        }
    }
}
