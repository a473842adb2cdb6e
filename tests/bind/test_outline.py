from pikepdf import Name

from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter


def test_bookmarks_are_nested_and_titled_with_their_numbers(small_book: Bound) -> None:
    outline = small_book.pdf.open_outline()
    found = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert found == [
        ("Preface", []), ("1 Rivers", ["The delta"]), ("2 Roads", ["The crossing"]), ("Posłowie", []),
    ]  # fmt: skip


def test_bookmarks_lead_to_the_named_destinations_of_their_anchors(small_book: Bound) -> None:
    outline = small_book.pdf.open_outline()
    found = [str(item.destination) for top in outline.root for item in (top, *top.children)]
    assert found == ["preface", "rivers", "delta", "roads", "crossing", "afterword"]


def test_only_the_first_level_is_open(small_book: Bound) -> None:
    root = small_book.pdf.Root.Outlines
    assert root.Count == 4
    assert root.First.Next.Count == -1
    assert root.First.Next.First.get(Name.Count) is None
    assert root.Last.Prev.Prev == root.First.Next


def test_reader_is_asked_to_show_spreads_and_the_outline(small_book: Bound) -> None:
    root = small_book.pdf.Root
    assert (root.PageMode, root.PageLayout) == (Name.UseOutlines, Name.TwoPageRight)
    assert root.ViewerPreferences.DisplayDocTitle


def test_book_without_bookmarks_has_no_outline() -> None:
    bound = bind_layouts(lay_out_chapter("one", "<h1>One</h1>"), outline=[])
    assert not {Name.Outlines, Name.PageMode} & set(map(Name, bound.pdf.Root.keys()))
