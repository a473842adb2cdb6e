"""Last words of paragraphs stay together."""

from xml.etree.ElementTree import fromstring

from pipeline.typeset.last_words import keep_last_words

NBSP = "\N{NO-BREAK SPACE}"


def joined(markup: str) -> str:
    root = fromstring(markup)
    keep_last_words(root)
    return "".join(root.itertext())


def test_a_citation_stays_with_the_word_before_it() -> None:
    text = '<p>Nothing more of this paragraph was found <span class="citation">[<a>145</a>]</span>.</p>'
    assert joined(text).endswith(f"was found{NBSP}[145].")


def test_short_words_are_joined_until_there_are_five_letters() -> None:
    assert joined("<p>The paragraph goes on for as long as it has to\n  do.</p>").endswith(f" it has{NBSP}to{NBSP}do.")


def test_a_long_last_word_stands_alone() -> None:
    assert NBSP not in joined("<p>The paragraph ends in a proper sentence.</p>")


def test_a_note_is_no_part_of_the_paragraph_that_calls_it() -> None:
    note = (
        '<span role="doc-footnote"><span class="note-paragraph"> A note that is long enough for this [1].</span></span>'
    )
    text = joined(f"<p>The text that calls for it has the number [9].<a>1</a>{note}</p>")
    assert f"number{NBSP}[9].1" in text
    assert f"this{NBSP}[1]." in text


def test_the_text_before_a_list_within_an_item_is_a_paragraph_of_its_own() -> None:
    text = joined("<ul><li>A long entry of an index, 12<ul><li>sub</li></ul></li></ul>")
    assert f"index,{NBSP}12sub" in text


def test_short_cells_are_left_alone() -> None:
    assert NBSP not in joined("<tr><td>A palace, then a school [3]</td></tr>")
