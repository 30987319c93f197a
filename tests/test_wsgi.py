"""The application under a sub-path of its site."""

from collections.abc import Iterable
from typing import Any

import pytest

from benevalibre.wsgi import under


def told_path(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
    """An application that answers with the path it is asked for."""
    return [environ["PATH_INFO"].encode()]


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/temps/compte/", b"/compte/"),
        ("/temps/", b"/"),
        ("/temps", b""),
        ("/compte/", b"/compte/"),
        ("/temps-libre/", b"/temps-libre/"),
    ],
)
def test_the_sub_path_is_taken_off_where_a_proxy_left_it(path: str, inside: bytes) -> None:
    application = under("/temps", told_path)

    answer = application({"PATH_INFO": path}, lambda *_: lambda _: None)

    assert list(answer) == [inside]


def test_without_a_sub_path_nothing_changes() -> None:
    application = under("", told_path)

    assert application is told_path
