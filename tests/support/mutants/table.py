"""All mutants, by the chapters of the lifecycle whose checks find them."""

from tests.support.mutants import (
    asking,
    causes,
    ending,
    exchanging,
    keeping,
    refreshing,
    registering,
    using,
)
from tests.support.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *registering.MUTANTS,
    *asking.MUTANTS,
    *exchanging.MUTANTS,
    *using.MUTANTS,
    *refreshing.MUTANTS,
    *ending.MUTANTS,
    *keeping.MUTANTS,
    *causes.MUTANTS,
)
