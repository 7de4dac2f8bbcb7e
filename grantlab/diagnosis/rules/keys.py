"""The cause that lies in the key pair of an exchange."""

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import (
    Finding,
    confirmed,
    ruled_out,
    suspected,
    undetermined,
)
from grantlab.diagnosis.pastes.questions import BOTH_REDIRECT_URIS, SECRET_IN_FORCE
from grantlab.diagnosis.readings.consent import authorized_client_id, find_request
from grantlab.diagnosis.readings.requests import (
    Answer,
    client_id_of,
    description_of,
    read_answer,
)
from grantlab.diagnosis.registry import rule
from grantlab.diagnosis.verdicts import Stage

OTHER_CLIENT = "Incorrect Token type or clientID"
"""How the service describes a code that was issued to another client id."""

_REMEDY = (
    "Use one key pair throughout: the client id of the authorization request, its own"
    " secret, and a redirect URI that is registered for it."
)


@rule(
    "wrong_environment_keys",
    title="The exchange was made with the other environment's keys",
    stage=Stage.EXCHANGE,
    faq_item="E3",
    looks_at="one and the same client id asked for the code and exchanged it",
    source=(
        "Intuit FAQ, invalid grant on exchange, item 3; the wire facts on errors of the"
        " token endpoint."
    ),
    explains=frozenset({Answer.GRANT_REFUSED, Answer.CLIENT_REFUSED}),
)
def keys_of_another_environment(evidence: Evidence) -> Finding:
    refusal = evidence.refusal
    asked, brought = authorized_client_id(evidence), client_id_of(refusal)
    if asked is None or brought is None:
        return _judge_by_words(evidence)
    request = find_request(evidence)
    facts = (refusal,) if request is None else (request, refusal)
    if asked != brought and read_answer(refusal) is Answer.CLIENT_REFUSED:
        return suspected(
            f"The code was asked for by client id {_named(evidence, asked)}, and"
            f" {_named(evidence, brought)} was to exchange it and was not accepted itself.",
            remedy=_REMEDY,
            question=SECRET_IN_FORCE.text,
            facts=facts,
        )
    if asked != brought:
        return confirmed(
            f"The code was asked for by client id {_named(evidence, asked)} and brought"
            f" back by {_named(evidence, brought)}.",
            remedy=_REMEDY,
            facts=facts,
        )
    if read_answer(refusal) is Answer.CLIENT_REFUSED:
        return suspected(
            f"Both requests carried client id {_named(evidence, asked)}, and the service"
            " did not accept it with the secret that was sent: the secret may be the other"
            " pair's.",
            remedy=_REMEDY,
            question=SECRET_IN_FORCE.text,
            facts=facts,
        )
    return ruled_out(
        f"Both requests carried client id {_named(evidence, asked)}.", facts=facts
    )


def _judge_by_words(evidence: Evidence) -> Finding:
    if description_of(evidence.refusal) != OTHER_CLIENT:
        return undetermined(BOTH_REDIRECT_URIS.text)
    return suspected(
        f"The answer said “{OTHER_CLIENT}”, which is said of a code that was issued to"
        " another client id.",
        remedy=_REMEDY,
        question=BOTH_REDIRECT_URIS.text,
        facts=(evidence.refusal,),
    )


def _named(evidence: Evidence, client_id: str) -> str:
    for pair in evidence.key_pairs:
        if pair.client_id == client_id:
            return f"{client_id} ({pair.name})"
    return client_id
