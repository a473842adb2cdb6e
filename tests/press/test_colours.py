"""Content streams, rewritten for the printer."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, unparse_content_stream

from pipeline.press import PrintingCondition
from pipeline.press.colours import Inker, black_alone


def rewritten(content: str, condition: PrintingCondition, *, black_text: bool = True) -> str:
    pdf = Pdf.new()
    lab = Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))])
    resources: Object = Dictionary(ColorSpace=Dictionary(L=lab))
    instructions = Inker(condition, black_text).rewrite(pdf.make_stream(content.encode()), resources)
    return " ".join(unparse_content_stream(instructions).decode().split())


def test_every_way_to_set_a_grey_becomes_black_ink(condition: PrintingCondition) -> None:
    for content in ("0.2 g", "0.2 0.2 0.2 rg", "/DeviceGray cs 0.2 sc", "/DeviceRGB cs 0.2 0.2 0.2 scn"):
        assert rewritten(content, condition).endswith("0 0 0 0.8 k"), content
    assert rewritten("0.2 G", condition) == "0 0 0 0.8 K"
    assert rewritten("/L CS 20 0 0 SCN", condition).endswith("0 0 0 0.8 K")


def test_inks_stay_as_the_style_sheet_gives_them(condition: PrintingCondition) -> None:
    assert rewritten("/DeviceCMYK cs .1 .2 .3 .4 scn", condition).endswith("0.1 0.2 0.3 0.4 k")


def test_patterns_stay_patterns(condition: PrintingCondition) -> None:
    assert rewritten("/Pattern cs /p0 scn 0 0 9 9 re f", condition) == "/Pattern cs /p0 scn 0 0 9 9 re f"


def test_coloured_text_is_printed_in_black_and_what_follows_in_colour(condition: PrintingCondition) -> None:
    content = "1 0 0 rg BT (a) Tj ET 0 0 9 9 re f"
    words = rewritten(content, condition).split()
    colours = [tuple(map(float, words[place - 4 : place])) for place, word in enumerate(words) if word == "k"]
    red = condition.of_rgb(1, 0, 0)
    assert colours == [red, black_alone(red), red]
    assert [word for word in words if word in ("k", "Tj", "f")] == ["k", "k", "Tj", "k", "f"]
    assert rewritten(content, condition, black_text=False).split().count("k") == 1


def test_text_after_a_restored_state_has_the_restored_colour(condition: PrintingCondition) -> None:
    assert rewritten("0 g q 1 0 0 rg Q BT (a) Tj ET", condition).count("k") == 2


def test_marks_of_the_structure_go_and_the_text_they_stand_for_stays(condition: PrintingCondition) -> None:
    content = "/P <</MCID 3>> BDC /Span <</MCID 4 /ActualText (fi)>> BDC (x) Tj EMC EMC /Artifact BMC (y) Tj EMC"
    assert rewritten(content, condition) == "/Span << /ActualText (fi) >> BDC (x) Tj EMC (y) Tj"


def test_black_alone_is_as_dark_as_the_colour_was() -> None:
    assert black_alone((0, 0, 0, 0)) == (0, 0, 0, 0)
    assert black_alone((1, 1, 1, 0)) == (0, 0, 0, 1)
    assert black_alone((0, 0, 1, 0))[3] < black_alone((0, 1, 0, 0))[3] < 1
