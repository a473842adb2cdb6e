"""Addresses are asked once each, politely; a server on this machine answers."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from pipeline.book.diagnostics import Severity
from pipeline.check import check_addresses
from pipeline.check.online import Manners, ask
from tests.small_book import BookBuilder

QUICK = Manners(timeout=0.5, pause=0.0)


@dataclass(slots=True)
class Server:
    """A server that answers by path; `asked` are the requests it had."""

    address: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    record = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            record.asked.append((self.command, self.path, self.headers["User-Agent"]))
            name = self.path.strip("/")
            if name == "slow":
                time.sleep(1)
            status = {"gone": 404, "broken": 500, "moved": 301, "circle": 302, "slow": 200}.get(name, 200)
            if name == "no-head" and self.command == "HEAD":
                status = 405
            if name == "no-robots":
                status = 403
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "/there" if name == "moved" else "/circle")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = answer

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        record.address = f"http://127.0.0.1:{http.server_port}"
        Thread(target=http.serve_forever, daemon=True).start()
        yield record
        http.shutdown()


@pytest.mark.parametrize("path", ["there", "moved", "no-head", "with%20space", "ł"])
def test_an_address_that_answers_is_passed(server: Server, path: str) -> None:
    assert ask([f"{server.address}/{path}"], QUICK) == {}


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("gone", "answers with status 404"),
        ("broken", "answers with status 500"),
        ("no-robots", "answers with status 403"),
        ("circle", "no connection (redirected too often)"),
        ("slow", "no answer within 0.5 seconds"),
    ],
)
def test_an_address_that_does_not_answer_is_told_why(server: Server, path: str, problem: str) -> None:
    url = f"{server.address}/{path}"
    assert ask([url], QUICK) == {url: problem}


def test_a_host_that_is_not_there_is_told(server: Server) -> None:
    [(_, problem)] = ask(["http://127.0.0.1:9/"], QUICK).items()
    assert problem.startswith("no connection (")


def test_each_address_is_asked_once_whatever_its_fragment(server: Server) -> None:
    ask([f"{server.address}/there", f"{server.address}/there#part", f"{server.address}/there"], QUICK)
    assert [(command, path) for command, path, _ in server.asked] == [("HEAD", "/there")]


def test_get_is_used_only_where_head_is_refused(server: Server) -> None:
    ask([f"{server.address}/no-head", f"{server.address}/gone"], QUICK)
    assert [command for command, _, _ in server.asked] == ["HEAD", "GET", "HEAD"]


def test_the_pipeline_says_what_it_is(server: Server) -> None:
    ask([f"{server.address}/moved"], QUICK)
    assert {agent.split("/")[0] for _, _, agent in server.asked} == {"publishing-pipeline"}


def test_a_host_is_not_asked_twice_without_a_pause(server: Server) -> None:
    begun = time.monotonic()
    ask([f"{server.address}/{name}" for name in "abc"], Manners(timeout=0.5, pause=0.1))
    assert time.monotonic() - begun >= 0.2


def test_a_dead_address_is_a_warning_wherever_it_stands(server: Server, small_book: BookBuilder) -> None:
    sources = {
        "data/sources.yaml": f'- {{id: a, type: book, title: A, URL: "{server.address}/gone"}}\n',
        "back/sources.md": "---\ntitle: Sources\n---\n::: {.bibliography}\n:::",
    }
    book = small_book(f"A [link]({server.address}/gone#part), [another]({server.address}/there) [@a].", sources)
    found = list(check_addresses(book.linked(), QUICK))
    assert {one.rule for one in found} == {"LNK-012"}
    assert {one.severity for one in found} == {Severity.WARNING}
    assert [str(one.location).split(":")[0] for one in found] == ["body/chapter.md", "data/sources.yaml"]
    assert len(server.asked) == 2
