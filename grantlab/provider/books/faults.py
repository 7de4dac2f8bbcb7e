"""What is wrong with an object, as the service behind the gateway says it.

Source: texts that were published with issues of Intuit's and other client libraries; the
fidelity page names them.
"""

from grantlab.provider.error_bodies import ServiceFault

STALE = ServiceFault(
    "ValidationFault",
    "5010",
    "Stale Object Error",
    "Stale Object Error : You and Ada Example were working on this at the same time."
    " Ada Example finished before you did, so your work was not saved.",
)
NAME_TAKEN = ServiceFault(
    "ValidationFault",
    "6240",
    "Duplicate Name Exists Error",
    "The name supplied already exists. : Another customer, vendor or employee is already"
    " using this name. Please use a different name.",
)
NO_SUCH_REFERENCE = ServiceFault(
    "ValidationFault",
    "2500",
    "Invalid Reference Id",
    "Invalid Reference Id : Something you're trying to use has been made inactive."
    " Check the fields with accounts, customers, items, vendors or employees.",
)


def missing(parameter: str) -> ServiceFault:
    """Return the fault for a member that has to be there."""
    return ServiceFault(
        "ValidationFault",
        "2020",
        "Required param missing, need to supply the required value for the API",
        f"Required parameter {parameter} is missing in the request",
    )


def unreadable(what: str) -> ServiceFault:
    """Return the fault for a body or a member that is not of its form."""
    return ServiceFault(
        "ValidationFault",
        "2010",
        "Request has invalid or unsupported property",
        f"Property Name:{what} is unsupported or invalid",
    )
