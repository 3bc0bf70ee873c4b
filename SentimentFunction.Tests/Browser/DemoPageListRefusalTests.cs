using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What is no list, or none that the page reads, is refused in words.</summary>
public sealed class DemoPageListRefusalTests(BrowserFixture browser) : DemoPageListTest(browser)
{
    [Theory]
    [InlineData("report.pdf", "%PDF-1.7", "“report.pdf” is a PDF document, which can’t be read here.")]
    [InlineData("old.xls", "\u00d0\u00cf\u0011\u00e0", "“old.xls” is an old Excel or Word file (.xls, .doc)")]
    [InlineData("empty.csv", "", "“empty.csv” is empty.")]
    public async Task File_ThatIsNoList_IsRefusedByName(string name, string start, string complaint)
    {
        await OpenAsync();

        await GiveAsync(name, [.. start.Select(character => (byte)character)]);

        await Expect(Demo.Refusal).ToContainTextAsync(complaint);
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

        await Expect(Demo.Refusal).ToContainTextAsync("These are 2 files. Give one after the other");
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

        await Expect(Demo.Refusal)
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

        await Expect(Demo.Refusal)
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

        await Expect(Demo.Refusal)
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
}
