"""Links to the embedded service's pages, from which there is a way back to the walk."""

from urllib.parse import urlencode

from blueprints.services import Services
from blueprints.walkthrough.stage import Stage


def keys_page_from(stage: Stage, parts: Services, *, anchor: str = "") -> str | None:
    """Return the service's page of keys, with the way back to a step.

    ``None`` where the service is Intuit's.
    """
    page = parts.environments.profiles[stage.environment].keys_page
    if page is None:
        return None
    return with_way_back(page, f"{parts.settings.base_url}{stage.url()}") + anchor


def with_way_back(page: str, back: str) -> str:
    """Return the address of a page of the service that leads back when it is done with."""
    return f"{page}?{urlencode({'back': back})}"
