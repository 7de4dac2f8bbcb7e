"""What a clause comes to, for each subject."""

import re

from grantlab.pastes.claims.clauses import CHOICE, Clause
from grantlab.pastes.claims.predicates import (
    EXPIRED,
    EXPIRED_BEFORE,
    FAILED,
    FAILED_BEFORE,
    GONE,
    KEPT_SOMEWHERE,
    MALFORMED,
    MISSING,
    MISSING_BEFORE,
    NOT_YET,
    OF_ANOTHER,
    OF_OTHER_CLIENT,
    ON_THE_WAY_BACK,
    ONLY_BEFORE,
    REFUSED,
    REFUSED_BEFORE,
    RUNS_WRONG,
    SESSION_CHANGED,
    SESSION_CHANGED_BEFORE,
    SPENT,
)
from grantlab.pastes.signs import Sign

_WRITTEN_OUT = re.compile(r"=\w{1,40}&")
"""A member of a form, of which what follows are the others."""
_FAULT = (
    r"(?:invalid|unknown|incorrect|wrong|bad|unrecogni[sz]ed|revoked|malformed|missing"
    r"|(?:already |previously )?(?:used|redeemed|consumed)|expired)"
)
_TWO_FAULTS = re.compile(
    rf"\b{_FAULT}(?: or |/|, )(?:an? )?{_FAULT} (?:\w{{1,14}} )?$", re.ASCII
)
"""What is said of a subject before it, where it is one or the other."""


def _redirect(clause: Clause) -> Sign | None:
    is_refused = clause.says(REFUSED, REFUSED_BEFORE) or clause.says(
        MISSING, MISSING_BEFORE
    )
    if is_refused and clause.is_one_of_several():
        return Sign.SEVERAL_REASONS
    return Sign.REDIRECT_REFUSED if is_refused else None


def _verifier(clause: Clause) -> Sign | None:
    is_missing = clause.says(MISSING, MISSING_BEFORE)
    is_wrong = clause.says(REFUSED, REFUSED_BEFORE) or clause.says(
        FAILED, FAILED_BEFORE
    )
    if (is_missing or is_wrong) and clause.is_one_of_several():
        return Sign.SEVERAL_REASONS
    if is_missing:
        return Sign.VERIFIER_MISSING
    return Sign.VERIFIER_WRONG if is_wrong else None


def _form(clause: Clause) -> Sign | None:
    if _WRITTEN_OUT.match(clause.after):
        return None
    is_wrong = (
        clause.says(REFUSED, REFUSED_BEFORE)
        or clause.says(MISSING, MISSING_BEFORE)
        or ONLY_BEFORE.search(clause.before)
    )
    return Sign.FORM_UNREADABLE if is_wrong else None


def _client(clause: Clause) -> Sign | None:
    is_refused = (
        clause.says(REFUSED, REFUSED_BEFORE)
        or clause.says(MISSING, MISSING_BEFORE)
        or clause.says(GONE)
    )
    if is_refused and clause.is_one_of_several():
        return Sign.SEVERAL_REASONS
    is_other = OF_ANOTHER.search(clause.whole)
    return Sign.CLIENT_REFUSED if is_refused and not is_other else None


def _code(clause: Clause) -> Sign | None:
    if _TWO_FAULTS.search(clause.before):
        return Sign.SEVERAL_REASONS
    said = {
        Sign.OTHER_CLIENT: clause.says(OF_OTHER_CLIENT),
        Sign.CODE_SPENT: clause.says(SPENT),
        Sign.CODE_EXPIRED: clause.says(EXPIRED, EXPIRED_BEFORE),
        Sign.CODE_MALFORMED: clause.says(MALFORMED),
        Sign.CODE_UNKNOWN: clause.says(REFUSED, REFUSED_BEFORE),
    }
    signs = [sign for sign, is_said in said.items() if is_said]
    if not signs:
        return None
    is_choice = len(signs) > 1 and CHOICE.search(clause.whole)
    return Sign.SEVERAL_REASONS if is_choice or clause.is_one_of_several() else signs[0]


def _time(clause: Clause) -> Sign | None:
    if clause.says(NOT_YET):
        return Sign.NOT_YET_VALID
    return Sign.CLOCK_TOLD_WRONG if clause.says(RUNS_WRONG) else None


def _state(clause: Clause) -> Sign | None:
    if clause.says(REFUSED, REFUSED_BEFORE) or clause.says(FAILED):
        return Sign.STATE_DIFFERS
    if clause.says(EXPIRED, EXPIRED_BEFORE):
        return Sign.STATE_NOT_KEPT
    if clause.says(MISSING, MISSING_BEFORE):
        kept = KEPT_SOMEWHERE.search(clause.whole)
        return Sign.STATE_NOT_KEPT if kept else Sign.CALLBACK_WITHOUT_STATE
    return None


def _session(clause: Clause) -> Sign | None:
    is_missing = clause.says(MISSING, MISSING_BEFORE)
    if is_missing and ON_THE_WAY_BACK.search(clause.whole):
        return Sign.STATE_NOT_KEPT
    is_doubtful = is_missing or clause.says(SESSION_CHANGED, SESSION_CHANGED_BEFORE)
    return Sign.SESSION_DOUBTFUL if is_doubtful else None


def _scope(clause: Clause) -> Sign | None:
    is_refused = clause.says(REFUSED, REFUSED_BEFORE)
    is_missing = clause.is_of_parameter and clause.says(MISSING, MISSING_BEFORE)
    is_refused = is_refused or is_missing
    return Sign.SCOPE_REFUSED if is_refused and "token" not in clause.whole else None


JUDGES = {
    "redirect": _redirect,
    "verifier": _verifier,
    "form": _form,
    "client": _client,
    "code": _code,
    "time": _time,
    "state": _state,
    "session": _session,
    "scope": _scope,
}
