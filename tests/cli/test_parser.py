"""The command line: what works, and one sentence with exit code 2 for all that does not."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explorer import files
from explorer.cli import commands, parser
from explorer.cli.parser import build_parser, main
from explorer.config import MODEL_NAMES, ModelConfig, NoiseConfig, RunConfig, default_config
from explorer.data import drawing, mnist, pictures
from explorer.models import saved
from explorer.training import fit as training_fit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def npz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's own file: 64 training digits, 40 test digits."""
    path = tmp_path_factory.mktemp("data") / "mine.npz"
    train, test = mnist.load("train"), mnist.load("test")
    as_bytes = pictures.to_bytes
    np.savez(
        path,
        x_train=as_bytes(train.images[:64, ..., 0]),
        y_train=train.labels[:64],
        x_test=as_bytes(test.images[:40, ..., 0]),
        y_test=test.labels[:40],
    )
    return path


@pytest.fixture(scope="module")
def trained(npz: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a denoiser that ``train`` trained for two epochs."""
    out = tmp_path_factory.mktemp("runs") / "denoiser"
    assert main(f"train denoiser --data {npz} --epochs 2 --out {out} --quiet".split()) == 0
    return out


@pytest.fixture
def run(trained: Path, tmp_path: Path) -> Path:
    """A copy of the trained folder that a test may spoil."""
    return Path(shutil.copytree(trained, tmp_path / "run"))


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command that must fail as all do: exit code 2, one sentence, no more."""

    def check(*arguments: Any) -> str:
        capsys.readouterr()
        assert main([str(a) for a in arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.endswith(".\n")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        return err

    return check


def spoil(folder: Path, **changes: Any) -> None:
    """Change entries of a record's JSON."""
    path = folder / "model.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


# ---------------------------------------------------------------- arguments


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("", "the following arguments are required: COMMAND"),
        ("fly", "invalid choice: 'fly'"),
        ("train", "the following arguments are required: MODEL"),
        ("train gan", "model must be one of denoiser, dual"),
        ("train denoiser --epoch 3", "unrecognized arguments: --epoch 3"),
        ("train denoiser --epochs -1", "epochs must be a whole number from 1 to 10000, got -1"),
        ("train denoiser --epochs 0", "epochs must be"),
        ("train denoiser --epochs 2.5", "--epochs: a whole number is expected, got '2.5'"),
        ("train denoiser --batch-size 0", "batch_size must be"),
        ("train denoiser --learning-rate nan", "a finite number is expected, got 'nan'"),
        ("train denoiser --learning-rate=-inf", "a finite number is expected, got '-inf'"),
        ("train denoiser --learning-rate fast", "a finite number is expected, got 'fast'"),
        ("train denoiser --learning-rate 0", "learning_rate must be"),
        ("train denoiser --schedule none", "schedule must be one of cosine, constant"),
        ("train denoiser --latent-dim 0", "latent_dim must be a whole number from 1 to 128"),
        ("train denoiser --decoder magic", "decoder must be one of transposed, upsampling"),
        ("train denoiser --noise fog", "noise must be one of none, course"),
        ("train denoiser --noise shuffle --noise-level 5", "must be one of 2, 4, 7, 14, got 5.0"),
        ("train denoiser --noise none --noise-level 1", "level of none"),
        ("train denoiser --subset 3", "subset must be a whole number from 10"),
        ("train denoiser --validation 0.9", "validation must be a number from 0 to 0.5"),
        ("train denoiser --seed -4", "seed must be"),
        ("train denoiser --k2 1", "only VAEs take --k2, and denoiser is none"),
        ("train denoiser --resume --overwrite", "not allowed with argument"),
        ("train vae_functional --k1 0 --k2 0", "k1 and k2 cannot both be 0"),
        ("train vae_functional --k1 nan", "--k1: a finite number is expected, got 'nan'"),
        ("train vae_functional --k2 inf", "--k2: a finite number is expected, got 'inf'"),
        ("train vae_functional --k1 -1", "k1 must be a number from 0"),
        ("train denoiser --data nowhere.npz", "a file or a folder of pictures is expected at"),
        ("evaluate gan", "model must be one of denoiser"),
        ("evaluate no/such/run", "a saved model is expected at"),
        ("evaluate no.weights.h5", "a saved model is expected at no.json"),
        ("evaluate a b", "unrecognized arguments: b"),
        (
            "evaluate denoiser --keep",
            "--keep takes a model of your own, by its path, got 'denoiser'",
        ),
        ("evaluate --keep", "--keep takes a model of your own, by its path, got"),
        ("denoise in.png", "the following arguments are required: OUT.png"),
        ("denoise in.png out.gif", "must be named *.png, got 'out.gif'"),
        ("denoise in.png out.png", "a picture is expected at in.png"),
        ("denoise in.png out.png --noise fog", "noise must be one of"),
        ("denoise in.png out.png --noise mask --noise-level 29", "from 0 to 28, got 29.0"),
        ("denoise in.png out.png --seed -1", "seed must be"),
        ("pretrain gan", "model must be one of denoiser"),
        ("pretrain denoiser --epochs 0", "epochs must be"),
        ("pretrain denoiser --subset 1", "subset must be"),
        ("site", "a folder for the page is expected, or --single FILE.html; got neither"),
        ("site page --lang de", "--lang must be one of en, fr, got 'de'"),
        ("site page --models gan", "model must be one of denoiser"),
        ("site --single page.zip", "must be named *.html, got 'page.zip'"),
    ],
)
def test_bad_arguments(
    arguments: str, sentence: str, refused: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in refused(*arguments.split())
    assert list(tmp_path.iterdir()) == []  # nothing was made on the way


def test_help_names_every_option_and_fits_its_texts(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("train", "evaluate", "denoise", "pretrain", "site"):
        with pytest.raises(SystemExit) as done:
            main([command, "--help"])
        assert done.value.code == 0
    text = capsys.readouterr().out
    assert all(name in text for name in MODEL_NAMES)
    for option in (
        "--schedule",
        "--noise-level",
        "--validation",
        "--json",
        "--work",
        "--force",
        "--single",
        "--lang",
    ):
        assert option in text


def test_site_writes_a_folder_and_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = tmp_path / "page", tmp_path / "one.html"
    assert main(["site", str(folder), "--single", str(file), "--lang", "fr"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{folder / 'index.html'}: ")
    assert second == f"{file}: {file.stat().st_size / 1e6:.1f} MB"


def test_a_page_of_own_pictures_has_the_models_that_were_trained_on_them(
    npz: Path,
    trained: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["site", "page", "--data", str(npz)]) == 2
    assert "a model trained on" in capsys.readouterr().err
    shutil.copytree(trained, "runs/mine")
    assert main(["site", "page", "--data", str(npz)]) == 0
    names = {path.name for path in Path("page/data").iterdir()}
    assert {"mine.decoder.bin", "mine.codes.bin"} <= names
    assert sum(name.startswith("data-") and name.endswith(".digits.bin") for name in names) == 1


def test_a_page_shows_models_of_other_digits_with_these(trained: Path, tmp_path: Path) -> None:
    assert main(["site", str(tmp_path / "page"), "--models", str(trained)]) == 0
    names = [path.name for path in (tmp_path / "page" / "data").iterdir()]
    assert sum(name.startswith("data-") and name.endswith(".digits.bin") for name in names) == 1
    assert {"digits.bin", "labels.bin"} <= set(names)  # the lesson is about MNIST


def test_what_is_wrong_is_told_before_tensorflow_is_imported(tmp_path: Path) -> None:
    (tmp_path / "bad.npz").write_text("no archive")
    attempts = [
        ["train", "denoiser", "--data", str(tmp_path / "bad.npz")],
        ["train", "vae_functional", "--k1", "0", "--k2", "0"],
        ["evaluate", str(tmp_path)],
        ["denoise", str(tmp_path / "in.png"), str(tmp_path / "out.png")],
        ["pretrain", "gan"],
    ]
    code = (
        "import sys\n"
        "from explorer.cli.parser import main\n"
        f"assert [main(a) for a in {attempts!r}] == [2] * {len(attempts)}\n"
        "assert not {'tensorflow', 'keras', 'streamlit'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == len(attempts)


def test_as_a_process_it_exits_with_2_and_one_line() -> None:
    command = [sys.executable, "-m", "explorer", "train", "gan"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    expected = f"model must be one of {', '.join(MODEL_NAMES)}, got 'gan'.\n"
    assert done.stderr == expected


# ---------------------------------------------------------------- options to settings


def settings(arguments: str, base: RunConfig) -> RunConfig:
    return commands.with_options(base, build_parser().parse_args(arguments.split()))


def test_options_left_out_are_the_systems_own() -> None:
    for name in MODEL_NAMES:
        base = default_config(name)
        assert settings(f"train {name}", base) == base


def test_every_option_of_train_reaches_the_settings(npz: Path) -> None:
    found = settings(
        f"train vae_subclass --epochs 7 --batch-size 8 --learning-rate 0.5 --schedule constant "
        "--precision mixed_bfloat16 "
        "--k1 3 --k2 7 --annealing cyclical --latent-dim 4 --decoder upsampling "
        "--noise mask --noise-level 9 "
        f"--data {npz} --subset 20 --validation 0.25 --seed 9",
        default_config("vae_subclass"),
    )
    assert found.to_dict() == {
        "model": {
            "name": "vae_subclass",
            "latent_dim": 4,
            "decoder": "upsampling",
            "k1": 3.0,
            "k2": 7.0,
            "annealing": "cyclical",
            "classes": 10,
            "bases": 22,
        },
        "data": {"path": str(npz.resolve()), "subset": 20, "validation": 0.25},
        "noise": {"mode": "mask", "level": 9.0},
        "training": {
            "epochs": 7,
            "batch_size": 8,
            "learning_rate": 0.5,
            "schedule": "constant",
            "precision": "mixed_bfloat16",
            "seed": 9,
        },
    }


def test_another_noise_has_its_own_level_and_the_same_one_keeps_it() -> None:
    base = RunConfig(ModelConfig("denoiser"), noise=NoiseConfig("mask", 5))
    assert settings("train denoiser", base).noise == NoiseConfig("mask", 5)
    assert settings("train denoiser --noise mask", base).noise == NoiseConfig("mask", 5)
    assert settings("train denoiser --noise salt", base).noise == NoiseConfig("salt", 0.2)


# ---------------------------------------------------------------- train


def test_training_leaves_a_model_and_tells_where(
    npz: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    assert main(f"train denoiser --data {npz} --epochs 1 --out {out}".split()) == 0
    said, shown = capsys.readouterr()
    assert said.startswith(f"Model of the best epoch, 1: {out / 'model.weights.h5'}\n  loss 0.")
    assert "epoch 1/1: loss 0." in shown
    assert "\r" not in shown  # no terminal, no overwriting
    assert saved.read_record(out).config.data.path == str(npz)
    assert (out / "strips" / "epoch-001.png").is_file()


def test_a_vae_shows_beta_and_nats_beside_its_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fit(config: RunConfig, out: Path, resume: bool, on_progress: Any) -> training_fit.Result:
        losses = {"best_epoch": 4, "loss": 0.45, "r_loss": 0.4, "kl_loss": 0.05}
        record = saved.SavedModel("model", out, "model.weights.h5", "", config, "", training=losses)
        return training_fit.Result(record, {}, False)

    monkeypatch.setattr(training_fit, "fit", fit)
    options = f"--k1 2 --k2 0.01 --latent-dim 4 --out {tmp_path}"
    assert main(f"train vae_subclass {options}".split()) == 0
    said, shown = capsys.readouterr()
    assert "k1 2, k2 0.01: effective beta 1.96" in shown  # 0.01 / 2 * 2 * 784 / 4
    assert "loss 0.45, kl_loss 0.05, r_loss 0.4" in said
    # 0.4 / 2 * 784, and 0.05 / 0.01 * 4 / 2
    assert "(in nats per training image: reconstruction 156.8 + KL 10.00)" in said


def test_quiet_is_quiet(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(f"train denoiser --out {run} --resume --quiet".split()) == 0
    assert capsys.readouterr().err == ""


def test_a_model_that_is_there_is_not_replaced_unasked(run: Path, npz: Path, refused: Any) -> None:
    before = {path: files.sha256(path) for path in run.rglob("*") if path.is_file()}
    said = refused("train", "denoiser", "--data", npz, "--out", run)
    assert "already holds a model" in said
    assert {p: files.sha256(p) for p in run.rglob("*") if p.is_file()} == before


def test_overwrite_starts_anew(run: Path, npz: Path) -> None:
    old = saved.read_record(run)
    command = f"train denoiser --data {npz} --out {run} --overwrite --epochs 1 --seed 5 --quiet"
    assert main(command.split()) == 0
    new = saved.read_record(run)
    assert new.sha256 != old.sha256
    assert new.config.training.seed == 5
    assert [p.name for p in (run / "strips").iterdir()] == ["epoch-001.png"]  # not the old second


def stop_after(epochs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C when that many epochs are over (0: in the first batch)."""

    class Interrupting(commands.ProgressBar):
        def __call__(self, progress: Any) -> None:
            done = progress.epoch if progress.epoch_done else progress.epoch - 1
            if done >= epochs:
                raise KeyboardInterrupt

    monkeypatch.setattr(commands, "ProgressBar", Interrupting)


def test_an_interrupted_training_keeps_its_best_and_resumes(
    npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    with monkeypatch.context() as patch:
        stop_after(1, patch)
        options = f"--data {npz} --epochs 2 --latent-dim 3 --out {out}"
        assert main(f"train denoiser {options}".split()) == 130
    said = capsys.readouterr().out
    assert said.startswith("Stopped. Model of the best epoch, 1:")
    saved.verify(saved.read_record(out))

    # the data, the epochs and the latent dims come from the folder
    assert main(f"train denoiser --out {out} --resume --quiet".split()) == 0
    assert len(json.loads((out / "history.json").read_text())["loss"]) == 2
    record = saved.read_record(out)
    assert record.config.model.latent_dim == 3
    assert record.config.data.path == str(npz)


def test_interrupted_in_its_first_epoch_it_says_so(
    npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_after(0, monkeypatch)
    out = tmp_path / "run"
    assert main(f"train denoiser --data {npz} --out {out}".split()) == 130
    said, shown = capsys.readouterr()
    assert said.startswith(f"Stopped. Model cut off in its first epoch: {out}")
    assert "Traceback" not in shown


def test_ctrl_c_outside_a_training_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.saved, "find", interrupt)
    assert main(["evaluate", "denoiser"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("denoiser --latent-dim 4", "latent_dim 10 then, 4 now"),
        ("denoiser --noise salt", "mode 'course' then, 'salt' now"),
        ("vae_functional", "name 'denoiser' then, 'vae_functional' now"),
    ],
)
def test_resume_with_other_settings(
    options: str, sentence: str, trained: Path, refused: Any
) -> None:
    assert sentence in refused("train", *options.split(), "--out", trained, "--resume")


def test_resume_of_nothing(tmp_path: Path, refused: Any) -> None:
    said = refused("train", "denoiser", "--out", tmp_path, "--resume")
    assert said.startswith(f"nothing to resume: {tmp_path / 'state.npz'} is expected")


def test_resume_of_a_damaged_state(run: Path, refused: Any) -> None:
    (run / "state.npz").write_bytes((run / "state.npz").read_bytes()[:5000])
    assert "not a readable training state" in refused("train", "denoiser", "--out", run, "--resume")


def test_an_out_that_is_a_file(tmp_path: Path, npz: Path, refused: Any) -> None:
    path = tmp_path / "file"
    path.write_text("mine")
    assert "cannot be made" in refused("train", "denoiser", "--data", npz, "--out", path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"x_train": np.full((64, 8, 8), 9) * np.arange(8)}, "must be of one size"),
        ({"x_test": np.full((40, 28, 28), 999)}, "x_test must show something, but all"),
        ({"x_train": np.full((64, 28, 28), np.nan)}, "x_train must hold finite numbers"),
        ({"y_test": np.full(40, 1.5)}, "the labels must be whole numbers"),
        ({"y_test": np.zeros(3, int)}, "must have a label a picture"),
        ({"y_train": None}, "labels for all parts or for none"),
    ],
)
def test_a_bad_npz(
    change: dict[str, Any], sentence: str, npz: Path, tmp_path: Path, refused: Any
) -> None:
    with np.load(npz) as good:
        arrays = {key: good[key] for key in good.files}
    arrays = {k: v for k, v in {**arrays, **change}.items() if v is not None}
    bad = tmp_path / "bad.npz"
    np.savez(bad, **arrays)
    assert sentence in refused("train", "denoiser", "--data", bad, "--out", tmp_path / "run")


def test_a_file_that_is_no_npz(tmp_path: Path, refused: Any) -> None:
    bad = tmp_path / "bad.npz"
    bad.write_text("hello")
    assert "is not a readable .npz file" in refused("train", "denoiser", "--data", bad)


# ---------------------------------------------------------------- evaluate


def test_evaluate_prints_a_table(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(trained)]) == 0
    out, err = capsys.readouterr()
    assert "40 test digits, noise course 1" in out
    for title in ("reconstruction", "noisy input", "black image", "mean training image"):
        assert title in out
    assert err == ""


def test_what_evaluate_measured_can_be_kept(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(run), "--keep", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    kept = saved.read_record(run)
    assert printed == {str(run): kept.metrics}
    assert len(saved.load_arrays(kept)["labels"]) == kept.metrics["images"]
    assert len(kept.training["history"]["loss"]) == 2
    assert main(["evaluate", str(run), "--keep", "--data", "sklearn:digits"]) == 2
    assert "leave out --data" in capsys.readouterr().err


def test_evaluate_prints_json_of_the_test_set(
    trained: Path, npz: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(trained / "model.weights.h5")
    assert main(["evaluate", name, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)[name]
    assert report["images"] == 40
    test = mnist.load("test", npz)
    black = -10 * np.log10(np.square(test.images).mean(axis=(1, 2, 3)))
    assert report["baselines"]["black"]["psnr"] == pytest.approx(black.mean(), rel=1e-5)


def test_evaluate_on_other_data(
    trained: Path, npz: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with np.load(npz) as good:
        arrays = {key: good[key] for key in good.files}
    np.savez(tmp_path / "b.npz", **{**arrays, "x_test": arrays["x_test"] // 2})
    reports = []
    for option in ([], ["--data", str(tmp_path / "b.npz")]):
        assert main(["evaluate", str(trained), "--json", *option]) == 0
        reports.append(json.loads(capsys.readouterr().out)[str(trained)])
    black = [report["baselines"]["black"]["psnr"] for report in reports]
    assert black[1] == pytest.approx(black[0] + 6.0, abs=0.2)  # half the ink, 6 dB


def test_evaluate_of_all_pretrained(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (run / "model.json", run / "model.weights.h5"):
        shutil.copy(file, tmp_path / file.name.replace("model", "denoiser"))
    values = json.loads((run / "model.json").read_text()) | {"weights": "denoiser.weights.h5"}
    (tmp_path / "denoiser.json").write_text(json.dumps(values))
    manifest = {"models": {"denoiser": {"sha256": values["sha256"]}}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    monkeypatch.setattr(saved, "PRETRAINED", tmp_path)
    assert main(["evaluate", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"denoiser"}


def test_pretrained_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: Any
) -> None:
    monkeypatch.setattr(saved, "PRETRAINED", tmp_path)
    assert "manifest.json is expected" in refused("evaluate")
    assert "denoiser.json" in refused("evaluate", "denoiser")
    (tmp_path / "manifest.json").write_text('{"models": {}}')
    assert "lists no model" in refused("evaluate")
    (tmp_path / "manifest.json").write_text("[")
    assert "cannot be read" in refused("evaluate")


def test_corrupt_weights(run: Path, refused: Any) -> None:
    path = run / "model.weights.h5"
    spoiled = bytearray(path.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1  # a single bit
    path.write_bytes(spoiled)
    assert "is corrupt or was replaced" in refused("evaluate", run)


def test_missing_weights(run: Path, refused: Any) -> None:
    (run / "model.weights.h5").unlink()
    assert "the file is missing" in refused("evaluate", run)


def test_weights_of_another_shape(run: Path, refused: Any) -> None:
    config = json.loads((run / "model.json").read_text())["config"]
    config["model"]["latent_dim"] = 3
    spoil(run, config=config)
    assert "does not hold the weights of denoiser with latent_dim 3" in refused("evaluate", run)


def test_weights_of_another_kind(run: Path, refused: Any) -> None:
    (run / "model.weights.h5").write_bytes(b"\x89HDF, but not quite")
    spoil(run, sha256=files.sha256(run / "model.weights.h5"))
    assert "does not hold the weights of denoiser" in refused("evaluate", run)


def test_a_json_that_describes_no_model(run: Path, refused: Any) -> None:
    (run / "model.json").write_text('{"hello": 1}')
    assert "is not a model description of this project" in refused("evaluate", run)
    (run / "model.json").write_text("{")
    assert "not a readable model description" in refused("evaluate", run)


# ---------------------------------------------------------------- denoise


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A colour picture of another size than MNIST's."""
    path = tmp_path / "in.png"
    digit = pictures.to_bytes(mnist.load("test").images[0, ..., 0])
    Image.fromarray(digit).convert("RGB").resize((100, 60)).save(path)
    return path


def test_denoise_writes_what_the_model_makes_of_the_picture(
    picture: Path, trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "out.png"
    assert main(["denoise", str(picture), str(out), "--model", str(trained)]) == 0
    assert capsys.readouterr() == (f"{out}\n", "")
    network = saved.load(saved.read_record(trained))
    image = drawing.as_mnist(drawing.read_file(picture))
    expected = np.asarray(network.model(image, training=False))[0, ..., 0] * 255
    with Image.open(out) as restored:
        assert (restored.size, restored.mode) == ((28, 28), "L")
        assert np.asarray(restored) == pytest.approx(expected, abs=0.51)


@pytest.mark.parametrize(("noise", "left"), [("none", 1.0), ("mask", 0.0)])
def test_denoise_may_corrupt_the_picture_first(
    noise: str,
    left: float,
    picture: Path,
    trained: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    identity = SimpleNamespace(
        encoder=lambda x, training: x.reshape(len(x), -1),
        decoder=lambda z, training: z.reshape(-1, 28, 28, 1),
    )
    monkeypatch.setattr(saved, "load", lambda record: identity)
    out = tmp_path / "out.png"
    level = [] if noise == "none" else ["--noise-level", "28"]  # hides the whole picture
    command = ["denoise", str(picture), str(out), "--model", str(trained), "--noise", noise]
    assert main([*command, *level]) == 0
    with Image.open(out) as restored:
        expected = drawing.as_mnist(drawing.read_file(picture))[0, ..., 0] * 255 * left
        assert np.asarray(restored) == pytest.approx(expected, abs=0.51)


def test_a_picture_that_is_none(tmp_path: Path, refused: Any) -> None:
    (tmp_path / "in.png").write_text("no picture")
    out = tmp_path / "out.png"
    assert "is not a readable picture" in refused("denoise", tmp_path / "in.png", out)
    assert "is not a readable picture" in refused("denoise", tmp_path, out)
    assert not out.exists()


def test_the_source_is_not_replaced(picture: Path, refused: Any) -> None:
    before = picture.read_bytes()
    assert "would replace its source" in refused("denoise", picture, picture)
    assert picture.read_bytes() == before


def test_a_picture_that_cannot_be_written(picture: Path, trained: Path, refused: Any) -> None:
    out = picture / "out.png"  # a folder is expected where the picture is
    assert "could not be saved" in refused("denoise", picture, out, "--model", trained)


# ---------------------------------------------------------------- a real Ctrl-C


@pytest.mark.slow
def test_ctrl_c_of_a_process_keeps_the_best_model(tmp_path: Path) -> None:
    out = tmp_path / "run"
    options = f"train denoiser --subset 2000 --epochs 500 --out {out}"
    process = subprocess.Popen(
        [sys.executable, "-m", "explorer", *options.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while not (out / "state.npz").exists() and process.poll() is None:
        time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    said, shown = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped. Model of the best epoch" in said
    assert "Traceback" not in shown
    saved.verify(saved.read_record(out))


# --- the app ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ([], []),
        (["--server.port", "9"], ["--server.port", "9"]),
        (["app", "--x", "y"], ["--x", "y"]),
    ],
)
def test_the_installed_command_opens_the_app_with_streamlits_options(
    words: list[str], passed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its own process; where that cannot be, in another, whose end it waits for."""
    called: list[list[str]] = []
    monkeypatch.setattr(sys, "argv", ["latent-space-explorer", *words])
    monkeypatch.setattr(commands.subprocess, "call", lambda command: called.append(command) or 7)
    expected = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *passed]
    monkeypatch.setattr(commands, "os", SimpleNamespace(name="nt"))
    assert parser.start() == 7
    assert called == [expected]

    def become(path: str, command: list[str]) -> None:
        assert (path, command) == (sys.executable, expected)
        raise SystemExit(0)

    monkeypatch.setattr(commands, "os", SimpleNamespace(name="posix", execv=become))
    with pytest.raises(SystemExit):
        parser.start()


def test_other_commands_of_the_installed_one_are_the_modules(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["latent-space-explorer", "train", "denoiser", "--server.port"]
    )
    assert parser.start() == 2
    assert capsys.readouterr().err == (
        "unrecognized arguments: --server.port; see python -m explorer --help.\n"
    )
