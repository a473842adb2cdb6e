import re
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from pipeline.package import write_html


def test_browser_finds_everything_beside_the_documents(sample: Any) -> None:
    navigation = sample.navigation.replace("styles/epub.css", "styles/screen.css")
    files = write_html(sample.screens, navigation, sample.styles, sample.resources)
    missing = []
    for name, data in files.items():
        if name.endswith((".xhtml", ".html", ".css")):
            for target in re.findall(r'(?:href|src|url\(|@import )=?"([^"#:]+)[#"]', data.decode()):
                path = normpath(join(dirname(name), unquote(target)))
                if path not in files:
                    missing.append((name, target))
    assert missing == []
    assert {"styles/fonts/EBGaramond-Regular.ttf", "styles/epub.css", "figures/pans.png"} <= set(files)


def test_index_leads_on_to_the_contents(sample: Any) -> None:
    files = write_html(sample.screens, sample.navigation, sample.styles, sample.resources)
    assert b"url=nav.xhtml" in files["index.html"]
