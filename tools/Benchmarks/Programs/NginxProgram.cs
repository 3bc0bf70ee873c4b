using System.ComponentModel;
using System.Diagnostics;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>nginx as a proxy: one process, connections to the destination kept alive.</summary>
/// <param name="folder">A folder for its configuration and its files.</param>
/// <param name="destination">Where requests go.</param>
internal sealed class NginxProgram(string folder, Uri destination) : IServerProgram
{
    private const string Executable = "nginx";

    /// <summary>Whether this machine has it.</summary>
    public static bool IsInstalled
    {
        get
        {
            try
            {
                using var version = Process.Start(
                    new ProcessStartInfo(Executable, ["-v"]) { RedirectStandardError = true }
                )!;
                version.WaitForExit();
                return version.ExitCode == 0;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public ProcessStartInfo CreateStartInfo(int port, IReadOnlyDictionary<string, string> settings)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), Configure(port));
        return new(Executable, ["-p", folder, "-e", "stderr", "-c", "nginx.conf"])
        {
            RedirectStandardOutput = true,
        };
    }

    private string Configure(int port) =>
        $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              upstream destination {
                server {{destination.Authority}};
                keepalive 1024;
                keepalive_requests 1000000000;
              }
              server {
                listen 127.0.0.1:{{port}};
                keepalive_requests 1000000000;
                location / {
                  proxy_pass {{destination.Scheme}}://destination;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                }
              }
            }

            """;
}
