"""All mutants, by the chapters of the lifecycle whose checks find them."""

from tests.support.mutants import exchanging
from tests.support.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (*exchanging.MUTANTS,)
