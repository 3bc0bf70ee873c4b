using Microsoft.Playwright;
using SentimentFunction.Tests.Browser.Engine;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>Lists as people have them: what is taken for their texts is shown before anything is
/// sent.</summary>
public sealed class DemoPageListTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private const string Reviews = """
        id;date;review;stars
        1;2026-11-01;The room was nice, but cold;3
        2;2026-11-02;Lovely;5
        3;2026-11-03;N/A;4
        4;2026-11-04;"I can&#39;t complain<br>at all";5
        """;

    private ILocator Preview => Demo.Page.GetByRole(AriaRole.Region, new() { Name = "How the list is read" });

    private ILocator Column => Preview.GetByLabel("Texts are in");

    private int Requests => Function.Calls.Count(call => call.StartsWith("POST", StringComparison.Ordinal));

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task File_OfSeveralColumns_IsShownBeforeAnythingIsSent(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();

        await GiveAsync("reviews.csv", Reviews);

        await Expect(Preview.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Is “reviews.csv” read rightly?");
        await Expect(Preview).ToContainTextAsync("4 rows, 1 of them without text.");
        await Expect(Column.Locator("option:checked")).ToHaveTextAsync("review (proposed)");
        await Expect(Preview.GetByLabel("Separator").Locator("option:checked")).ToHaveTextAsync("semicolon");
        await Expect(Preview.GetByLabel("Headings").Locator("option:checked")).ToHaveTextAsync("1 row");
        await Expect(Preview.GetByLabel("Encoding").Locator("option:checked")).ToHaveTextAsync("UTF-8");
        await Expect(Preview.Locator("td.chosen"))
            .ToHaveTextAsync(["The room was nice, but cold", "Lovely", "I can't complain at all"]);
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Page.AssertFitsAsync();
        Assert.Equal(0, Requests);

        await Demo.Button("Rate 3 texts").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 of 4 rows; 1 without text.");
        await Expect(Preview).ToBeEmptyAsync();
        await Expect(Demo.Rows.Locator(".sentence"))
            .ToHaveTextAsync(["The room was nice, but cold", "Lovely", "N/A", "I can't complain at all"]);
        Assert.DoesNotContain("2026", Function.Calls.Last(), StringComparison.Ordinal);
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Choices_OfAPerson_AreTaken()
    {
        await OpenAsync();
        await GiveAsync("reviews.csv", Reviews);

        await Column.SelectOptionAsync("date");
        await Expect(Preview.Locator("td.chosen").First).ToHaveTextAsync("2026-11-01");
        await Preview.GetByLabel("Separator").SelectOptionAsync("none: one column");
        await Expect(Preview.Locator("td.chosen").First).ToHaveTextAsync("id;date;review;stars");
        await Preview.GetByLabel("Separator").SelectOptionAsync("semicolon");
        await Preview.GetByLabel("Headings").SelectOptionAsync("none");
        await Preview.GetByLabel("what they mean").UncheckAsync();
        await Expect(Column.Locator("option:checked")).ToHaveTextAsync("Column 3 (proposed)");
        await Demo.Button("Rate 4 texts").ClickAsync();

        await Expect(Demo.Rows.Locator(".sentence"))
            .ToHaveTextAsync([
                "review",
                "The room was nice, but cold",
                "Lovely",
                "N/A",
                "I can&#39;t complain<br>at all",
            ]);
    }

    [Fact]
    public async Task Column_WithoutWordsAnywhere_IsNoneByDefault()
    {
        await OpenAsync();
        await GiveAsync("numbers.csv", "1;2\n3;4\n");

        await Expect(Column.Locator("option:checked")).ToHaveTextAsync("choose a column");
        await Expect(Demo.Button("Rate 0 texts")).ToBeDisabledAsync();
        await Demo.Page.AssertAccessibleAsync();

        await Column.SelectOptionAsync("Column 2");
        await Demo.Button("Rate 2 texts").ClickAsync();
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["2", "4"]);
    }

    [Fact]
    public async Task Encoding_OfAnotherCountry_IsChosen()
    {
        await OpenAsync();
        await GiveAsync("yorumlar.csv", ListReading.Bytes("03-turkish-1254.csv"));
        await Expect(Preview.Locator("td.chosen").First).ToContainTextAsync("soðuktu");

        await Preview.GetByLabel("Encoding").SelectOptionAsync("Windows-1254");

        await Expect(Preview.Locator("td.chosen").First).ToContainTextAsync("soğuktu, ışık yoktu");
    }

    [Fact]
    public async Task Encoding_ThatIsGuessed_IsShownBeforeAnythingIsSent()
    {
        await OpenAsync();

        await GiveAsync("lines.txt", [.. "caf\u00e9".Select(character => (byte)character)]);

        await Expect(Preview.GetByLabel("Encoding").Locator("option:checked"))
            .ToHaveTextAsync("Windows-1252");
        await Expect(Demo.Button("Rate 1 text")).ToBeVisibleAsync();
        Assert.Equal(0, Requests);
    }

    [Fact]
    public async Task Encoding_ThatDoesNotFit_IsDoubtedBeforeAnythingIsSent()
    {
        await OpenAsync();

        await GiveAsync("lines.txt", "G\0o\0o\0d\0"u8.ToArray());

        await Expect(Preview.Locator(".excess")).ToContainTextAsync("It has NUL characters");
        Assert.Equal(0, Requests);
    }

    [Fact]
    public async Task Workbook_OfSeveralSheets_IsReadByTheSheetThatIsChosen()
    {
        await OpenAsync();
        await GiveAsync("answers.xlsx", ListReading.Bytes("xlsxwriter.xlsx"));

        await Expect(Column.Locator("option:checked")).ToHaveTextAsync("comment (proposed)");
        await Demo.Page.AssertAccessibleAsync();
        await Preview.GetByLabel("Sheet").SelectOptionAsync("Other & more");
        await Demo.Button("Rate 2 texts").ClickAsync();

        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Lovely 👍", "Awful"]);
    }

    [Fact]
    public async Task Workbook_ThatIsNone_IsRefusedByName()
    {
        await OpenAsync();

        await GiveAsync("broken.xlsx", ListReading.Bytes("openpyxl.xlsx")[..3_000]);

        await Expect(Demo.Complaint).ToContainTextAsync("“broken.xlsx” can’t be read: its end is missing.");
    }

    [Fact]
    public async Task Records_ThatDoNotFit_AreNamedAndNotRated()
    {
        await OpenAsync();
        await GiveAsync(
            "reviews.csv",
            "id,text,stars\n1,Nice, but dirty,2\n2,Lovely,5\n3,Awful,1\n4,Fine,3\n"
        );

        await Expect(Preview.Locator(".excess"))
            .ToHaveTextAsync("1 row does not have 3 fields (line 2). It is kept, but not rated.");
        await Demo.Button("Rate 3 texts").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 of 4 rows; 1 failed.");
        await Expect(Demo.Page.Locator(".failed"))
            .ToHaveTextAsync("Not rated: line 2 has 4 fields instead of 3");
        Assert.DoesNotContain("Nice", Function.Calls.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paste_OfASpreadsheet_IsShownAsATable()
    {
        await OpenAsync();

        await Demo.PasteAsync("id\tcomment\r\n1\t\"Nice\r\nand quiet\"\r\n2\tAwful\r\n");
        await Demo.Button("Rate 2 texts").ClickAsync();

        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Nice and quiet", "Awful"]);
        await Expect(Demo.Sentences).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Paste_OfManyLines_IsAListOfItsOwn()
    {
        await OpenAsync();

        await Demo.PasteAsync(string.Join('\n', Enumerable.Repeat("One, two; three.", 5_000)));

        await Expect(Demo.Status).ToHaveTextAsync("Rated 5,000 of 5,000 rows.");
        Assert.Equal(40, Requests);
    }

    [Fact]
    public async Task Link_OfASpreadsheet_IsShownAsATable()
    {
        await Demo.Page.GotoAsync(Address + "#text=" + Uri.EscapeDataString("1\tNice\n2\tAwful"));

        await Expect(Demo.Button("Rate 2 texts")).ToBeVisibleAsync();
        Assert.Equal(0, Requests);
    }

    [Fact]
    public async Task File_OfMoreRowsThanAreRatedAtOnce_IsOfferedInParts()
    {
        await OpenAsync();
        await GiveAsync(
            "long.csv",
            "n,text\n" + string.Concat(Enumerable.Range(1, 7_001).Select(n => $"{n},No {n}\n"))
        );

        await Preview.GetByLabel("Part").SelectOptionAsync("rows 5,001 to 7,001");
        await Demo.Button("Rate 2,001 texts").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2,001 of 2,001 rows.");
        await Expect(Demo.Rows.Locator(".sentence").First).ToHaveTextAsync("No 5001");
        await Demo.Button("Another part").ClickAsync();
        await Demo.Button("Rate 5,000 texts").ClickAsync();
        await Expect(Demo.Rows.Locator(".sentence").First).ToHaveTextAsync("No 1");
    }

    [Theory]
    [InlineData("report.pdf", "%PDF-1.7", "“report.pdf” is a PDF document, which can’t be read here.")]
    [InlineData("old.xls", "\u00d0\u00cf\u0011\u00e0", "“old.xls” is an old Excel or Word file (.xls, .doc)")]
    [InlineData("empty.csv", "", "“empty.csv” is empty.")]
    public async Task File_ThatIsNoList_IsRefusedByName(string name, string start, string complaint)
    {
        await OpenAsync();

        await GiveAsync(name, [.. start.Select(character => (byte)character)]);

        await Expect(Demo.Complaint).ToContainTextAsync(complaint);
        Assert.Equal(0, Requests);
    }

    [Fact]
    public async Task Drop_OfSeveralFiles_IsRefusedInWords()
    {
        await OpenAsync();
        var files = await Demo.Page.EvaluateHandleAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File(['a'], 'a.txt'));
              files.items.add(new File(['b'], 'b.txt'));
              return files;
            }
            """
        );

        await Demo.Page.Locator("footer").DispatchEventAsync("drop", new { dataTransfer = files });

        await Expect(Demo.Complaint).ToContainTextAsync("These are 2 files. Give one after the other");
    }

    [Fact]
    public async Task File_TooLarge_IsRefusedWithWhatToDo()
    {
        await OpenAsync();
        var files = await Demo.Page.EvaluateHandleAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File([new Uint8Array(30_000_001)], 'huge.csv'));
              return files;
            }
            """
        );

        await Demo.Page.Locator("h1").DispatchEventAsync("drop", new { dataTransfer = files });

        await Expect(Demo.Complaint)
            .ToHaveTextAsync(
                "“huge.csv” has 31 MB; at most 30 are read. Split it, or keep only the columns that you need."
            );
    }

    [Fact]
    public async Task Drop_OfNoFile_IsRefusedInWords()
    {
        await OpenAsync();
        var nothing = await Demo.Page.EvaluateHandleAsync("() => new DataTransfer()");

        await Demo.Page.Locator("h1").DispatchEventAsync("drop", new { dataTransfer = nothing });

        await Expect(Demo.Complaint)
            .ToHaveTextAsync("That is no file. Drop a file here, or paste the text into the box.");
    }

    [Fact]
    public async Task File_ThatIsGoneWhenItIsRead_IsSaid()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await OpenAsync();
        await GiveAsync("first.txt", "Lovely.");
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "gone.csv");
        await File.WriteAllTextAsync(path, "text\nAwful.", TestContext.Current.CancellationToken);
        await Demo.File.SetInputFilesAsync(path);

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        await Demo.Button("Stop and open").ClickAsync();
        gate.SetResult();

        await Expect(Demo.Complaint)
            .ToHaveTextAsync(
                "“gone.csv” can’t be read: it may have been moved, changed or locked. Choose it again."
            );
    }

    [Fact]
    public async Task File_ChosenOnceMore_IsReadOnceMore()
    {
        await OpenAsync();
        await GiveAsync("same.txt", "Lovely.");
        await Expect(Demo.Status).ToHaveTextAsync("Rated 1 of 1 row.");

        await GiveAsync("same.txt", "Awful.\nCold.");

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2 of 2 rows.");
        await Expect(Demo.File).ToHaveValueAsync("");
    }

    [Fact]
    public async Task File_WhileAListIsRated_Asks()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await OpenAsync();
        await GiveAsync("first.txt", "Lovely.");

        await GiveAsync("second.txt", "Awful.\nCold.");
        await Expect(Demo.Page.GetByText("A list is being rated. Stop it, and open “second.txt”?"))
            .ToBeVisibleAsync();
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Button("Go on rating").ClickAsync();
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Lovely."]);

        await GiveAsync("second.txt", "Awful.\nCold.");
        await Demo.Button("Stop and open").ClickAsync();
        gate.SetResult();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2 of 2 rows.");
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Awful.", "Cold."]);
    }

    [Fact]
    public async Task Download_OfAFile_IsTheFileWithWhatTheModelSaid()
    {
        await OpenAsync();
        await GiveAsync("reviews.csv", Reviews);
        await Demo.Button("Rate 3 texts").ClickAsync();
        await Expect(Demo.Status).ToContainTextAsync("Rated 3");

        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );

        Assert.Equal("reviews-sentiments.csv", download.SuggestedFilename);
        Assert.Equal(
            """
            id;date;review;stars;label;score;version;failure
            1;2026-11-01;"The room was nice, but cold";3;negative;0.85;v3;
            2;2026-11-02;Lovely;5;positive;0.82;v3;
            3;2026-11-03;"N/A";4;;;;
            4;2026-11-04;"I can&#39;t complain<br>at all";5;positive;0.845;v3;

            """,
            await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Link_OfALongList_IsNoneAndOffersTheFile()
    {
        await OpenAsync();
        await GiveAsync("lines.txt", string.Join('\n', Enumerable.Repeat("A sentence of some length.", 500)));
        await Expect(Demo.Status).ToContainTextAsync("Rated 500");

        await Demo.Button("Copy link").ClickAsync();

        await Expect(Demo.Status)
            .ToHaveTextAsync("This list is too long for a link. Download it, and pass on the file.");
    }

    [Fact]
    public async Task Compare_OfAFile_IsOfItsRows()
    {
        await OpenAsync();
        await GiveAsync("lines.txt", "Lovely.\n...\nAwful.");
        await Expect(Demo.Status).ToContainTextAsync("Rated 2 of 3 rows; 1 without text.");

        await Demo.Page.GetByLabel("with version").FillAsync("v1");
        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Page.Locator("#compared tbody th")).ToHaveTextAsync(["Lovely.", "...", "Awful."]);
        Assert.EndsWith(
            """POST /?version=v1 {"sentences":["Lovely.","Awful."],"onError":"report"}""",
            Function.Calls.Last(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rows_ThatTheFunctionReports_SayWhyAndTheOthersAreRated()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[null,[0.1,0.9]],"sentiments":[null,{"label":"positive","score":0.9}],
            "errors":[{"index":0,"status":422,"detail":"The model refused it."}],
            "model":{"name":"sentiment","version":"v3"}}
            """
        );
        await OpenAsync();

        await Demo.RateAsync("This is odd.", "Lovely.");

        await Expect(Demo.Status).ToHaveTextAsync("Rated 1 sentence: 1 positive. 1 sentence failed.");
        await Expect(Demo.Page.Locator(".failed")).ToHaveTextAsync("Failed: The model refused it.");
    }

    [Fact]
    public async Task Sentiments_ThatAreUnsure_SaySoAndWhatTheWordsDo()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[[0.45],[0.5]],"sentiments":[
            {"label":"unsure","nearest":"negative","score":0.55,
            "words":[{"text":"So","start":0,"length":2,"effect":0.02}]},
            {"label":"unsure","nearest":"negative","score":0.5,"warnings":["no-effect"],
            "words":[{"text":"Tuesday","start":0,"length":7,"effect":0}]}],
            "model":{"name":"sentiment","version":"v3"}}
            """
        );
        await OpenAsync();

        await Demo.RateAsync("So.", "Tuesday.");

        await Expect(Demo.Labels).ToHaveTextAsync(["unsure", "unsure"]);
        await Expect(Demo.Rows.First).ToHaveClassAsync("other");
        await Expect(Demo.Effects)
            .ToHaveTextAsync(["So: +2 points for “negative”", "The model knows none of these words."]);
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(2);
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Versions_ThatChangeWhileAListIsRated_AreThoseOfTheirRows()
    {
        Function.Predict = context => StubAnswers.RateAs(Requests == 1 ? "v3" : "v4")(context);
        await OpenAsync();
        await GiveAsync("lines.txt", string.Join('\n', Enumerable.Repeat("Lovely.", 200)));
        await Expect(Demo.Status).ToHaveTextAsync("Rated 200 of 200 rows.");

        await Expect(Demo.Results.GetByText("Made by"))
            .ToHaveTextAsync("Made by sentiment v3 (128), sentiment v4 (72)");
        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );
        var lines = await File.ReadAllLinesAsync(
            await download.PathAsync(),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            [.. Enumerable.Repeat("v3", 128), .. Enumerable.Repeat("v4", 72)],
            lines.Skip(1).Select(line => line.Split(',')[3])
        );
    }

    [Fact]
    public async Task Text_FromRightToLeft_IsShownSo()
    {
        await OpenAsync();

        await Demo.RateAsync("الغرفة كانت جميلة", "Lovely.");

        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        Assert.Equal(
            ["rtl", "ltr"],
            await Demo
                .Rows.Locator(".sentence")
                .EvaluateAllAsync<string[]>("texts => texts.map((text) => getComputedStyle(text).direction)")
        );
    }

    [Fact]
    public async Task Labels_OfAnyModel_StandInTheirOrder()
    {
        Function.Describe = StubAnswers.Json(
            """{"name":"stars","version":"v1","labels":["bad","middling","good"]}"""
        );
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[1,2,3,4],"sentiments":[
            {"label":"middling","score":0.6,"probabilities":[0.2,0.6,0.2]},
            {"label":"good","score":0.8,"probabilities":[0.1,0.1,0.8]},
            {"label":"bad","score":0.9,"probabilities":[0.9,0.1,0]},
            {"label":"strange","score":0.9}],
            "model":{"name":"stars","version":"v1"}}
            """
        );
        await OpenAsync();
        await Demo.RateAsync("One.", "Two.", "Three.", "Four.");
        await Expect(Demo.Percentages).ToHaveCountAsync(4);

        await Demo.Page.GetByLabel("Order").SelectOptionAsync("Most positive");

        await Expect(Demo.Labels).ToHaveTextAsync(["good", "middling", "bad", "strange"]);
        await Expect(Demo.Rows.Nth(0)).ToHaveClassAsync("positive");
        await Expect(Demo.Rows.Nth(1)).ToHaveClassAsync("other");
        await Expect(Demo.Rows.Nth(2)).ToHaveClassAsync("negative");
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(3);
    }

    private Task GiveAsync(string name, string text) =>
        GiveAsync(name, System.Text.Encoding.UTF8.GetBytes(text));

    private Task GiveAsync(string name, byte[] bytes) =>
        Demo.File.SetInputFilesAsync(
            new FilePayload
            {
                Name = name,
                MimeType = "",
                Buffer = bytes,
            }
        );
}
