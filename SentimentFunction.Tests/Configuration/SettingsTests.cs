using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using SentimentFunction.Configuration;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

public sealed class SettingsTests
{
    [Fact]
    public void Read_InDevelopmentWithoutSettings_UsesTheEmbeddedModelAndServesThePage()
    {
        var settings = Read(Environments.Development);

        Assert.Equal("embedded", settings.Model.Server);
        Assert.Equal("sentiment", settings.Model.Name);
        Assert.Null(settings.Model.Version);
        Assert.Equal(["negative", "positive"], settings.Model.Labels);
        Assert.Equal(["*"], settings.Cors.AllowedOrigins);
        Assert.Equal("../public", settings.Site.Folder);
        Assert.Equal(1_048_576, settings.Limits.MaxBodyBytes);
        Assert.Equal(128, settings.Limits.MaxInstances);
        Assert.Equal(5_000, settings.Limits.MaxSentenceLength);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Limits.RequestTimeout);
        Assert.Equal(0, settings.Limits.RequestsPerMinute);
    }

    [Fact]
    public void Read_InProduction_AllowsNoOriginAndServesNoPage()
    {
        var settings = Read(Environments.Production, ("Model:Server", "embedded"), ("Site:Folder", "../public"));

        Assert.Empty(settings.Cors.AllowedOrigins);
        Assert.Null(settings.Site.Folder);
    }

    [Fact]
    public void Read_InProductionWithoutAModelServer_Throws() =>
        Assert.Equal(
            [
                "Model__Server: a model server is required outside Development. "
                    + "Choose from: embedded, ai-platform, vertex-ai, tensorflow-serving.",
            ],
            Failures(Environments.Production));

    [Fact]
    public void Read_SeveralWrongValues_NamesAllOfThem() =>
        Assert.Equal(
            [
                "Model__Server: 'gpu' is not a model server. "
                    + "Choose from: embedded, ai-platform, vertex-ai, tensorflow-serving.",
                "Model__Version: 'a/b' is not a version name: 1 to 128 letters, digits, underscores, hyphens and dots, "
                    + "the first one a letter or digit.",
                "Model__Labels: 'good' is one label; at least two are needed.",
                "Limits__MaxBodyBytes: '0' is not a whole number from 1 to 33,554,432.",
                "Limits__MaxInstances: 'many' is not a whole number from 1 to 100,000.",
                "Limits__RequestTimeout: '10' is not written in full and would be 10 days: "
                    + "write 00:00:10 for 10 seconds. Write a time from 00:00:00.1 to 01:00:00, as hh:mm:ss.",
                "Cors__AllowedOrigins: 'https://a.example/page' is not an origin such as https://example.com "
                    + "(scheme and host, without a path or a slash at the end), nor * for any.",
                "Site__Address: 'nowhere' is not an absolute address that starts with https:// or http://.",
            ],
            Failures(
                Environments.Production,
                ("Model:Server", "gpu"),
                ("Model:Version", "a/b"),
                ("Model:Labels", "good"),
                ("Limits:MaxBodyBytes", "0"),
                ("Limits:MaxInstances", "many"),
                ("Limits:RequestTimeout", "10"),
                ("Cors:AllowedOrigins:0", "https://a.example/page"),
                ("Site:Address", "nowhere")));

    [Fact]
    public void Read_ModelServerWithoutWhatItNeeds_NamesIt()
    {
        Assert.Equal(
            [
                "Model__Endpoint: vertex-ai needs the endpoint's id, or its full resource name.",
                "Model__Version: 'v1' can't be pinned: a Vertex AI endpoint chooses the version itself.",
            ],
            Failures(Environments.Production, ("Model:Server", "vertex-ai"), ("Model:Version", "v1")));
        Assert.Equal(
            ["Model__BaseUri: tensorflow-serving needs the server's address, such as http://localhost:8501."],
            Failures(Environments.Production, ("Model:Server", "tensorflow-serving")));
    }

    [Fact]
    public void Read_TimesOfTheCache_KeepTheirOrder()
    {
        var late = Read(Environments.Development, ("Model:RefreshAfter", "01:00:00")).Model;

        Assert.Equal(TimeSpan.FromHours(1), late.ExpireAfter);
        Assert.Equal(
            ["Model__ExpireAfter: '00:00:30' is less than Model__RefreshAfter, which is '00:01:00': "
                + "what is known of a version would expire before it is refreshed. "
                + "Set Model__ExpireAfter to 00:01:00 or more, or Model__RefreshAfter to 00:00:30 or less."],
            Failures(Environments.Development, ("Model:ExpireAfter", "00:00:30")));
        Assert.Equal(
            ["Model__ExpireAfter: '00:10:00' is less than Model__RefreshAfter, which is '01:00:00': "
                + "what is known of a version would expire before it is refreshed. "
                + "Set Model__ExpireAfter to 01:00:00 or more, or Model__RefreshAfter to 00:10:00 or less."],
            Failures(
                Environments.Development, ("Model:ExpireAfter", "00:10:00"), ("Model:RefreshAfter", "01:00:00")));
    }

    [Theory]
    [InlineData("00:00:10", 10)]
    [InlineData("00:00:00.1", 0.1)]
    [InlineData("00:00:01.0000001", 1.0000001)]
    [InlineData("01:00:00", 3_600)]
    [InlineData(" 00:59:59.9999999 ", 3_599.9999999)]
    public void Read_TimeInFull_IsTaken(string text, double seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            Read(Environments.Development, ("Limits:RequestTimeout", text)).Limits.RequestTimeout);

    [Fact]
    public void Read_TimeOfADay_IsWrittenInHours() =>
        Assert.Equal(
            TimeSpan.FromDays(1), Read(Environments.Development, ("Model:ExpireAfter", "24:00:00")).Model.ExpireAfter);

    [Theory]
    [InlineData("00:10", "not written in full and would be 10 minutes: "
        + "write 00:10:00 for 10 minutes or 00:00:10 for 10 seconds.")]
    [InlineData("1", "not written in full and would be 1 day: write 00:00:01 for 1 second.")]
    [InlineData("0:0:7", "not written in full and would be 7 seconds: write 00:00:07 for 7 seconds.")]
    [InlineData("1.00:00:00", "not written in full and would be 1 day.")]
    [InlineData("00:00:00.0999999", "0.0999999 seconds.")]
    [InlineData("00:00:00", "no time.")]
    [InlineData("01:00:00.0000001", "1 hour 0.0000001 seconds.")]
    [InlineData("24:00:00", "1 day.")]
    [InlineData("99:59:59", "4 days 3 hours 59 minutes 59 seconds.")]
    [InlineData("-00:00:10", "not a time.")]
    [InlineData("00:00:10.", "not written in full and would be 10 seconds: write 00:00:10 for 10 seconds.")]
    [InlineData("00:00:01.00000001", "not a time.")]
    [InlineData("00:60:00", "not a time.")]
    [InlineData("00:00:60", "not a time.")]
    [InlineData("00:00:+1", "not a time.")]
    [InlineData("10s", "not a time.")]
    public void Read_TimeThatIsNotInFullOrOutOfRange_SaysWhatWasReadAndWhatToWrite(string text, string flaw) =>
        Assert.Equal(
            [$"Limits__RequestTimeout: '{text}' is {flaw} Write a time from 00:00:00.1 to 01:00:00, as hh:mm:ss."],
            Failures(Environments.Development, ("Limits:RequestTimeout", text)));

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    [InlineData("My-Project")]
    [InlineData("-p")]
    [InlineData("p-")]
    [InlineData("a.b")]
    [InlineData("example..com:p")]
    [InlineData("example.com:")]
    [InlineData("a:b:c")]
    public void Read_ProjectThatIsNone_IsRefused(string project)
    {
        string[] expected =
        [
            $"'{project}' is not the id of a Google Cloud project such as my-project: "
                + "lower-case letters, digits and hyphens, after example.com: where it is in a domain.",
        ];

        Assert.Equal(
            expected.Select(words => $"Model__Project: {words}"),
            Failures(Environments.Development, ("Model:Project", project)));
        Assert.Equal(
            expected.Select(words => $"GOOGLE_CLOUD_PROJECT: {words}"),
            Failures(
                Environments.Development, ("Model:Server", "ai-platform"), ("GOOGLE_CLOUD_PROJECT", project)));
        Assert.Equal(project, Read(Environments.Development, ("GOOGLE_CLOUD_PROJECT", project)).Model.Project);
    }

    [Theory]
    [InlineData("p")]
    [InlineData("local")]
    [InlineData("my-project-123")]
    [InlineData("123456789012")]
    [InlineData("example.com:my-project")]
    public void Read_Project_IsTaken(string project) =>
        Assert.Equal(project, Read(Environments.Development, ("Model:Project", project)).Model.Project);

    [Theory]
    [InlineData("evil.com/")]
    [InlineData("evil.com")]
    [InlineData("user@evil")]
    [InlineData("US-central1")]
    [InlineData("us-central1-")]
    public void Read_LocationThatIsNone_IsRefused(string location) =>
        Assert.Equal(
            [$"Model__Location: '{location}' is not a location such as us-central1: "
                + "lower-case letters, digits and hyphens."],
            Failures(Environments.Development, ("Model:Location", location)));

    [Theory]
    [InlineData("../../x")]
    [InlineData("a/b")]
    [InlineData("1234:predict")]
    [InlineData("projects/p/locations/l/endpoints/")]
    [InlineData("projects/p/locations/l/endpoints/..")]
    [InlineData("projects/../locations/l/endpoints/1")]
    [InlineData("projects/p/locations/evil.com/endpoints/1")]
    [InlineData("projects/p/locations/l/models/1")]
    [InlineData("/projects/p/locations/l/endpoints/1")]
    [InlineData("projects/p/locations/l/endpoints/1?x")]
    public void Read_EndpointThatIsNone_IsRefused(string endpoint) =>
        Assert.Equal(
            [$"Model__Endpoint: '{endpoint}' is not an endpoint's id, which has letters, digits and hyphens, "
                + "or its full name, projects/PROJECT/locations/LOCATION/endpoints/ID."],
            Failures(Environments.Development, ("Model:Endpoint", endpoint)));

    [Fact]
    public void Read_EndpointsFullName_TellsTheLocation()
    {
        var endpoint = ("Model:Endpoint", "projects/p/locations/europe-west4/endpoints/my-Endpoint-1");

        Assert.Equal("europe-west4", Read(Environments.Development, endpoint).Model.Location);
        Assert.Equal(
            ["Model__Location: 'us-central1' is not where the endpoint is by its name, 'europe-west4': "
                + "leave Model__Location out."],
            Failures(Environments.Development, endpoint, ("Model:Location", "us-central1")));
    }

    [Theory]
    [InlineData("https://models.example/?x=1")]
    [InlineData("https://models.example/#x")]
    [InlineData("https://models.example/v1?x#y")]
    public void Read_BaseUriWithMoreThanAPath_IsRefused(string address) =>
        Assert.Equal(
            [$"Model__BaseUri: '{address}' has a query or a fragment, which an address that paths are added to "
                + "can't have: leave out what follows the ? or #."],
            Failures(Environments.Development, ("Model:BaseUri", address)));

    [Theory]
    [InlineData("Model:BaseUri", "Model__BaseUri")]
    [InlineData("Model:Audience", "Model__Audience")]
    [InlineData("Site:Address", "Site__Address")]
    public void Read_AddressThatIsNone_IsRefusedWithoutItsPassword(string key, string name)
    {
        Assert.Equal(
            [$"{name}: 'models.example' is not an absolute address that starts with https:// or http://."],
            Failures(Environments.Development, (key, "models.example")));
        Assert.Equal(
            [$"{name}: the address must not hold a name or a password: leave out what is before the @."],
            Failures(Environments.Development, (key, "https://me:secret@models.example")));
    }

    [Fact]
    public void Read_Audience_StaysAsItIsWritten() =>
        Assert.Equal(
            "https://models.example",
            Read(Environments.Development, ("Model:Audience", "https://models.example")).Model.Audience);

    [Theory]
    [InlineData("a,a", "'a' is there twice: each output has a label of its own.")]
    [InlineData("a,b,a", "'a' is there twice: each output has a label of its own.")]
    [InlineData("a,,b", "'a,,b' has an empty label: give each one a name.")]
    [InlineData("a,b,", "'a,b,' has an empty label: give each one a name.")]
    [InlineData("a,b\u0007", "a name has no control characters: leave them out.")]
    public void Read_LabelsThatCannotBeTold_AreRefused(string labels, string flaw) =>
        Assert.Equal(
            [$"Model__Labels: {flaw}"], Failures(Environments.Development, ("Model:Labels", labels)));

    [Fact]
    public void Read_LabelsInAFile_MayNotBeEmpty() =>
        Assert.Equal(
            ["Model__Labels: 'a,' has an empty label: give each one a name."],
            Failures(Environments.Development, ("Model:Labels:0", "a"), ("Model:Labels:1", " ")));

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    public void Read_LabelOfTensorFlowServingThatIsNone_IsRefused(string label) =>
        Assert.Equal(
            [$"Model__Label: '{label}' is not a label of TensorFlow Serving: "
                + "it has no slashes, colons and control characters, and is not dots alone."],
            Failures(Environments.Development, ("Model:Label", label)));

    [Fact]
    public void Read_NamesWithControlCharacters_AreRefused() =>
        Assert.Equal(
            [
                "Model__Output: a name has no control characters: leave them out.",
                "Model__SignatureName: a name has no control characters: leave them out.",
            ],
            Failures(Environments.Development, ("Model:Output", "a\nb"), ("Model:SignatureName", "a\0b")));

    [Theory]
    [InlineData("/sentiment")]
    [InlineData("/a/b-c_d.e~f")]
    public void Read_PathBase_IsTaken(string prefix) =>
        Assert.Equal(prefix, Read(Environments.Development, ("Site:PathBase", prefix)).Site.PathBase);

    [Theory]
    [InlineData("/")]
    [InlineData("sentiment")]
    [InlineData("/sentiment/")]
    [InlineData("//sentiment")]
    [InlineData("/a/../b")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/%41")]
    [InlineData("https://example.com/a")]
    public void Read_PathBaseThatIsNone_IsRefused(string prefix) =>
        Assert.Equal(
            [$"Site__PathBase: '{prefix}' is not a prefix of paths such as /sentiment: a slash at the start and none "
                + "at the end, and letters, digits, hyphens, underscores, dots and ~ in between."],
            Failures(Environments.Development, ("Site:PathBase", prefix)));

    [Fact]
    public void Read_FolderThatIsMissing_IsRefused() =>
        Assert.Equal(
            [$"Site__Folder: '../nowhere' is not a folder in {AppContext.BaseDirectory}."],
            Failures(Environments.Development, ("Site:Folder", "../nowhere")));

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("sentiment", null, 1)]
    [InlineData(" ", null, 0)]
    [InlineData("sentiment", "0", 0)]
    [InlineData("sentiment", "2", 2)]
    [InlineData(null, "10", 10)]
    public void Read_TrustedProxies_AreOneOnCloudRun(string? service, string? proxies, int expected) =>
        Assert.Equal(
            expected,
            Read(Environments.Development, ("K_SERVICE", service!), ("Limits:TrustedProxies", proxies!))
                .Limits.TrustedProxies);

    [Theory]
    [InlineData("-1")]
    [InlineData("11")]
    [InlineData("one")]
    public void Read_TrustedProxiesOutOfRange_AreRefused(string proxies) =>
        Assert.Equal(
            [$"Limits__TrustedProxies: '{proxies}' is not a whole number from 0 to 10."],
            Failures(Environments.Development, ("Limits:TrustedProxies", proxies)));

    [Theory]
    [InlineData("https://*.example.com")]
    [InlineData("*.example.com")]
    [InlineData("https://example.com:*")]
    public void Read_OriginWithAWildcard_SaysWhatToWrite(string origin) =>
        Assert.Equal(
            [$"Cors__AllowedOrigins: '{origin}' has a wildcard, which is not taken: write each origin in full, such as "
                + "https://www.example.com, or * alone for any."],
            Failures(Environments.Development, ("Cors:AllowedOrigins", $"https://a.example,{origin}")));

    [Theory]
    [InlineData("https://example.com:443", "https", "https://example.com")]
    [InlineData("http://example.com:80", "http", "http://example.com")]
    public void Read_OriginWithThePortItHasAnyway_SaysWhatToWrite(string origin, string scheme, string better) =>
        Assert.Equal(
            [$"Cors__AllowedOrigins: '{origin}' names the port that {scheme} has anyway, which browsers leave out: "
                + $"write {better}."],
            Failures(Environments.Development, ("Cors:AllowedOrigins", origin)));

    [Fact]
    public void Read_OriginOfNobody_IsRefused() =>
        Assert.Equal(
            ["Cors__AllowedOrigins: 'null' is what files and sandboxed frames send, anybody's: write the origins of "
                + "pages, such as https://example.com, or * for any."],
            Failures(Environments.Development, ("Cors:AllowedOrigins", "null")));

    [Theory]
    [InlineData("https://me@example.com")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com?x")]
    [InlineData("ftp://example.com")]
    [InlineData("example.com")]
    public void Read_OriginThatIsNone_IsRefused(string origin) =>
        Assert.Equal(
            [$"Cors__AllowedOrigins: '{origin}' is not an origin such as https://example.com "
                + "(scheme and host, without a path or a slash at the end), nor * for any."],
            Failures(Environments.Development, ("Cors:AllowedOrigins", origin)));

    [Theory]
    [InlineData("HTTPS://Example.COM")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://[::1]:3000")]
    [InlineData("https://example.com:80")]
    public void Read_Origin_IsTaken(string origin) =>
        Assert.Equal(
            [origin], Read(Environments.Development, ("Cors:AllowedOrigins", origin)).Cors.AllowedOrigins);

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Loud")]
    [InlineData("Logging:LogLevel:Microsoft.Hosting", "7")]
    [InlineData("Logging:Console:LogLevel:Default", "info")]
    public void Read_UnknownLogLevel_IsRefused(string key, string level) =>
        Assert.Equal(
            [$"{key.Replace(":", "__", StringComparison.Ordinal)}: '{level}' is not a log level. "
                + "Choose from: Trace, Debug, Information, Warning, Error, Critical, None."],
            Failures(Environments.Development, (key, level)));

    [Theory]
    [InlineData("Logging:LogLevel:Default", "warning")]
    [InlineData("Logging:LogLevel:Default", "3")]
    [InlineData("Logging:LogLevel:Default", "")]
    [InlineData("Logging:Console:FormatterName", "Loud")]
    public void Read_OtherLogSettings_AreTaken(string key, string value) =>
        Read(Environments.Development, (key, value));

    [Fact]
    public void Read_AddressOfTheModelServer_EndsInASlash() =>
        Assert.Equal(
            "https://models.example/served/",
            Read(Environments.Development, ("Model:BaseUri", "https://models.example/served"))
                .Model.BaseUri!.AbsoluteUri);

    [Theory]
    [InlineData("Cors:AllowedOrigins", "https://a.example,http://localhost:3000")]
    [InlineData("Cors:AllowedOrigins", " https://a.example , http://localhost:3000 ,")]
    public void Read_ListInOneValue_SplitsItAtCommas(string key, string value) =>
        Assert.Equal(
            ["https://a.example", "http://localhost:3000"],
            Read(Environments.Development, (key, value)).Cors.AllowedOrigins);

    [Fact]
    public void Read_SettingsFileOfTheFunction_ChangesNoDefault()
    {
        var file = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: false).Build();
        var environment = new HostingEnvironment { EnvironmentName = Environments.Development };

        Assert.Equivalent(Read(Environments.Development), Settings.Read(file, environment), strict: true);
    }

    private static Settings Read(string environment, params (string Key, string Value)[] settings) =>
        Settings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(
                settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build(),
            new HostingEnvironment
            {
                EnvironmentName = environment,
                ContentRootPath = AppContext.BaseDirectory,
            });

    private static IEnumerable<string> Failures(string environment, params (string Key, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Read(environment, settings)).Failures;
}
