"""What somebody pasted, or chose as a file: read, refused in a sentence, or redacted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import FileStorage

from blueprints.diagnosis.decoding import decode_text
from blueprints.sentences import as_sentence
from grantlab.diagnosis.evidence_file.errors import EvidenceFileError
from grantlab.diagnosis.evidence_file.file import EvidenceFile, open_evidence
from grantlab.pastes.redacting import redact
from grantlab.pastes.refusals import find_refusal

EMPTY: Final = "There is nothing in it. Paste some text, or choose a file."
TOO_MUCH: Final = "That is more than the desk takes. Paste the part around the failure: 1 MiB at most."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A text without its secrets, or the sentence that refuses it."""

    text: str
    """Redacted: all that was given."""

    typed: str
    """Redacted: what stood in the box, to be shown there again."""

    problem: str
    """Empty when the text can be worked on."""

    evidence: EvidenceFile | None = None
    """What was given, if it is an evidence file; then there is no text."""


def read_pasted(form: Mapping[str, str], files: Mapping[str, FileStorage]) -> Pasted:
    """Read a form; what is typed and a file count as one text."""
    typed = form.get("paste", "").replace("\r\n", "\n")
    file = files.get("file")
    filed = "" if file is None else decode_text(file.read())
    given = "\n".join(part for part in (typed, filed) if part.strip())
    try:
        evidence = open_evidence(given)
    except EvidenceFileError as exc:
        return Pasted(text="", typed="", problem=as_sentence(str(exc)))
    if evidence is not None:
        return Pasted(text="", typed="", problem="", evidence=evidence)
    problem = EMPTY if not given else find_refusal(given) or ""
    text = "" if problem else redact(given)
    return Pasted(text=text, typed=redact(typed), problem=problem)
