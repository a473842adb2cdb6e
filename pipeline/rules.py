"""The table of rules: every kind of finding, with its code, severity, wording and explanation.

Codes are stable: MET metadata and data files, TXT text, LNK links, IDX index, CIT citations, FCT facts,
IMG images and type, BRK bad breaks, CMP completeness, PRN the printer's files, PDF, EPB and ONX the finished files. A
retired code is not used again.
"""

from collections.abc import Mapping
from typing import Final

from pipeline.book.diagnostics import Rule, Severity

ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING

# --- MET: book.yaml, completeness.yaml, data files, metadata blocks ------------------------------------------------
BOOK_FILE_MISSING: Final = Rule(
    "MET-001",
    ERROR,
    "there is no book.yaml in this folder",
    "A book is a folder with a book.yaml that names its metadata and its spine. Give the folder that holds one with "
    "--book, or start a new book with “pipeline new DIR”.",
)
YAML_SYNTAX: Final = Rule(
    "MET-002",
    ERROR,
    "this is not YAML: {problem}",
    "The file could not be read as YAML. Look at the line named and the one above it: a quotation mark that is not "
    "closed, a colon without a blank behind it, a colon inside an unquoted value, or indentation that does not line up "
    "are the usual causes.",
)
YAML_TAB: Final = Rule(
    "MET-003",
    ERROR,
    "a tab indents this line",
    "YAML is indented with spaces only. Replace the tab by spaces, as many as the lines around it have.",
)
YAML_DUPLICATE_KEY: Final = Rule(
    "MET-004",
    ERROR,
    "the key “{key}” stands here a second time (first on line {first})",
    "A key may be given once. Remove one of the two, or join their values.",
)
YAML_ALIAS: Final = Rule(
    "MET-005",
    ERROR,
    "YAML anchors and aliases (& and *) are not part of the format",
    "Write the value out where it is needed. If a value really begins with & or *, put it in quotation marks.",
)
UNKNOWN_KEY: Final = Rule(
    "MET-006",
    ERROR,
    "unknown key “{key}”",
    "The file has a key that its format does not know. The finding names the nearest key that exists.",
)
MISSING_KEY: Final = Rule(
    "MET-007",
    ERROR,
    "“{key}” is missing",
    "The file's format asks for this key. manuscript/README.md shows each file with an example.",
)
WRONG_VALUE: Final = Rule(
    "MET-008",
    ERROR,
    "“{key}”: {problem}",
    "The value is not of the kind that the format asks for: a list where text is expected, a date that is not written "
    "YYYY-MM-DD, a word that is not one of the allowed ones.",
)
SPINE_FILE_MISSING: Final = Rule(
    "MET-009",
    ERROR,
    "the spine names “{file}”, but there is no such file",
    "Every file the spine of book.yaml names must exist. Correct the name, or take the line out of the spine.",
)
FILE_NOT_IN_SPINE: Final = Rule(
    "MET-010",
    ERROR,
    "no spine entry names this file",
    "A chapter that the spine of book.yaml does not name would be missing from the book. Add it where it belongs, or "
    "move the file out of the folders front, body and back.",
)
DUPLICATE_SPINE_ENTRY: Final = Rule(
    "MET-011", ERROR, "the spine names “{file}” twice", "A piece can stand in the book once. Remove one of the lines."
)
TITLE_MISSING: Final = Rule(
    "MET-012",
    ERROR,
    "the chapter has no title",
    "A chapter begins with a metadata block between two lines of ---, which gives at least its title.",
)
DATA_FILE_MISSING: Final = Rule(
    "MET-013",
    ERROR,
    "there is no data file “{file}”",
    "The block names a file that is not in the book's data folder. Correct the name or add the file.",
)
LANGUAGE_UNKNOWN: Final = Rule(
    "MET-014",
    ERROR,
    "the pipeline has no words for the language “{language}”; missing: {missing}",
    "Headings such as “Contents” and “Index” come from the book's language. Give them under “words” in book.yaml.",
)
OUT_OF_ORDER: Final = Rule(
    "MET-015",
    ERROR,
    "{what} is out of order: it comes after {previous}",
    "Dated entries and years stand in order of time. Move the entry to its place.",
)
FOLDER_FILE_UNREADABLE: Final = Rule(
    "MET-016",
    ERROR,
    "the file cannot be read: {problem}",
    "The file exists but the operating system does not let it be read. Look at its permissions.",
)
FILE_OUTSIDE: Final = Rule(
    "MET-017",
    ERROR,
    "“{file}” leads out of the book's folder",
    "A book is read from its own folder alone, so that it can be moved and built anywhere: neither “..”, nor a path "
    "from the root, nor a symbolic link may lead out of it. Copy the file in.",
)
YAML_WORDS_LOST: Final = Rule(
    "MET-018",
    WARNING,
    "what stands after a blank and # is no part of “{key}”: “{words}”",
    "In YAML a # after a blank begins a remark, which is not read. It looks like a part of the value where no blank is "
    "behind it, or a number or a single letter next to it. Where the words belong to the value, put the whole value in "
    "quotation marks; where they are a remark, write two blanks before the # and one behind it, or a line of its own.",
)
FILE_NO_CHAPTER: Final = Rule(
    "MET-019",
    WARNING,
    "this file is not part of the book: chapters are Markdown, in files whose names end in .md",
    "In the folders front, body and back the pipeline looks for chapters. Save the text as Markdown, under a name that "
    "ends in .md (in small letters), and name that in the spine of book.yaml; or move the file out of these folders.",
)

# --- TXT: the text of a chapter --------------------------------------------------------------------------------------
MERGE_UNFINISHED: Final = Rule(
    "TXT-023",
    ERROR,
    "a merge was not finished here: “{marker}”",
    "Two versions of this place stand one below the other, between lines of <<<<<<<, ======= and >>>>>>>. Keep the "
    "words that are right, and delete the three lines.",
)
NOT_UTF8: Final = Rule(
    "TXT-001",
    ERROR,
    "not UTF-8: byte {byte} at offset {offset}",
    "The file is in another encoding. Save it as UTF-8; the offset counts bytes from the start of the file.",
)
CONTROL_CHARACTER: Final = Rule(
    "TXT-002",
    ERROR,
    "control character {character}",
    "The text holds a character that cannot be printed, usually pasted in by accident. Delete it.",
)
EMPTY_CHAPTER: Final = Rule(
    "TXT-003", ERROR, "the chapter has no text", "Write the chapter, or take it out of the spine."
)
RAW_HTML: Final = Rule(
    "TXT-004",
    ERROR,
    "raw HTML “{html}” is not part of the format",
    "HTML would look right in one medium only. Use the construct that the finding names; manuscript/README.md has all.",
)
HEADING_SKIPPED: Final = Rule(
    "TXT-005",
    ERROR,
    "heading of level {level} directly under level {parent}",
    "Headings go down one level at a time (## then ###), so that contents and screen readers show a true outline. A "
    "chapter's own title is its metadata's; its first headings are ##.",
)
TOO_DEEP: Final = Rule(
    "TXT-006",
    ERROR,
    "nested more than {limit} deep",
    "Lists, quotations or emphasis stand inside one another deeper than the parser keeps. Flatten the passage.",
)
UNKNOWN_CONSTRUCT: Final = Rule(
    "TXT-007",
    ERROR,
    "unknown {what} “{name}”",
    "A division or span carries a class or attribute the format does not know. The finding names the nearest known.",
)
DIVISION_NOT_CLOSED: Final = Rule(
    "TXT-008",
    ERROR,
    "the division that begins here is never closed",
    "A division opened with ::: ends with a line of ::: of its own.",
)
UNFINISHED_TEXT: Final = Rule(
    "TXT-009",
    ERROR,
    "unfinished text: “{words}”",
    "TODO, TK, XXX or lorem ipsum is a reminder to the editor, not something a reader should find. Finish the passage.",
)
EMPTY_SECTION: Final = Rule(
    "TXT-010",
    ERROR,
    "the section “{title}” is empty",
    "A heading needs text under it. Write it, or remove the heading.",
)
EDITORIAL_MARK: Final = Rule(
    "TXT-011",
    ERROR,
    "an editor's {kind} stands in a chapter that is {status}",
    "CriticMarkup is for chapters whose status is draft. Accept or reject the proposal, or set the status to draft.",
)
NOTE_IN_HEADING: Final = Rule(
    "TXT-012",
    ERROR,
    "a note is called in a heading",
    "Headings return in contents, outline and running heads, where no note can follow. Call the note in the text.",
)
BAD_ATTRIBUTES: Final = Rule(
    "TXT-013",
    ERROR,
    "these attributes cannot be read: {attributes}",
    'Attributes are written {#id .class key=value key="two words"}. Look for a missing quotation mark or brace.',
)
TITLE_REPEATED: Final = Rule(
    "TXT-014",
    ERROR,
    "a heading of level 1 stands in the text",
    "The chapter's title is given once, in its metadata block. Sections within the chapter begin with ##.",
)
NESTED_FIGURE: Final = Rule(
    "TXT-015",
    ERROR,
    "an image stands inside a line of text",
    'A figure is a line of its own, blank lines before and after: ![alt](../figures/file.svg "Caption"){#fig-id}.',
)
BLANK_LANGUAGE: Final = Rule(
    "TXT-016",
    ERROR,
    "“{language}” is not a language tag",
    "Languages are given as BCP 47 tags: pl, az, fr, ar-Latn, en-GB.",
)
MARK_MISPLACED: Final = Rule(
    "TXT-017",
    ERROR,
    "{what} stands in {where}",
    "A link's text holds no second link, note or citation, and a heading no note, citation or index mark: it is "
    "repeated in contents and running heads. Put it before or after, or in the first paragraph under the heading.",
)
TEXT_LOST: Final = Rule(
    "TXT-018",
    ERROR,
    "this text would not be printed: {reason}",
    "Text stands where the format has no place for it: a row with more cells than its table's header, or words within "
    "a block that is filled from data. Move it, or add the column.",
)
EDITORIAL_MARK_OPEN: Final = Rule(
    "TXT-019",
    ERROR,
    "the editor's mark {mark} is never closed",
    "CriticMarkup begins and ends within one paragraph: {++…++}, {--…--}, {~~…~>…~~}, {==…==}, {>>…<<}.",
)
STRAY_DIVISION_END: Final = Rule(
    "TXT-020",
    ERROR,
    "this line of ::: closes no division",
    "A line of ::: ends the division that was opened before it. Remove the line, or add ::: {.class} where it begins.",
)
HEADING_EMPTY: Final = Rule(
    "TXT-022",
    ERROR,
    "the heading has no words",
    "Contents, bookmarks and running heads are made of headings. Write its words before the anchor: ## Words {#name}.",
)
UNFIT_FOR_NOTE: Final = Rule(
    "TXT-021",
    ERROR,
    "{what} stands in a note",
    "A note holds paragraphs, lists, definitions, quotations, verse, code and runs in other languages. What needs room "
    "of its own cannot be set at the foot of a page: put it into the text and let the note refer to it.",
)
MARK_LEFT: Final = Rule(
    "TXT-024",
    WARNING,
    "“{mark}” stays in the text as it is: “{words}”",
    "Emphasis and code are closed by the mark that opens them, in the same paragraph and without a blank inside: "
    "*words*, **words**, _words_, `words`. Write a backslash before a mark that is meant: \\*.",
)
BRACKET_LEFT: Final = Rule(
    "TXT-025",
    WARNING,
    "“{bracket}” stays in the text as it is: “{words}”",
    "A bracket that nothing closes, or a link that is not written as one, is printed as it stands. Citations are "
    "written [@key], links [words](address), marks [words]{.index}, each within one paragraph. Write a backslash "
    "before a bracket that is meant alone: \\[.",
)
LISTING_NOT_CLOSED: Final = Rule(
    "TXT-026",
    WARNING,
    "the listing that begins here is never closed: all that follows is set as code",
    "A listing opened with ~~~ or ``` ends with a line of the same marks, as many or more, and nothing else.",
)
STRAIGHT_QUOTE: Final = Rule(
    "TXT-027",
    WARNING,
    "a straight {mark} where the book has typographic ones: “{words}”",
    "Quotation marks and apostrophes are typed as they are to be printed: “ ” ‘ ’, or as the language has them. What "
    "is typed straight stays straight. Feet, inches, minutes and seconds have ′ and ″.",
)
HYPHENS_FOR_DASH: Final = Rule(
    "TXT-028",
    WARNING,
    "“{mark}” is not made into a dash: “{words}”",
    "Dashes are typed as they are to be printed: – between numbers and, with blanks, between parts of a sentence, or — "
    "where the book uses that.",
)
DOTS_FOR_ELLIPSIS: Final = Rule(
    "TXT-029",
    WARNING,
    "“{mark}” is not made into an ellipsis: “{words}”",
    "The ellipsis is typed as one character: …",
)
TABLE_WITHOUT_HEAD: Final = Rule(
    "TXT-030",
    WARNING,
    "these lines look like a table, but are none: {problem}",
    "A table has a line of column heads, below it a line such as |---|---:| with as many columns, and then its rows. "
    "Without that line its rows are set as verse or as a paragraph. Its caption stands below: “: Words {#name}”.",
)
HEADING_WITHOUT_BLANK: Final = Rule(
    "TXT-031",
    WARNING,
    "“{words}” is not a heading",
    "A heading has a blank between its # signs and its words: ## Words. Write a backslash before signs that are meant: "
    "\\##.",
)

# --- LNK: links, anchors, notes --------------------------------------------------------------------------------------
BROKEN_REFERENCE: Final = Rule(
    "LNK-001",
    ERROR,
    "no anchor named “{anchor}”",
    "A cross reference leads to an anchor that nothing in the book carries. Anchors are given with {#name} after a "
    "heading, a figure, a table, or as []{#name} in the text.",
)
DUPLICATE_ANCHOR: Final = Rule(
    "LNK-002",
    ERROR,
    "the anchor “{anchor}” is already used at {first}",
    "An anchor names one place in the whole book. Rename one of the two, and the references to it.",
)
ANCHOR_TAKEN: Final = Rule(
    "LNK-013",
    ERROR,
    "the name “{anchor}” is one that the pipeline gives to {what}",
    "Notes, sources, index entries and infobox fields get anchors of their own, and every piece a file of its own, "
    "named for the piece. Nothing else may bear such a name: choose another.",
)
BLOCK_TWICE: Final = Rule(
    "LNK-014",
    ERROR,
    "a second ::: {{.{block}}} block; the first is at {first}",
    "Index and list of sources stand once in a book: links lead to the one place. Remove one of the two.",
)
REFERENCE_FILE_MISSING: Final = Rule(
    "LNK-003",
    ERROR,
    "no file of the book is called “{file}”",
    "A cross reference names a file relative to the one it stands in: ../back/people.md from a chapter in body.",
)
ANCHOR_ELSEWHERE: Final = Rule(
    "LNK-004",
    ERROR,
    "“{anchor}” is not in “{file}” but in “{actual}”",
    "The anchor exists, but in another file than the reference names. Correct the file, so that the link also works "
    "where the manuscript is read as Markdown.",
)
LINK_WITHOUT_WORDS: Final = Rule(
    "LNK-015",
    ERROR,
    "the link to “{target}” has no words",
    "There would be nothing to click. Write the words of the link; a cross reference with empty brackets takes the "
    "title of its target.",
)
NOTE_EMPTY: Final = Rule(
    "LNK-016", ERROR, "the note “{label}” has no words", "Write the note after its label, or delete it and its call."
)
NOTE_UNDEFINED: Final = Rule(
    "LNK-005", ERROR, "no note labelled “{label}”", "A call [^label] needs a note [^label]: … in the same file."
)
NOTE_DUPLICATE: Final = Rule(
    "LNK-006",
    ERROR,
    "the note “{label}” is defined a second time (first on line {first})",
    "A label names one note of the file. Rename one of the two.",
)
NOTE_UNUSED: Final = Rule(
    "LNK-007",
    ERROR,
    "the note “{label}” is never called",
    "A note that nothing calls would not be printed. Call it with [^label], or delete it.",
)
NOTE_CALLED_TWICE: Final = Rule(
    "LNK-008",
    ERROR,
    "the note “{label}” is called a second time",
    "A note has one number and one way back to the text. Write a second note, or refer to the first in words.",
)
UNSAFE_LINK: Final = Rule(
    "LNK-009",
    ERROR,
    "links of the kind “{scheme}:” are not allowed",
    "Links out of the book are http:, https: or mailto: addresses.",
)
MALFORMED_URL: Final = Rule(
    "LNK-010", ERROR, "“{url}” is not a well-formed address", "Look for a space, a missing host or a stray bracket."
)
EMPTY_REFERENCE: Final = Rule(
    "LNK-011",
    ERROR,
    "the reference to “{anchor}” has no text, and its target has no title",
    "Write the words of the link: [the place meant](#name).",
)
DEAD_URL: Final = Rule(
    "LNK-012",
    WARNING,
    "{url}: {problem}",
    "The address did not answer as it should when asked once. It may be down for the moment; look before removing it.",
)

# --- IDX: index ------------------------------------------------------------------------------------------------------
RANGE_NOT_CLOSED: Final = Rule(
    "IDX-001",
    ERROR,
    "the index range “{entry}” is never closed",
    "A mark with range=start needs one with range=end and the same entry further on.",
)
RANGE_NOT_OPENED: Final = Rule(
    "IDX-002",
    ERROR,
    "the index range “{entry}” ends here but was never opened",
    "A mark with range=end closes a range=start of the same entry that stands before it.",
)
SEE_TARGET_MISSING: Final = Rule(
    "IDX-003",
    ERROR,
    "“{source}” leads to “{target}”, which is no entry of the index",
    "A see or see also leads to an entry that is marked in the text. The finding names the nearest entry.",
)
SEE_CIRCLE: Final = Rule(
    "IDX-004",
    ERROR,
    "see {what}: {path}",
    "A see sends the reader to the entry that has the page numbers; it may not lead back to itself or to another see.",
)
SEE_WITH_LOCATORS: Final = Rule(
    "IDX-005",
    ERROR,
    "“{entry}” has a see, but is also marked in the text",
    "An entry either has page numbers or sends the reader elsewhere. Use see also, or move the marks to the target.",
)
SORT_UNUSED: Final = Rule(
    "IDX-006",
    ERROR,
    "“{entry}” is to be filed as “{filed_as}”, but the index has no such entry",
    "The sort list of data/index.yaml names an entry that nothing marks. Correct its spelling, or remove the line.",
)
TOO_MANY_LOCATORS: Final = Rule(
    "IDX-007",
    WARNING,
    "“{entry}” has {count} locators that nothing tells apart",
    'A reader who must look up more than six pages is not helped. Divide them with sub="…".',
)
PERSON_NOT_INDEXED: Final = Rule(
    "IDX-008",
    ERROR,
    "the index has no entry “{entry}”",
    "A person of the register names an index entry under “index”. It must be marked somewhere in the text.",
)
RANGE_BACKWARDS: Final = Rule(
    "IDX-009",
    ERROR,
    "the index range “{entry}” opens twice before it closes",
    "Close the first range with range=end before the second range=start.",
)
EMPTY_INDEX_ENTRY: Final = Rule(
    "IDX-010", ERROR, "the index mark names no entry", 'Give entry="…", or put the words to be indexed in the brackets.'
)
NEARLY_EQUAL_ENTRIES: Final = Rule(
    "IDX-011",
    WARNING,
    "“{entry}” and “{other}”, first marked at {place}, differ only in case, accents or punctuation",
    "Two spellings of one thing stand in the index as two entries. Write both alike, or give the spelling that is "
    "not to be an entry a see in data/index.yaml.",
)
SEE_ALSO_UNMARKED: Final = Rule(
    "IDX-012",
    ERROR,
    "“{entry}” has a see also, but is not marked in the text",
    "See also adds to an entry that has page numbers. Mark the entry in the text, or write the line under “see”.",
)
NO_INDEX: Final = Rule(
    "IDX-013",
    ERROR,
    "the book has index marks but no ::: {{.index}} block",
    "Marks are there for an index. Add a chapter with the block to the back matter.",
)

# --- CIT: citations --------------------------------------------------------------------------------------------------
UNKNOWN_SOURCE: Final = Rule(
    "CIT-001",
    ERROR,
    "no source with the key “{key}”",
    "A citation [@key], and each key under “sources” in a data file, needs a source of that key in "
    "data/sources.yaml. The finding names the nearest key.",
)
DUPLICATE_SOURCE: Final = Rule(
    "CIT-002",
    ERROR,
    "the source “{key}” is already given on line {first}",
    "A key names one source. Rename one of the two.",
)
UNKNOWN_STYLE: Final = Rule(
    "CIT-003",
    ERROR,
    "there is no citation style “{style}”",
    "citation-style in book.yaml is the name of a CSL style that the pipeline carries.",
)
SOURCE_NOT_CITED: Final = Rule(
    "CIT-004",
    WARNING,
    "the source “{key}” is never cited",
    "Sources that nothing cites are left out of the bibliography. Cite it where it is used, or remove it.",
)
NO_BIBLIOGRAPHY: Final = Rule(
    "CIT-005",
    ERROR,
    "the book cites sources but has no ::: {{.bibliography}} block",
    "Citations lead to the list of sources. Add a chapter with the block to the back matter.",
)
SOURCE_INCOMPLETE: Final = Rule(
    "CIT-006", ERROR, "the source “{key}” has neither title nor author", "A reader must be able to find the source."
)
STYLE_WITHOUT_BIBLIOGRAPHY: Final = Rule(
    "CIT-007",
    ERROR,
    "the citation style “{style}” writes no list of sources",
    "The style is made for notes that name each source in full. Choose one that also writes a bibliography.",
)
SOURCE_LEFT_OUT: Final = Rule(
    "CIT-008",
    ERROR,
    "the citation style “{style}” leaves the source “{key}” out of its list",
    "Some styles list only certain kinds of sources, so a citation of another kind leads nowhere. Look at the type of "
    "the source, or choose another style.",
)

# --- FCT: facts, the values of data/facts.yaml ------------------------------------------------------------------------
UNKNOWN_FACT: Final = Rule(
    "FCT-001",
    ERROR,
    "no fact with the id “{id}”",
    "A mark [words]{.fact id=…}, or “fact” in a data file, names a fact of data/facts.yaml. Correct the id, or add the "
    "fact there with its value, unit, sources and dates.",
)
FACT_DISAGREES: Final = Rule(
    "FCT-002",
    ERROR,
    "the text says “{text}”, but “{id}” is {value} ({place})",
    "Words marked as a fact say what data/facts.yaml says. Revise the text if the registry is right; if the text is "
    "right, revise the registry, and “pipeline facts ID” lists every other place that states the value.",
)
FACT_WITHOUT_UNIT: Final = Rule(
    "FCT-003",
    ERROR,
    "“{id}” is a {kind} without a unit",
    "A number alone says nothing. Give a quantity its unit (million US dollars) and a count the name of what is "
    "counted (students).",
)
FACT_WITHOUT_SOURCE: Final = Rule(
    "FCT-004",
    ERROR,
    "“{id}” has no source",
    "Every value comes from somewhere. List under “sources” the keys of data/sources.yaml that it was taken from.",
)
DUPLICATE_FACT: Final = Rule(
    "FCT-005",
    ERROR,
    "the fact “{id}” is already given on line {first}",
    "An id names one fact. Rename one of the two, or remove it.",
)
FACT_OVERDUE: Final = Rule(
    "FCT-006",
    WARNING,
    "“{id}” was to be reviewed by {date}",
    "The value may have aged. Look at its sources and at newer ones; then correct it, or leave it, and set a new "
    "“review-by”. “pipeline facts ID” lists every place that states it.",
)
FACT_UNUSED: Final = Rule(
    "FCT-007",
    WARNING,
    "nothing in the book states “{id}”",
    "A fact is kept for the places that state it. Mark them with [words]{.fact id=…}, or remove the fact.",
)
FACT_UNNAMED: Final = Rule(
    "FCT-008",
    ERROR,
    "the mark names no fact",
    "A mark is written [words]{.fact id=…}, with the id of a fact of data/facts.yaml.",
)
FACT_UNFIT: Final = Rule(
    "FCT-009",
    ERROR,
    "“{id}” is a {found}; {wanted} is needed here",
    "A chart takes quantities and counts in its own unit, missions and chronologies take dates. Name another fact, or "
    "write the value out.",
)

# --- IMG: images and type --------------------------------------------------------------------------------------------
IMAGE_MISSING: Final = Rule(
    "IMG-001",
    ERROR,
    "there is no image “{file}”",
    "Image paths are relative to the file they stand in: ../figures/map.svg from a chapter in body.",
)
IMAGE_OUTSIDE: Final = Rule(
    "IMG-002",
    ERROR,
    "“{file}” is outside the book's folder",
    "A book uses only what lies in its own folder, so that it can be moved and built anywhere. Copy the file in.",
)
IMAGE_REMOTE: Final = Rule(
    "IMG-003",
    ERROR,
    "“{file}” is on the network",
    "Nothing is fetched while a book is built. Save the image in figures and name it there.",
)
IMAGE_UNREADABLE: Final = Rule(
    "IMG-004",
    ERROR,
    "“{file}” cannot be read as an image: {problem}",
    "The file is damaged, or not an SVG, PNG or JPEG image. Save it anew from the program it was made with.",
)
ALT_MISSING: Final = Rule(
    "IMG-005",
    ERROR,
    "the figure has no text alternative",
    "Write what the image tells between the brackets: ![A map on which …](…), for readers who cannot see it.",
)
IMAGE_NAME: Final = Rule(
    "IMG-011",
    ERROR,
    "an image cannot be called “{file}”: {problem}",
    "The name stands in addresses, and the image goes under it into the EPUB, where some characters may not stand and "
    "where upper and lower case do not tell files apart. Rename the file.",
)
CAPTION_MISSING: Final = Rule(
    "IMG-006", ERROR, "the figure has no caption", 'Write it in quotation marks after the file: ![…](file "Caption").'
)
GLYPH_MISSING: Final = Rule(
    "IMG-007",
    ERROR,
    "no font has the character “{character}” ({name})",
    "The character would be printed as an empty box or in a strange face. Use another, or add a font to styles/fonts.",
)
OVERFULL: Final = Rule(
    "IMG-008",
    ERROR,
    "{what} is wider than the text on page {folio}",
    "Something does not fit the measure: a long word, a wide table, a line of code. Break or narrow it: give a table "
    "fewer or shorter columns, a long word a hyphen (U+00AD shows only where it is needed).",
)
SVG_UNSAFE: Final = Rule(
    "IMG-009",
    ERROR,
    "“{file}” holds {what}",
    "An SVG of the book draws and nothing else: no scripts, no links to other files, no embedded pages.",
)
ENGINE_FINDING: Final = Rule(
    "IMG-010",
    ERROR,
    "the layout engine says: {message}",
    "The engine that makes pages found something it could not set. Usually a style or an image it does not understand.",
)

# --- BRK: bad breaks of lines and pages, in the order of how much they spoil a page ----------------------------------
PAGE_OVERRUN: Final = Rule(
    "BRK-001",
    ERROR,
    "{what} runs off the foot of page {folio}",
    "Something is higher than the room it has. Usually a picture or a style with a fixed height; make it smaller.",
)
PAGE_UNDERFILLED: Final = Rule(
    "BRK-002",
    ERROR,
    "page {folio} is filled to {percent} per cent and does not end its chapter",
    "What follows would not fit in the rest of the page and is not divided: a figure, a small table, a heading with "
    "its text. Move the figure or table a paragraph or two further down in the text, or make it smaller.",
)
HEADING_STRANDED: Final = Rule(
    "BRK-003",
    ERROR,
    "the heading “{heading}” has {lines} below it on page {folio}",
    "A heading near the foot of a page needs at least two lines of its text below it. Put a sentence between the "
    "heading and the figure, table or heading that follows it, or lengthen or shorten the text before it.",
)
HYPHEN_ENDS_PAGE: Final = Rule(
    "BRK-004",
    ERROR,
    "page {folio} ends with a divided word: “{words}”",
    "Words are not divided across pages. The pipeline sees to that where it may set the line anew; here it could not. "
    "Change a word or two in the paragraph.",
)
HYPHENS_IN_A_ROW: Final = Rule(
    "BRK-005",
    ERROR,
    "{count} lines in a row end with a hyphen on page {folio}, from “{words}” on",
    "At most two lines in a row may end with a hyphen. The pipeline divides no more words than that, but cannot move "
    "a compound that has a hyphen of its own. Change a word or two in the paragraph.",
)
LINE_PARTED: Final = Rule(
    "BRK-006",
    WARNING,
    "the {which} line of a paragraph stands alone at the {where} of page {folio}: “{words}”",
    "At a page turn at least two lines of a paragraph stay together. Lengthen or shorten this paragraph, or one before "
    "it, by a few words.",
)
SHORT_LAST_LINE: Final = Rule(
    "BRK-007",
    WARNING,
    "on page {folio} the last line of a paragraph is only “{words}”",
    "A last line should be longer than the indent of the next paragraph. Lengthen or shorten the paragraph by a word "
    "or two.",
)

BAD_BREAKS: Final = (
    PAGE_OVERRUN, OVERFULL, PAGE_UNDERFILLED, HEADING_STRANDED, HYPHEN_ENDS_PAGE, HYPHENS_IN_A_ROW, LINE_PARTED,
    SHORT_LAST_LINE,
)  # fmt: skip
"""What a layout can do badly, the worst first. A finished chapter has none of those that are errors."""

# --- CMP: completeness -----------------------------------------------------------------------------------------------
PIECE_MISSING: Final = Rule(
    "CMP-001",
    ERROR,
    "{product} has no “{piece}”",
    "completeness.yaml asks for this piece. Put it back into the spine, or change what the book is to contain.",
)
SECTION_MISSING: Final = Rule(
    "CMP-002",
    ERROR,
    "{product} has no section “{section}” in “{piece}”",
    "completeness.yaml asks for a section with this anchor. Write it, or change completeness.yaml.",
)
WRONG_ORDER: Final = Rule(
    "CMP-003",
    ERROR,
    "{product}: “{piece}” is not in the order that completeness.yaml gives",
    "The pieces and sections stand in another order than completeness.yaml lists them.",
)
TOO_FEW_WORDS: Final = Rule(
    "CMP-004",
    ERROR,
    "{product}: “{piece}” has {words} words, at least {least} are asked for",
    "completeness.yaml gives a least number of words, which guards against text that was lost. Restore it, or lower "
    "the number if the chapter was shortened on purpose.",
)
FIELD_MISSING: Final = Rule(
    "CMP-005",
    ERROR,
    "{product}: the infobox has no value for “{field}”",
    "completeness.yaml asks for this field of the infobox. Give it a value in data/infobox.yaml.",
)
TOO_FEW_ENTRIES: Final = Rule(
    "CMP-006",
    ERROR,
    "{product} has {count} {what}, at least {least} are asked for",
    "completeness.yaml gives a least number of index entries, notes and sources, which guards against what was lost. "
    "Restore it, or lower the number.",
)
TOO_FEW_ITEMS: Final = Rule(
    "CMP-007",
    ERROR,
    "“{piece}” has {count} items, at least {least} are asked for",
    "completeness.yaml gives a least number of items for the See also chapter.",
)
UNLISTED_PIECE: Final = Rule(
    "CMP-008",
    ERROR,
    "completeness.yaml does not list “{piece}”",
    "Every piece of the spine is listed in completeness.yaml, so that none can be lost unnoticed. Add it.",
)
BLOCK_MISSING: Final = Rule(
    "CMP-009",
    ERROR,
    "{product}: “{piece}” has no block “{block}”, or fewer than are asked for",
    "completeness.yaml asks for a block of data in this piece: ::: {.index} and the like, or, as infobox-image, the "
    "image of its infobox. Put it back, or change what the piece is to hold.",
)

# --- PRN: the printer's files -----------------------------------------------------------------------------------------
PRINT_UNSPECIFIED: Final = Rule(
    "PRN-001",
    ERROR,
    "“print” is missing: the printer’s files need signature, paper and binding",
    "How many pages a signature has and how thick the paper is decide the number of pages and the width of the spine. "
    "Ask the printer, and write it under “print” in book.yaml as manuscript/README.md shows.",
)
IMAGE_RESOLUTION: Final = Rule(
    "PRN-002",
    WARNING,
    "“{file}” has {ppi} ppi at its printed size of {width} × {height} mm, {needed} are needed",
    "Printed, the picture will look soft. Take a larger original or, if the style sheets allow, print it smaller.",
)
IMAGE_WITHOUT_PROFILE: Final = Rule(
    "PRN-003",
    ERROR,
    "“{file}” is an RGB picture without a colour profile",
    "Nobody can tell which colours its numbers mean, so they cannot be printed rightly. Save the picture with its "
    "colour profile embedded (mostly sRGB); pictures in greys need none.",
)
PRINT_PAGES: Final = Rule(
    "PRN-004",
    ERROR,
    "the printer’s file: {problem}",
    "The printed block has the pages of the PDF without its cover, each with the same text and label, and blanks up to "
    "whole signatures. This is a fault of the pipeline, not of the manuscript.",
)
PRINT_BOXES: Final = Rule(
    "PRN-005",
    ERROR,
    "the printer’s file, {page}: {problem}",
    "Every sheet has a trim box, 3 mm of bleed around it, and crop marks outside the bleed.",
)
PRINT_BLEED: Final = Rule(
    "PRN-006",
    ERROR,
    "the printer’s file, {page}: what runs to the {edge} edge ends there instead of running 3 mm beyond it",
    "Cut a hair’s breadth beside the line, the page would show a white edge. In the style sheets, let what touches the "
    "edge reach 3 mm over it: page backgrounds do so by themselves, for an image use negative margins.",
)
PRINT_COLOUR: Final = Rule(
    "PRN-007",
    ERROR,
    "the printer’s file, {page}: {problem}",
    "Everything is printed in cyan, magenta, yellow and black, text in black alone. This is a fault of the pipeline, "
    "not of the manuscript.",
)
PRINT_INK: Final = Rule(
    "PRN-008",
    ERROR,
    "the printer’s file, {page}: {percent} % of ink where {limit} % are the limit",
    "More ink does not dry before the next sheet lies on it. Choose lighter colours in the style sheets: the four "
    "numbers of device-cmyk() add up to no more than the limit.",
)
PRINT_STANDARD: Final = Rule(
    "PRN-009",
    ERROR,
    "the printer’s file is no PDF/X-4: {problem}",
    "PDF/X-4 (ISO 15930-7) is what printers ask for. This is a fault of the pipeline, not of the manuscript.",
)
PRINT_COVER_FULL: Final = Rule(
    "PRN-010",
    ERROR,
    "the printed cover: the text of the {panel} does not fit",
    "Shorten the text in book.yaml (the back carries its description), or set it smaller in styles/cover.css.",
)

# --- PDF and EPB: the finished files ---------------------------------------------------------------------------------
PDF_LINK_BROKEN: Final = Rule(
    "PDF-001",
    ERROR,
    "page {folio}: the link “{text}” leads to “{target}”, which is nowhere in the PDF",
    "A link of the finished PDF has no destination. This is a fault of the pipeline, not of the manuscript.",
)
PDF_LINK_WRONG_PAGE: Final = Rule(
    "PDF-002",
    ERROR,
    "page {folio}: the link “{text}” leads to page {actual} instead of page {expected}",
    "A link of the finished PDF lands on a page that does not carry its target.",
)
PDF_FOLIO_WRONG: Final = Rule(
    "PDF-003",
    ERROR,
    "page {folio}: “{text}” is printed, but “{target}” is on page {actual}",
    "A page number printed in contents, index or a reference is not the folio of the page that carries its target.",
)
PDF_ORPHAN: Final = Rule(
    "PDF-004", ERROR, "nothing leads to “{target}”", "A note, a source or an index entry exists that no link leads to."
)
PDF_OUTLINE: Final = Rule(
    "PDF-005",
    ERROR,
    "the PDF's outline does not agree with the contents: {problem}",
    "Bookmarks and contents list the same pieces and sections in the same order and lead to the same pages.",
)
PDF_METADATA: Final = Rule(
    "PDF-006", ERROR, "the PDF's metadata: {problem}", "Title, author, language and dates come from book.yaml."
)
PDF_LABEL: Final = Rule(
    "PDF-007",
    ERROR,
    "page {page} is labelled “{label}” but prints the folio “{printed}”",
    "The label that a viewer shows for a page is the folio printed on it.",
)
PDF_UNREADABLE: Final = Rule(
    "PDF-008", ERROR, "the PDF cannot be opened: {problem}", "The file is damaged or not a PDF."
)
PDF_LINK_MISSING: Final = Rule(
    "PDF-009",
    ERROR,
    "no link leads from “{source}” to “{target}”",
    "A cross reference, note call, citation or index locator of the manuscript is not a link in the finished PDF.",
)
PDF_TARGET_NOT_SHOWN: Final = Rule(
    "PDF-010",
    ERROR,
    "links to “{target}” lead to page {folio}, which does not show “{words}”",
    "The words that a link promises are not on the page it lands on. This is a fault of the pipeline, not of the "
    "manuscript.",
)
PDF_PAGES: Final = Rule(
    "PDF-011",
    ERROR,
    "the PDF has {pages} pages instead of {expected}",
    "The finished file does not have the pages that were laid out.",
)
PDF_LINK_FLAT: Final = Rule(
    "PDF-012",
    ERROR,
    "page {folio}: the link to “{target}” has no area that could be clicked",
    "The rectangle of a link of the finished PDF has no height or no width, usually because a style sheet sets its "
    "line height to 0.",
)
PDF_LINK_ASTRAY: Final = Rule(
    "PDF-013",
    ERROR,
    "page {folio}: the link “{text}” leads to “{target}”, to which “{source}” does not refer there",
    "A link of the finished PDF leads to something else than the words of the manuscript that it covers.",
)
PDF_WORDS_LOST: Final = Rule(
    "PDF-014",
    ERROR,
    "the PDF does not show “{words}”",
    "Words of the manuscript are on none of the pages of their chapter. This is a fault of the pipeline or of a style "
    "sheet, not of the manuscript.",
)
PDF_INDEX: Final = Rule(
    "PDF-015",
    ERROR,
    "the index entry “{entry}”: {problem}",
    "The index of the finished PDF does not say what the index marks and data/index.yaml ask for. This is a fault of "
    "the pipeline, not of the manuscript.",
)
PDF_TAGS: Final = Rule(
    "PDF-016",
    ERROR,
    "the PDF's tags: {problem}",
    "What a screen reader is told of the book's parts is not what they are. This is a fault of the pipeline, not of "
    "the manuscript.",
)
PDF_READING: Final = Rule(
    "PDF-017",
    ERROR,
    "read aloud, the PDF says “{found}” where “{expected}” is written",
    "The words of the finished PDF, in the order of its tags, are not those of the manuscript. This is a fault of the "
    "pipeline, not of the manuscript.",
)
PDF_CLAIM: Final = Rule(
    "PDF-018",
    ERROR,
    "the PDF does not say what it keeps to: {problem}",
    "A file that is accessible and fit for archives says so, shows its title and is read in the order of its tags.",
)
EPUB_LINK_BROKEN: Final = Rule(
    "EPB-001", ERROR, "{file}: the link to “{target}” leads nowhere", "A link of the finished EPUB has no target in it."
)
EPUB_ORPHAN: Final = Rule(
    "EPB-002",
    ERROR,
    "{file}: nothing leads to “{target}”",
    "A note, a source or a document of the EPUB exists that no link and no spine entry leads to.",
)
EPUB_NAVIGATION: Final = Rule(
    "EPB-003",
    ERROR,
    "the EPUB's navigation: {problem}",
    "The navigation lists the same pieces and sections as the contents.",
)
EPUB_UNREADABLE: Final = Rule(
    "EPB-004", ERROR, "the EPUB cannot be opened: {problem}", "The file is damaged or not an EPUB."
)
EPUB_CHECKER: Final = Rule(
    "EPB-005",
    ERROR,
    "EPUBCheck {id}: {message} [{file}]",
    "EPUBCheck, the reference validator of the W3C, found something in the finished EPUB.",
)
EPUB_LINK_MISSING: Final = Rule(
    "EPB-006",
    ERROR,
    "no link leads from “{source}” to “{target}”",
    "A cross reference, note call, citation or index locator of the manuscript is not a link in the finished EPUB.",
)
EPUB_METADATA: Final = Rule(
    "EPB-007",
    ERROR,
    "the EPUB's metadata: {problem}",
    "Title, language and identifier come from book.yaml.",
)
EPUB_WORDS_LOST: Final = Rule(
    "EPB-008",
    ERROR,
    "{file}: the words “{words}” are missing",
    "Words of the manuscript are not in the document of their chapter. This is a fault of the pipeline, not of the "
    "manuscript.",
)
EPUB_INDEX: Final = Rule(
    "EPB-009",
    ERROR,
    "the index entry “{entry}”: {problem}",
    "The index of the finished EPUB does not say what the index marks and data/index.yaml ask for. This is a fault of "
    "the pipeline, not of the manuscript.",
)
EPUB_PAGES: Final = Rule(
    "EPB-010",
    ERROR,
    "in the EPUB, page {folio} {problem}",
    "The EPUB marks every page of the printed edition at the words with which it begins, and lists them all by their "
    "folios, so that a class or a citation that says “page 12” means the same place for everybody.",
)
EPUB_CLAIM: Final = Rule(
    "EPB-011",
    ERROR,
    "the EPUB’s accessibility metadata: “{claim}” {problem}",
    "What the metadata say of accessibility follows from what the documents hold. Claim and documents of the finished "
    "file do not agree.",
)
EPUB_CRITERION: Final = Rule(
    "EPB-012",
    WARNING,
    "accessibility, {criterion}: {problem}; the EPUB does not claim to conform",
    "Something in the EPUB shuts readers out by the success criterion named (WCAG 2.2, level AA): a picture without "
    "text alternative, a table without header row, a colour that fades on a dark ground. The EPUB is made, but does "
    "not claim to be accessible until it is mended.",
)
PDF_UNEARNED: Final = Rule(
    "PDF-019",
    WARNING,
    "accessibility: {problem}; the PDF does not claim {standard}",
    "Something in the manuscript keeps readers out who use a screen reader, so the PDF is made without the claim that "
    "it is open to all. A table needs a row of headers at its head. A language is given as BCP 47 has it (“pl”, “az”, "
    "“ar-Latn”); one that the hyphenation has no patterns for, so that its words are never divided, is named under "
    "“languages” in book.yaml, which tells it from a slip.",
)
PDF_VALIDATOR: Final = Rule(
    "PDF-020",
    ERROR,
    "veraPDF, {standard}, {clause}: {message}",
    "veraPDF, the reference validator, found that the finished PDF does not keep a standard that it claims to keep.",
)
EPUB_ACE: Final = Rule(
    "EPB-013",
    ERROR,
    "Ace {id} ({impact}): {message} [{file}]",
    "Ace by DAISY, which shops and libraries run too, found something in the finished EPUB that shuts readers out.",
)

# --- ONX: the trade record -------------------------------------------------------------------------------------------
ONIX_RECORD: Final = Rule(
    "ONX-001",
    ERROR,
    "the trade record: {problem}",
    "The ONIX record is not as release 3.0 has it, or says of the book something else than book.yaml.",
)
ONIX_SCHEMA: Final = Rule(
    "ONX-002",
    ERROR,
    "the trade record, by EDItEUR’s schema: {problem}",
    "The schema that the book trade shares does not accept the ONIX record.",
)

RULES: Final[Mapping[str, Rule]] = {rule.code: rule for rule in tuple(globals().values()) if isinstance(rule, Rule)}
"""Every rule by its code."""
