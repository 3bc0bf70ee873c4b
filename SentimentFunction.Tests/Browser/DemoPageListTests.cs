using Microsoft.Playwright;
using SentimentFunction.Tests.Browser.Engine;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>Lists as people have them: what is taken for their texts is shown before anything is
/// sent.</summary>
public sealed class DemoPageListTests(BrowserFixture browser) : DemoPageListTest(browser)
{
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

        await Expect(Demo.Refusal).ToContainTextAsync("“broken.xlsx” can’t be read: its end is missing.");
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
}
