"""The denoising view: what it shows is what the model makes of it, and each widget moves it."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1.element_tree import Widget
from visitor import ROOT, Visitor
from waiting import figure, numbers, settled, written

from explorer.analysis import metrics
from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data import drawing, mnist
from explorer.data.corruption import corrupt
from explorer.data.pictures import to_bytes
from explorer.models import saved as models_saved
from explorer.ui import state
from explorer.ui.shared import denoising, models
from explorer.ui.texts import text
from explorer.ui.views.denoise import subject
from explorer.ui.views.denoise.place import flat

SHOWN = subject.parse(subject.FIRST)
TEST = mnist.load("test")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, warm: None) -> None:
    """A small sample, and the networks in the process."""
    monkeypatch.setattr(denoising, "SAMPLE", 12)


@pytest.fixture
def _no_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is there before the networks are: clean and corrupted digits."""
    monkeypatch.setattr(denoising, "is_ready", lambda restored, classifying: False)


@pytest.fixture
def view() -> Visitor:
    return settled(Visitor("denoise"))


def by_hand(name: str, images: np.ndarray) -> np.ndarray:
    """Images through the plain Keras model: float32 (N, 28, 28, 1)."""
    network = models.network(models.record(name))
    code = network.encoder(images, training=False)
    mean = code["z_mean"] if isinstance(code, dict) else code
    return np.asarray(network.decoder(mean, training=False))


def nearly(shown: np.ndarray, expected: np.ndarray) -> bool:
    """Equal but for the rounding of one grey level."""
    return int(np.abs(shown.astype(int) - to_bytes(expected[..., 0])).max()) <= 1


# ---- the opening picture ---------------------------------------------------------

OPENING = """
import json, sys
sys.path[:0] = sys.argv[1:]
from visitor import Visitor
visitor = Visitor("denoise").assert_fine()
seen = {"rows": len(visitor.shown("gallery")["groups"]), "waits": visitor.has("waiter")}
print(json.dumps({**seen, "modules": sorted(sys.modules)}))
"""


def test_clean_and_corrupted_digits_need_no_tensorflow() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(ROOT / "tests" / "ui"), str(ROOT)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["rows"] == 2
    assert seen["waits"]
    assert not {"tensorflow", "keras"} & set(seen["modules"])


# ---- the gallery -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["denoiser", "vae_functional", "dual"])
def test_the_rows_are_clean_corrupted_and_restored(name: str) -> None:
    view = settled(Visitor("denoise", model=name, noise="gaussian", level="0.4", seed="7"))
    clean = TEST.images[SHOWN]
    noisy = corrupt(clean, NoiseConfig("gaussian", 0.4), 7)
    assert nearly(view.pictures("gallery", 0), clean)
    assert nearly(view.pictures("gallery", 1), noisy)
    assert nearly(view.pictures("gallery", 2), by_hand(name, noisy))
    assert view.shown("gallery")["groups"][0]["captions"] == list("0123456789")


def test_a_model_that_classifies_says_so_under_its_pictures() -> None:
    view = settled(Visitor("denoise", model="dual", noise="none"))
    captions = view.shown("gallery")["groups"][2]["captions"]
    assert [caption[:3] for caption in captions[:3]] == ["→ 0", "→ 1", "→ 2"]


# name of the widget's kind, its name, a new value, and which of the rows must change
CHANGES: list[tuple[str, str, Any, set[int]]] = [
    ("selectbox", "model", "dual", {2}),
    ("selectbox", "noise", "mask", {1, 2}),
    ("slider", "level_course", 0.5, {1, 2}),
    ("number_input", "seed", 5, {1, 2}),
    ("slider", "count", 4, {0, 1, 2}),
    ("text_input", "digits", "5, 9", {0, 1, 2}),
]


@pytest.mark.parametrize("change", CHANGES, ids=[c[1] for c in CHANGES])
def test_each_widget_changes_the_gallery(view: Visitor, change: tuple[Any, ...]) -> None:
    kind, name, value, rows = change
    before = view.shown("gallery")["groups"]
    settled(view.choose(kind, name, value))
    after = view.shown("gallery")["groups"]
    assert {i for i in range(3) if before[i]["pixels"] != after[i]["pixels"]} == rows


@pytest.mark.usefixtures("_no_networks")
@pytest.mark.parametrize("mode", NOISE_MODES)
def test_every_mode_and_its_level_do_something(mode: str) -> None:
    view = Visitor("denoise", noise=mode)
    clean, noisy = (view.pictures("gallery", row) for row in (0, 1))
    assert (mode == "none") == np.array_equal(clean, noisy)
    spec = NOISE_MODES[mode]
    if spec.low == spec.high:
        assert not [w for w in view.at.slider if "level" in w.key]
        return
    kind = "select_slider" if spec.choices else "slider"
    view.choose(kind, f"level_{mode}", spec.choices[0] if spec.choices else spec.high)
    assert not np.array_equal(view.assert_fine().pictures("gallery", 1), noisy)


@pytest.mark.usefixtures("_no_networks")
def test_a_mode_remembers_its_level_and_so_does_the_link() -> None:
    view = Visitor("denoise")
    view.choose("selectbox", "noise", "s&p").choose("slider", "level_s&p", 0.65)
    assert view.link()["noise"] == "s&p"
    assert view.link()["level"] == "0.65"
    view.choose("selectbox", "noise", "mask").choose("selectbox", "noise", "s&p")
    assert view.slider("level_s&p").value == 0.65
    again = Visitor("denoise", **{k: v for k, v in view.link().items() if k != "view"})
    assert again.slider("level_s&p").value == 0.65
    assert np.array_equal(again.pictures("gallery", 1), view.pictures("gallery", 1))


@pytest.mark.usefixtures("_no_networks")
@pytest.mark.parametrize(
    ("link", "level"), [({"level": "99"}, 2.0), ({"noise": "mask", "level": "3.7"}, 4)]
)
def test_a_level_out_of_its_range_is_brought_into_it(link: dict[str, str], level: float) -> None:
    view = Visitor("denoise", **link).assert_fine()
    assert view.slider(f"level_{link.get('noise', 'course')}").value == level


@pytest.mark.usefixtures("_no_networks")
@pytest.mark.parametrize(
    "link", [{"digits": "x"}, {"source": "x"}, {"seed": "-4"}, {"noise": "x"}, {"measure": "x"}]
)
def test_nonsense_in_a_link_is_left_out(link: dict[str, str]) -> None:
    view = Visitor("denoise", **link).assert_fine()
    assert nearly(view.pictures("gallery", 0), TEST.images[SHOWN])


@pytest.mark.usefixtures("_no_networks")
def test_other_digits_are_drawn_and_written_down() -> None:
    view = Visitor("denoise")
    before = view.text_input("digits").value
    view.press("others").assert_fine()
    drawn = subject.parse(view.text_input("digits").value)
    assert view.text_input("digits").value != before
    assert len(drawn) == 10
    assert nearly(view.pictures("gallery", 0), TEST.images[drawn])


@pytest.mark.usefixtures("_no_networks")
def test_the_count_follows_the_numbers_and_keeps_those_there() -> None:
    view = Visitor("denoise")
    view.choose("text_input", "digits", "5, 9, 12")
    assert view.slider("count").value == 3
    view.choose("slider", "count", 5)
    assert subject.parse(view.text_input("digits").value)[:3] == [5, 9, 12]
    assert len(view.pictures("gallery", 0)) == 5


@pytest.mark.usefixtures("_no_networks")
def test_words_that_are_no_numbers_show_the_first_ten() -> None:
    view = Visitor("denoise")
    view.choose("text_input", "digits", "ten digits; 10000 or so")
    assert text("denoise.no_digits") in written(view.assert_fine())
    assert nearly(view.pictures("gallery", 0), TEST.images[SHOWN])


def test_a_model_of_clean_digits_is_said_to_be_one() -> None:
    assert text("denoise.clean_model") in written(Visitor("denoise", model="vae_functional"))
    assert text("denoise.clean_model") not in written(Visitor("denoise"))


# ---- numbers and curves --------------------------------------------------------------


def rows_of(view: Visitor, table: int) -> dict[str, list[str]]:
    """A table of the page: the cells of each row by its name."""
    tables = [str(m.value) for m in view.at.markdown if str(m.value).startswith("| pic")]
    lines = [line.strip("|").replace("**", "").split("|") for line in tables[table].split("\n")[2:]]
    return {name.strip(): [cell.strip() for cell in cells] for name, *cells in lines}


def test_the_tables_are_what_the_measures_give(view: Visitor) -> None:
    clean = TEST.images[SHOWN]
    noisy = corrupt(clean, NoiseConfig("course", 1.0), 0)
    restored = by_hand("denoiser", noisy)
    shown = rows_of(view, 0)
    for name, picture in (("restored", restored), ("noisy", noisy), ("black", 0 * noisy)):
        quality = metrics.quality(clean, picture)
        expected = [f"{quality['psnr']:.1f}", f"{quality['ssim']:.2f}", f"{quality['bce']:.3f}"]
        assert shown[text(f"denoise.row_{name}")] == expected
    sample = rows_of(view, 1)
    assert float(sample[text("denoise.row_restored")][0]) > float(
        sample[text("denoise.row_mean_image")][0]
    )


def test_a_clean_input_has_no_psnr() -> None:
    view = settled(Visitor("denoise", noise="none"))
    assert rows_of(view, 0)[text("denoise.row_noisy")][0] == "∞"
    assert not view.at.get("plotly_chart")  # no level, no curve


def test_the_curves_mark_the_level_and_follow_the_measure(view: Visitor) -> None:
    quality = figure(view, "quality")
    assert quality["layout"]["shapes"][0]["x0"] == 1.0
    assert [trace["name"] for trace in quality["data"]] == [
        text(f"denoise.row_{what}") for what in ("restored", "noisy", "black", "mean_image")
    ]
    assert len(figure(view, "accuracy")["data"]) == len(denoising.classifying_records())
    settled(view.choose("slider", "level_course", 0.5))
    assert figure(view, "quality")["layout"]["shapes"][0]["x0"] == 0.5
    view.choose("button_group", "measure", "bce")
    changed = figure(view, "quality")
    assert changed["layout"]["yaxis"]["title"]["text"] == text("denoise.measure_bce")
    assert not np.allclose(*(numbers(f["data"][0]["y"]) for f in (changed, quality)))


def test_without_systems_2_and_3_the_view_says_so(bundle: Any) -> None:
    for name in ("dual", "inception"):
        (bundle / f"{name}.json").unlink(missing_ok=True)
    assert text("denoise.no_systems") in written(settled(Visitor("denoise")))


def test_a_damaged_model_is_a_sentence(bundle: Any) -> None:
    (bundle / "dual.weights.h5").write_bytes(b"other")
    view = Visitor("denoise", model="dual")
    for _ in range(100):
        if view.at.error:
            break
        view.run()
    assert "corrupt or was replaced" in view.sentence()


# ---- a digit of one's own -------------------------------------------------------------


def drawn_seven() -> np.ndarray:
    """A seven on the board: uint8 (112, 112), white on black."""
    page = np.zeros((112, 112), np.uint8)
    page[20:30, 25:85] = 255
    for step in np.linspace(0, 1, 200):
        row, column = int(25 + 65 * step), int(76 - 30 * step)
        page[row : row + 9, column : column + 9] = 255
    return page


def draw_on(view: Visitor, page: np.ndarray) -> Visitor:
    strokes = [[0.1, 0.1, 0.9, 0.1]] if page.any() else []
    value = {"pixels": base64.b64encode(page.tobytes()).decode(), "strokes": strokes}
    return settled(view.tell("board", "drawn", value))


@pytest.fixture
def board() -> Visitor:
    return settled(Visitor("denoise", source="draw", noise="none"))


def test_an_empty_board_says_what_to_do(board: Visitor) -> None:
    assert text("own.empty_draw") in written(board)
    assert not board.has("own")


def test_a_drawn_digit_is_prepared_restored_named_and_placed(board: Visitor) -> None:
    draw_on(board, drawn_seven())
    digit = drawing.as_mnist(drawn_seven() / 255)
    prepared, corrupted, restored = board.pictures("own")
    assert nearly(prepared[None], digit)
    assert nearly(corrupted[None], digit)
    assert nearly(restored[None], by_hand("denoiser", digit))
    network = models.network(models.record("dual"))
    answer = np.asarray(network.classifier(digit, training=False))[0]
    bars = figure(board, "bars")["data"][0]
    assert np.allclose(numbers(bars["y"]), 100 * answer, atol=0.01)
    assert answer.argmax() == 7
    assert "**7**" in written(board)
    code = np.asarray(models.network(models.record("denoiser")).encoder(digit, training=False))
    x, y = flat(models.record("denoiser"), code)[0]
    pin = board.shown("own")["pin"]
    assert (pin["x"], pin["y"]) == (pytest.approx(x, abs=1e-3), pytest.approx(y, abs=1e-3))
    plane = board.shown("place")
    assert plane["space"] == board.shown("own")["space"]
    assert plane["view"]["x"][0] < pin["x"] < plane["view"]["x"][1]


def test_the_noise_and_the_model_move_a_drawn_digit(board: Visitor) -> None:
    before = draw_on(board, drawn_seven()).shown("own")
    board.choose("selectbox", "noise", "gaussian")
    noisy = settled(board).shown("own")
    assert noisy["pin"] != before["pin"]
    settled(board.choose("selectbox", "model", "vae_functional"))
    assert board.shown("own")["space"] != noisy["space"]


def test_the_drawing_outlives_its_view(board: Visitor) -> None:
    draw_on(board, drawn_seven())
    before = board.pictures("own")
    settled(board.open("map").open("denoise"))
    assert np.array_equal(board.pictures("own"), before)
    assert board.shown("board")["strokes"] == [[0.1, 0.1, 0.9, 0.1]]


def test_a_cleared_board_is_empty_again(board: Visitor) -> None:
    draw_on(board, drawn_seven())
    draw_on(board, np.zeros((112, 112), np.uint8))
    assert not board.has("own")


def test_a_report_of_the_wrong_size_is_a_sentence(board: Visitor) -> None:
    value = {"pixels": base64.b64encode(b"12").decode(), "strokes": [[0, 0]]}
    assert "12544 pixels is expected, got 2" in board.tell("board", "drawn", value).sentence()


def test_the_map_opens_where_the_digit_lies(board: Visitor) -> None:
    draw_on(board, drawn_seven())
    digit = drawing.as_mnist(drawn_seven() / 255)
    code = np.asarray(models.network(models.record("denoiser")).encoder(digit, training=False))[0]
    board.press("open_map").assert_fine()
    board.view = "map"
    assert board.selectbox("model").value == "denoiser"
    assert np.allclose(board.point(), code, atol=1e-3)


def test_a_dot_of_the_small_map_opens_that_digit(board: Visitor) -> None:
    draw_on(board, drawn_seven())
    board.pick("place", 0.0, 0.0, 33).assert_fine()
    board.view = "map"
    with np.load(models_saved.PRETRAINED / "denoiser.latent.npz") as arrays:
        assert np.allclose(board.point(), arrays["z_mean"][33])


def saved(page: np.ndarray, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.fromarray(page).save(file, kind)
    return file.getvalue()


def as_read(content: bytes) -> np.ndarray:
    return drawing.as_mnist(drawing.read(content))


UPLOADS = [("file", "file_uploader", "PNG"), ("camera", "camera_input", "JPEG")]


@pytest.mark.parametrize(("source", "widget", "kind"), UPLOADS)
def test_an_uploaded_digit_is_restored_and_outlives_the_view(
    source: str, widget: str, kind: str
) -> None:
    view = settled(Visitor("denoise", source=source, noise="none"))
    assert text(f"own.empty_{source}") in written(view)
    content = saved(255 - drawn_seven(), kind)
    name = "seven.png" if kind == "PNG" else "seven.jpg"
    getattr(view, widget)(source).upload(name, content, f"image/{kind.lower()}")
    settled(view.run())
    assert nearly(view.pictures("own")[:1], as_read(content))
    settled(view.open("map").open("denoise"))
    assert nearly(view.pictures("own")[:1], as_read(content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no picture", "not a readable picture"),
        (saved(np.full((50, 50), 255, np.uint8)), "stands out from the paper"),
        (saved(np.zeros((9000, 2), np.uint8)), "8192 pixels a side"),
    ],
    ids=["no picture", "empty", "huge"],
)
def test_a_file_that_cannot_be_a_digit_is_a_sentence(content: bytes, sentence: str) -> None:
    view = settled(Visitor("denoise", source="file"))
    view.file_uploader("file").upload("a.png", content, "image/png")
    assert sentence in view.run().sentence()


# ---- nothing is left out ---------------------------------------------------------------


def test_the_tests_know_every_widget_of_the_page(view: Visitor) -> None:
    known = {name for _, name, *_ in CHANGES} | {"others", "source", "measure", "open_map"}
    known |= {f"level_{mode}" for mode in NOISE_MODES} | {"file", "camera"}
    seen: set[str] = set()
    for source in subject.SOURCES:
        view.choose("button_group", "source", source)
        every = (n.key for n in view.at._tree if isinstance(n, Widget) and n.key)
        seen |= {key.split(".")[1] for key in every if key.startswith(state.key("denoise", ""))}
    assert seen <= known


def test_in_french(view: Visitor) -> None:
    view.set_language("fr")
    assert text("denoise.lead") in written(view.assert_fine())
    assert view.shown("gallery")["groups"][0]["title"] == "Propre"
