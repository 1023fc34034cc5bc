"""A programme and what came of it reach another process and say the same there."""

import pickle

import numpy as np

from monazite.model import Outcome, Programme, Session, build_programme
from monazite.parameters import parameters_of

from .. import shipped

TOY = parameters_of(shipped.study("toy"))


def test_a_programme_that_travelled_is_the_same_matrix_and_has_the_same_plan() -> None:
    ours = build_programme(TOY)
    theirs: Programme = pickle.loads(pickle.dumps(ours))
    assert (theirs.size, theirs.reads) == (ours.size, ours.reads)
    for name, numbers in vars(ours.linear.terms).items():
        assert np.array_equal(numbers, getattr(theirs.linear.terms, name)), name
    here, there = Session(ours).solve(), Session(theirs).solve()
    assert there.objective == here.objective


def test_an_outcome_that_travelled_says_the_same() -> None:
    ours = Session(build_programme(TOY)).solve()
    theirs: Outcome = pickle.loads(pickle.dumps(ours))
    assert (theirs.status, theirs.objective) == (ours.status, ours.objective)
    for name, values in ours.values.items():
        assert np.array_equal(values.values, theirs[name].values), name
    for name, duals in ours.duals.items():
        assert np.array_equal(duals.values, theirs.duals[name].values), name
