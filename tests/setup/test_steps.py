"""Work that the demo does again only when it must."""

import pytest

from expo.setup.build_steps import BuildStep


class Stopped(Exception):
    pass


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text("one")
    return path


@pytest.fixture
def make(tmp_path, source):
    """Builds the same step afresh, as each run of the demo does."""

    def step(*words: str, work=None) -> BuildStep:
        product = tmp_path / "product"
        return BuildStep(product, [source], words, work or (lambda: product.write_text(source.read_text())))

    return step


def test_step_is_done_after_it_ran_and_not_before(make):
    before = make().is_done()
    make().run()

    assert (before, make().is_done()) == (False, True)


def test_changed_source_undoes_a_step(make, source):
    make().run()
    source.write_text("two")

    assert not make().is_done()


def test_changed_wish_undoes_a_step(make):
    make("scale 1").run()

    assert make("scale 1").is_done()
    assert not make("scale 10").is_done()


def test_lost_product_undoes_a_step(make):
    make().run()
    make().product.unlink()

    assert not make().is_done()


def test_forgotten_step_is_not_done(make):
    make().run()
    make().forget()

    assert not make().is_done()


def test_step_that_is_cut_off_while_it_is_done_again_counts_as_not_done(make):
    make().run()

    def fail():
        raise Stopped

    with pytest.raises(Stopped):
        make(work=fail).run()
    assert not make().is_done()


def test_source_that_changes_during_the_work_undoes_the_step(make, source):
    make(work=lambda: source.write_text("two")).run()
    make().product.touch()

    assert not make().is_done()
