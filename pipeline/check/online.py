"""Addresses outside the book, asked once each whether they answer."""

import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import IO, ClassVar, Final
from urllib.parse import quote, urldefrag, urlsplit

from pipeline import __version__
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import LinkedBook
from pipeline.check.addresses import addresses, is_well_formed
from pipeline.rules import DEAD_URL

NAME: Final = f"publishing-pipeline/{__version__} (checks the links of a book, once each)"

_HEADERS: Final = {"User-Agent": NAME, "Accept": "*/*"}
_HEAD_REFUSED: Final = frozenset({403, 405, 501})
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Manners:
    """How addresses are asked: seconds to wait for an answer and between questions to one host."""

    timeout: float = 10.0
    pause: float = 1.0
    hosts_at_once: int = 4


def check_addresses(linked: LinkedBook, manners: Manners | None = None) -> Iterator[Diagnostic]:
    """Yield a warning for each place whose http(s) address does not answer as it should.

    Each distinct address is asked once: HEAD, then GET where HEAD is refused; hosts in parallel, addresses of one
    host one after another with a pause. This is the only part of the pipeline that opens a network connection.
    """
    asked = [
        address
        for address in addresses(linked.book)
        if urlsplit(address.url).scheme.lower() in ("http", "https") and is_well_formed(address.url)
    ]
    problems = ask([address.url for address in asked], manners or Manners())
    for address in asked:
        problem = problems.get(_without_fragment(address.url))
        if problem is not None:
            yield DEAD_URL.at(address.location, url=address.url, problem=problem)


def ask(urls: Sequence[str], manners: Manners) -> Mapping[str, str]:
    """Return what is wrong with addresses, by address without fragment; those that answer are left out."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(map(_without_fragment, urls)):
        by_host[urlsplit(url).netloc.lower()].append(url)
    with ThreadPoolExecutor(manners.hosts_at_once) as pool:
        answers = pool.map(lambda urls: _ask_host(urls, manners), by_host.values())
        return {url: problem for answer in answers for url, problem in answer if problem is not None}


def _without_fragment(url: str) -> str:
    return urldefrag(url).url


def _ask_host(urls: Sequence[str], manners: Manners) -> list[tuple[str, str | None]]:
    answers: list[tuple[str, str | None]] = []
    for number, url in enumerate(urls):
        if number:
            time.sleep(manners.pause)
        answers.append((url, _ask(url, manners)))
    return answers


def _ask(url: str, manners: Manners) -> str | None:
    try:
        status = _status(url, "HEAD", manners)
        if status in _HEAD_REFUSED:
            time.sleep(manners.pause)
            status = _status(url, "GET", manners)
    except TimeoutError:
        return f"no answer within {manners.timeout:g} seconds"
    except urllib.error.URLError as problem:
        if isinstance(problem.reason, TimeoutError):
            return f"no answer within {manners.timeout:g} seconds"
        return f"no connection ({problem.reason})"
    except (OSError, HTTPException, ValueError) as problem:
        return f"no proper answer ({problem})"
    return None if status < 400 else f"answers with status {status}"


def _status(url: str, method: str, manners: Manners) -> int:
    """Return the status at the end of the redirects; raises URLError where there are too many."""
    request = urllib.request.Request(_ascii(url), method=method, headers=_HEADERS)
    opener = urllib.request.build_opener(_Redirects)
    try:
        with opener.open(request, timeout=manners.timeout) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        with problem:
            if 300 <= problem.code < 400:
                raise urllib.error.URLError("redirected too often") from problem
            return problem.code


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, with the method of the first request."""

    max_redirections: ClassVar[int] = 5

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        return urllib.request.Request(newurl, method=req.get_method(), headers=_HEADERS)


def _ascii(url: str) -> str:
    """Write an address as it travels: host in IDNA, the rest percent-encoded (RFC 3987 §3.1)."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    return parts._replace(netloc=netloc, path=quote(parts.path, _SAFE), query=quote(parts.query, _SAFE)).geturl()
