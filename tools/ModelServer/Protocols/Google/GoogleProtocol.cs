using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.Google;

/// <summary>What Google's APIs have in common.</summary>
internal abstract class GoogleProtocol : InstancesProtocol
{
    private const string ExpectedCredential =
        "Expected OAuth 2 access token, login cookie or other valid authentication credential. "
        + "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    /// <summary>Google's APIs answer for people, unless they pass on what a model server said.</summary>
    public static JsonWriterOptions Readable { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            IndentSize = 2,
        };

    /// <summary>
    /// The answer for a project that is another's or nobody's: Google's APIs don't tell which.
    /// </summary>
    /// <param name="project">The project.</param>
    public static CallRefusedException DenyProject(string project) =>
        new(RpcCode.PermissionDenied, $"Permission denied on resource project {project}.");

    /// <summary>Answers for an address that isn't there: Google's front end says that in HTML.</summary>
    /// <param name="call">The call.</param>
    public static void WriteNoSuchAddress(Call call)
    {
        var path = HtmlEncoder.Default.Encode(call.Http.Request.Path.Value!);
        call.Answer(StatusCodes.Status404NotFound);
        call.WriteText(
            "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
                + $"<p>The requested URL <code>{path}</code> was not found on this server.\n",
            "text/html; charset=UTF-8"
        );
    }

    /// <inheritdoc/>
    public override int MaxBodyBytes => 1_572_864;

    /// <inheritdoc/>
    public override bool ChecksContentType => true;

    /// <inheritdoc/>
    public override bool TakesIdentityTokens => false;

    /// <inheritdoc/>
    public override CallRefusedException Describe(RequestFlaw flaw, string detail = "") =>
        flaw switch
        {
            RequestFlaw.NoToken => new(
                RpcCode.Unauthenticated,
                $"Request is missing required authentication credential. {ExpectedCredential}"
            ),
            RequestFlaw.WrongToken => new(
                RpcCode.Unauthenticated,
                $"Request had invalid authentication credentials. {ExpectedCredential}"
            ),
            RequestFlaw.ContentType => Invalid(
                $"Invalid JSON payload received. Unsupported content type '{detail}'."
            ),
            RequestFlaw.TooLarge => Invalid($"Request payload size exceeds the limit: {detail} bytes."),
            RequestFlaw.NotJson => Invalid($"Invalid JSON payload received. {detail}"),
            RequestFlaw.NotAnObject => Invalid(
                "Invalid JSON payload received. Root element must be a message."
            ),
            RequestFlaw.UnknownMember => Invalid(
                $"Invalid JSON payload received. Unknown name \"{detail}\": Cannot find field."
            ),
            RequestFlaw.NoInstances => Invalid("Required field is not set.", "instances"),
            RequestFlaw.InstancesNotArray => Invalid("Invalid value: it must be a list.", "instances"),
            RequestFlaw.InstancesEmpty => Invalid("The list must not be empty.", "instances"),
            _ => Invalid(
                $"Serving signature name: \"{detail}\" not found in signature def",
                "signature_name"
            ),
        };

    /// <inheritdoc/>
    public override void Refuse(Call call, RpcCode code, string message, string? field = null)
    {
        if (code == RpcCode.Unauthenticated)
        {
            call.Http.Response.Headers.WWWAuthenticate =
                "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
        }

        call.Answer(code.Status);
        call.WriteJson(Readable, writer => WriteError(writer, code, message, field));
    }

    private static void WriteError(Utf8JsonWriter writer, RpcCode code, string message, string? field)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteNumber("code", code.Status);
        writer.WriteString("message", field is null ? message : $"Field: {field} Error: {message}");
        writer.WriteString("status", code.Name);
        if (field is not null)
        {
            WriteViolation(writer, field, message);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteViolation(Utf8JsonWriter writer, string field, string description)
    {
        writer.WriteStartArray("details");
        writer.WriteStartObject();
        writer.WriteString("@type", "type.googleapis.com/google.rpc.BadRequest");
        writer.WriteStartArray("fieldViolations");
        writer.WriteStartObject();
        writer.WriteString("field", field);
        writer.WriteString("description", description);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static CallRefusedException Invalid(string message, string? field = null) =>
        new(RpcCode.InvalidArgument, message) { Field = field };
}
