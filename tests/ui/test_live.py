"""What of a decoder travels to the browser: once, when it is asked for, and right."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from visitor import Visitor

from explorer.models import saved
from explorer.ui.shared import browser_models


@pytest.fixture
def asking(visitor: Visitor) -> Visitor:
    """A visitor whose page asked for the decoder."""
    record = saved.pretrained_record("vae_functional")
    return visitor.tell("decoder", "want", browser_models.name_of(record))


def test_the_decoder_is_sent_when_the_page_asks_for_it(asking: Visitor) -> None:
    sent = asking.assert_fine().shown("decoder")
    model = sent["model"]
    assert sent["key"] == asking.shown("points")["live"]["key"]
    assert model["dim"] == 2
    floats = np.frombuffer(base64.b64decode(model["floats"]), "<f4")
    assert len(floats) == 102_017
    assert base64.b64decode(model["kernel"])[:4] == b"\0asm"
    assert sum(len(model[part]) for part in ("floats", "kernel")) < 600_000


def test_the_probe_is_what_the_server_decodes(asking: Visitor) -> None:
    from explorer.ui.shared import models

    probe = asking.shown("decoder")["model"]["probe"]
    grey = np.frombuffer(base64.b64decode(probe["grey"]), np.uint8).reshape(28, 28)
    record = models.record("vae_functional")
    expected = models.decode(record, np.array([probe["point"]], np.float32))[0]
    assert np.abs(grey.astype(int) - expected).max() <= 1
    assert grey.max() > 100


def test_it_is_sent_once(asking: Visitor) -> None:
    asking.choose("slider", "size", 8).assert_fine()
    assert asking.shown("decoder")["model"] is None


def test_the_grid_behind_the_points_is_remembered(visitor: Visitor) -> None:
    assert not visitor.shown("points")["live"]["ground"]
    visitor.tell("points", "ground", True).assert_fine()
    assert visitor.shown("points")["live"]["ground"]
    visitor.choose("slider", "size", 9)
    assert visitor.shown("points")["live"]["ground"]
    visitor.tell("points", "ground", False)
    assert not visitor.shown("points")["live"]["ground"]
