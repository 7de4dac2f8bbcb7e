"""What people tell of a scheduler that each of several workers has."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

EVERYWHERE = (
    tell(
        Sign.TWO_AT_ONCE,
        ("every |each |all ", "worker|process|pod|instance|container|replica|dyno|node", "start|run|launch|schedule|register|timer|cron|boot|fires"),
        r"\b(?:starts?|started|runs?|running|launch(?:es|ed)|scheduled|registered|boots?|fires?|active|initiali[sz]ed) (?:once )?(?:in|on|by|inside|per) (?:every|each|all(?: of)?(?: the)?)(?: \w{1,12})? "
        r"(?:workers?|process(?:es)?|pods?|instances?|containers?|replicas?|dynos?|nodes?)\b"
        r"|\b(?:every|each) (?:\w{1,12} )?(?:worker|process|pod|instance|container|replica|dyno|node) (?:starts|runs|has|launches|registers|boots|fires) (?:its own |the |an? )?(?:\w{1,12} )?(?:scheduler|timer|cron|refresh|job|loop)",
    ),
    tell(
        Sign.TWO_AT_ONCE,
        ("same second|same moment|same instant|same millisecond",),
        r"[(,;:\u2014-] ?(?:in |at |all |both |within )?(?:the )?same (?:second|moment|instant|millisecond)\b",
    ),
)  # fmt: skip
