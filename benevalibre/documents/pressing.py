"""From an order to a document; nothing else is needed for that, so that a process beside is light.

Run as a module, this is that process: orders come in, documents go out (see ``aside``).
"""

import os
import pickle
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import typst  # seven megabytes, loaded only where a document is made

HERE: Final = Path(__file__).resolve().parent
STRICT: Final = ["ua-1", "a-2a"]
ODD_WRITING: Final = ("could not be displayed", "codepoint")
"""How the strict standards refuse what people wrote: our font lacks it, or no archive keeps it."""
POLITE: Final = 5


@dataclass(frozen=True, slots=True)
class Order:
    """All that a document is made of: templates and pictures, words and figures, its date."""

    sources: dict[str, bytes]
    inputs: dict[str, str]
    stamp: int


def press(wanted: Order) -> bytes:
    """The document of an order."""
    import typst

    try:
        return _compile(wanted, standards=STRICT)
    except typst.TypstError as error:
        if not any(words in str(error) for words in ODD_WRITING):
            raise
        return _compile(wanted, standards=None)


def main() -> None:
    """Make documents, behind whoever waits for a page."""
    os.nice(POLITE)
    wanted = pickle.load(sys.stdin.buffer)  # noqa: S301 - from who started us
    made = [press(Order(sources, inputs, stamp)) for sources, inputs, stamp in wanted]
    sys.stdout.buffer.write(pickle.dumps(made))


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])


def _compile(wanted: Order, *, standards: Any) -> bytes:
    import typst

    files: Any = dict(wanted.sources)
    compiler = typst.Compiler(
        files, root=HERE / "typst", font_paths=_fonts(), sys_inputs=wanted.inputs
    )
    content: Any = compiler.compile(format="pdf", pdf_standards=standards, timestamp=wanted.stamp)
    return bytes(content)


if __name__ == "__main__":
    main()
