"""All mutants, by the chapters of the lifecycle whose checks find them."""

from tests.support.mutants import asking, exchanging, registering
from tests.support.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *registering.MUTANTS,
    *asking.MUTANTS,
    *exchanging.MUTANTS,
)
