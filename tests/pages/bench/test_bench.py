"""The page of the bench."""

from flask import Flask


def test_the_bench_says_which_preset_is_followed(app: Flask) -> None:
    answer = app.test_client().get("/bench")

    assert answer.status_code == 200
    assert "faq" in answer.text
