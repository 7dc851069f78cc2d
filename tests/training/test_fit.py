"""Whole trainings on a few digits: what is learnt, kept, resumed, stopped, and written."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image

from explorer import models
from explorer.config import DataConfig, ModelConfig, NoiseConfig, RunConfig, TrainingConfig
from explorer.data import corruption, mnist, pictures
from explorer.data.mnist import Split
from explorer.errors import DataError, StorageError, TrainingError
from explorer.models import saved as models_saved
from explorer.training import checkpoint, fit
from explorer.training.fit import EpochBatches
from explorer.training.recorder import Progress, reconstruct

pytestmark = pytest.mark.usefixtures("without_graphs")

EPOCHS, BATCHES = 2, 4  # of tiny_config: 180 images in batches of 50, 50, 50, 30


@pytest.fixture(scope="module")
def denoiser_config(tiny_npz: Path) -> RunConfig:
    """Three epochs of the smallest system, under noise: the cheapest training there is."""
    return RunConfig(
        ModelConfig("denoiser", 4),
        DataConfig(path=str(tiny_npz), validation=0.25),
        NoiseConfig("course"),
        TrainingConfig(epochs=3, batch_size=50, learning_rate=0.003, seed=7),
    )


def with_training(config: RunConfig, **changes: object) -> RunConfig:
    return replace(config, training=replace(config.training, **changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(
    denoiser_config: RunConfig, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Progress]]:
    """An uninterrupted training of it, and all it reported."""
    folder, reports = tmp_path_factory.mktemp("whole"), []
    fit.fit(denoiser_config, folder, on_progress=reports.append)
    return folder, reports


def stop_at(epoch: int, batch: int) -> tuple[Callable[[Progress], None], Callable[[], bool]]:
    """``on_progress`` and ``should_stop`` that end a training after that batch (from 1)."""
    seen: list[tuple[int, int]] = []

    def watch(progress: Progress) -> None:
        seen.append((progress.epoch, progress.batch))

    return watch, lambda: seen[-1:] == [(epoch, batch)]


def state_of(folder: Path) -> dict[str, np.ndarray]:
    with np.load(folder / checkpoint.STATE) as saved:
        return {key: saved[key] for key in saved.files if key != "meta"}


def assert_same_run(one: Path, two: Path) -> None:
    """Equal histories, equal last states (weights, optimizer, random states), equal best models."""
    histories = [json.loads((folder / "history.json").read_text()) for folder in (one, two)]
    assert histories[0].keys() == histories[1].keys()
    for key in histories[0]:
        np.testing.assert_allclose(histories[0][key], histories[1][key], rtol=1e-4, err_msg=key)
    states = state_of(one), state_of(two)
    assert states[0].keys() == states[1].keys()
    for key in states[0]:
        np.testing.assert_allclose(states[0][key], states[1][key], atol=1e-4, err_msg=key)
    best = [models_saved.read_record(folder).training["best_epoch"] for folder in (one, two)]
    assert best[0] == best[1]


# --- a finished training ------------------------------------------------------------


def test_folder_of_a_run(tiny_run: Path, tiny_config: RunConfig) -> None:
    names = {p.name for p in tiny_run.iterdir()}
    assert names == {
        "model.json", "model.weights.h5", "model.browser.npz", "state.npz", "history.json",
        "strips", "logs",
    }  # fmt: skip
    record = models_saved.read_record(tiny_run)
    assert record.config == tiny_config
    assert record.data_sha256 == mnist.data_hash(tiny_config.data.path)
    assert record.training["monitor"] == "val_loss"
    models_saved.load(record)


def test_history_has_every_curve_and_the_loss_falls(tiny_run: Path) -> None:
    history = json.loads((tiny_run / "history.json").read_text())
    keys = {"loss", "r_loss", "kl_loss"}
    assert keys | {f"val_{key}" for key in keys} <= set(history)
    assert all(len(curve) == EPOCHS for curve in history.values())
    assert history["loss"][1] < history["loss"][0]
    assert history["val_loss"][1] < history["val_loss"][0]
    total = np.add(history["r_loss"], history["kl_loss"])
    np.testing.assert_allclose(history["loss"], total, rtol=1e-5)


def test_best_epoch_is_the_one_of_lowest_validation_loss(whole: tuple) -> None:
    folder, _ = whole
    history = json.loads((folder / "history.json").read_text())
    record = models_saved.read_record(folder).training
    assert record["best_epoch"] == 1 + int(np.argmin(history["val_loss"]))
    assert record["val_loss"] == min(history["val_loss"])


def test_a_strip_each_epoch_shows_noisy_output_and_clean(
    whole: tuple, denoiser_config: RunConfig
) -> None:
    folder, _ = whole
    strips = sorted(p.name for p in (folder / "strips").iterdir())
    assert strips == ["epoch-001.png", "epoch-002.png", "epoch-003.png"]
    pixels = []
    for name in strips:
        with Image.open(folder / "strips" / name) as picture:
            assert (picture.format, picture.mode) == ("PNG", "L")
            # five digits of 28 pixels with a gap of 2 on either side, thrice enlarged
            assert picture.size == (5 * 32 * 3, 3 * 32 * 3)
            pixels.append(np.asarray(picture)[1::3, 1::3])
    top, middle, bottom = (slice(i * 32, (i + 1) * 32) for i in range(3))
    np.testing.assert_array_equal(pixels[0][top], pixels[2][top])  # the same noise each epoch
    assert not np.array_equal(pixels[0][middle], pixels[2][middle])  # but a better output
    test = mnist.load("test", denoiser_config.data.path).take(slice(0, 5))
    clean = pictures.to_bytes(pictures.tile([test.images]))
    np.testing.assert_array_equal(pixels[0][bottom], clean)
    assert not np.array_equal(pixels[0][top], clean)


def test_strip_of_a_vae_decodes_its_mean(tiny_run: Path, digits: Split) -> None:
    network = models_saved.load(models_saved.read_record(tiny_run))
    images = digits.images[:4]
    once, again = reconstruct(network, images), reconstruct(network, images)
    np.testing.assert_array_equal(once, again)  # no sampling
    mean = network.encoder(images)["z_mean"]
    np.testing.assert_allclose(once, np.asarray(network.decoder(mean)), atol=1e-6)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # tensorboard's own
def test_tensorboard_logs_hold_the_losses(tiny_run: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import (
        TENSORS,
        EventAccumulator,
    )
    from tensorboard.util import tensor_util

    history = json.loads((tiny_run / "history.json").read_text())
    for part, prefix in (("train", ""), ("validation", "val_")):
        events = EventAccumulator(str(tiny_run / "logs" / part), {TENSORS: 0})
        events.Reload()
        for key in ("loss", "r_loss", "kl_loss"):
            logged = [
                float(tensor_util.make_ndarray(event.tensor_proto))
                for event in events.Tensors(f"epoch_{key}")
            ]
            np.testing.assert_allclose(logged, history[prefix + key], rtol=1e-5)


def test_summaries_are_made_of_epochs_and_of_no_batch(
    denoiser_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = fit.EpochLogs().summary  # tf.summary is another object until it is first used
    scalar = Mock(wraps=summary.scalar)
    monkeypatch.setattr(summary, "scalar", scalar)
    fit.fit(with_training(denoiser_config, epochs=1), tmp_path)
    made = [call.args[0] for call in scalar.call_args_list]
    assert "epoch_loss" in made
    assert not [name for name in made if name.startswith("batch")]


def test_progress_counts_and_its_eta_is_sensible(whole: tuple) -> None:
    _, reports = whole
    batches = [(p.epoch, p.batch) for p in reports if not p.epoch_done]
    assert batches == [(e, b) for e in (1, 2, 3) for b in range(1, BATCHES + 1)]
    done = [p for p in reports if p.epoch_done]
    assert [(p.epoch, p.batch) for p in done] == [(1, 4), (2, 4), (3, 4)]
    assert all("val_loss" in p.logs for p in done)
    assert {(p.epochs, p.batches) for p in reports} == {(3, BATCHES)}
    assert all(math.isfinite(p.seconds_left) and 0 <= p.seconds_left < 600 for p in reports)
    assert all(p.seconds_left > 0 for p in reports if (p.epoch, p.batch) != (3, BATCHES))
    assert reports[-1].seconds_left == 0


@pytest.mark.parametrize(("epoch", "batch"), [(0, 1), (0, 4), (1, 2), (2, 3)])
def test_seconds_left_is_the_time_so_far_per_batch_times_the_rest(
    whole: tuple, monkeypatch: pytest.MonkeyPatch, epoch: int, batch: int
) -> None:
    from explorer.training import recorder

    watcher = recorder.Recorder.__new__(recorder.Recorder)
    watcher.config, watcher.batches = with_training(RunConfig(), epochs=3), 4
    watcher.started, watcher.first_epoch, watcher.epoch = 100.0, 0, epoch
    done = epoch * 4 + batch
    monkeypatch.setattr(recorder.time, "monotonic", lambda: 100.0 + 2.0 * done)  # 2 s a batch
    assert watcher._progress(batch, {}).seconds_left == pytest.approx(2.0 * (12 - done))


def test_without_validation_the_training_loss_chooses(
    denoiser_config: RunConfig, tmp_path: Path
) -> None:
    config = replace(denoiser_config, data=replace(denoiser_config.data, validation=0.0))
    result = fit.fit(with_training(config, epochs=1), tmp_path)
    assert result.record.training["monitor"] == "loss"
    assert set(result.history) & {"val_loss"} == set()
    assert not result.stopped


# --- the batches of an epoch --------------------------------------------------------


@pytest.fixture(scope="module")
def denoiser(denoiser_config: RunConfig) -> models.Network:
    return models.build(denoiser_config.model, 7)


def epoch_of(split: Split, config: RunConfig, network: object, epoch: int) -> tuple:
    """All inputs and targets of one epoch, in order, and the sizes of its batches."""
    batches = EpochBatches(split, config, network, epoch)  # type: ignore[arg-type]
    parts = [batches[i] for i in range(len(batches))]
    inputs, targets = (np.concatenate([np.asarray(p[i]) for p in parts]) for i in (0, 1))
    return inputs, targets, [len(p[0]) for p in parts]


def as_set(images: np.ndarray) -> set[bytes]:
    return {np.ascontiguousarray(image).tobytes() for image in images}


def test_every_image_once_an_epoch_in_a_new_order(
    denoiser: object, denoiser_config: RunConfig
) -> None:
    train, _, _ = fit.load_data(denoiser_config)
    first = epoch_of(train, denoiser_config, denoiser, 0)
    second = epoch_of(train, denoiser_config, denoiser, 1)
    assert first[2] == second[2] == [50, 50, 50, 30]
    for _, targets, _ in (first, second):
        assert sorted(x.tobytes() for x in targets) == sorted(x.tobytes() for x in train.images)
    assert not np.array_equal(first[1], second[1])


def test_noise_is_new_each_epoch_and_the_same_each_time(
    denoiser: object, denoiser_config: RunConfig
) -> None:
    train, _, _ = fit.load_data(denoiser_config)
    first, again, second = (epoch_of(train, denoiser_config, denoiser, e) for e in (0, 0, 1))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    noise = []
    for inputs, targets, _ in (first, second):  # the noise of each image, in one order
        order = sorted(range(len(targets)), key=lambda i, t=targets: t[i].tobytes())
        noise.append(inputs[order] - targets[order])
    assert (np.abs(noise[0] - noise[1]).mean(axis=(1, 2, 3)) > 0.05).all()
    other = epoch_of(train, with_training(denoiser_config, seed=8), denoiser, 0)
    assert not np.array_equal(other[0], first[0])


def test_the_next_epoch_comes_by_itself(denoiser: object, denoiser_config: RunConfig) -> None:
    train, _, _ = fit.load_data(denoiser_config)
    dataset = fit.as_dataset(EpochBatches(train, denoiser_config, denoiser, 0))  # type: ignore[arg-type]
    for epoch in (0, 1):
        seen = np.concatenate([np.asarray(inputs) for inputs, _ in dataset])
        np.testing.assert_array_equal(seen, epoch_of(train, denoiser_config, denoiser, epoch)[0])


def test_no_epoch_waits_for_a_thread_that_tunes(
    denoiser: object, denoiser_config: RunConfig
) -> None:
    """TensorFlow's autotuning sleeps for up to a minute, and holds up the end of an epoch."""
    train, validation, _ = fit.load_data(denoiser_config)
    batches = EpochBatches(train, denoiser_config, denoiser, 0)  # type: ignore[arg-type]
    held_out = fit._validation(validation, denoiser_config, denoiser)  # type: ignore[arg-type]
    for dataset in (fit.as_dataset(batches), held_out):
        assert not dataset.options().autotune.enabled
    assert len(fit.as_dataset(batches)) == len(batches)


def test_validation_is_held_out_and_the_test_set_is_never_trained_on(
    tiny_arrays: dict, denoiser_config: RunConfig
) -> None:
    train, validation, test = fit.load_data(denoiser_config)
    assert validation is not None
    assert (len(train), len(validation), len(test)) == (180, 60, 5)
    held, seen = as_set(validation.images), as_set(train.images)
    from_train, from_test = (
        as_set(tiny_arrays[key][..., None].astype(np.float32) / 255.0)
        for key in ("x_train", "x_test")
    )
    assert not held & seen
    assert held | seen == from_train
    assert not from_test & (held | seen)
    assert as_set(test.images) <= from_test


def test_fit_is_given_those_images_and_no_others(
    denoiser_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train, validation, _ = fit.load_data(denoiser_config)
    seen: list[np.ndarray] = []
    real = EpochBatches.__getitem__

    def spy(self: EpochBatches, index: int) -> tuple:
        batch = real(self, index)
        seen.append(np.asarray(batch[1]))
        return batch

    monkeypatch.setattr(EpochBatches, "__getitem__", spy)
    fit.fit(with_training(denoiser_config, epochs=1), tmp_path)
    assert as_set(np.concatenate(seen)) == as_set(train.images)
    assert validation is not None
    assert not as_set(np.concatenate(seen)) & as_set(validation.images)


# --- stop and resume ----------------------------------------------------------------


def test_resumed_training_equals_an_uninterrupted_one(
    whole: tuple, denoiser_config: RunConfig, tmp_path: Path
) -> None:
    watch, should_stop = stop_at(2, 3)
    cut = fit.fit(denoiser_config, tmp_path, on_progress=watch, should_stop=should_stop)
    assert cut.stopped
    assert cut.record.training["best_epoch"] == 1
    assert len(cut.history["loss"]) == 1
    reports: list[Progress] = []
    result = fit.fit(denoiser_config, tmp_path, resume=True, on_progress=reports.append)
    assert not result.stopped
    assert (reports[0].epoch, reports[0].batch) == (2, 1)
    assert_same_run(whole[0], tmp_path)


@pytest.mark.slow
def test_resumed_vae_draws_the_same_z(
    tiny_run: Path, tiny_config: RunConfig, tmp_path: Path
) -> None:
    watch, should_stop = stop_at(2, 2)
    fit.fit(tiny_config, tmp_path, on_progress=watch, should_stop=should_stop)
    fit.fit(tiny_config, tmp_path, resume=True)
    assert_same_run(tiny_run, tmp_path)


def test_resuming_a_finished_training_changes_nothing(
    whole: tuple, denoiser_config: RunConfig, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(whole[0], tmp_path / "copy"))
    result = fit.fit(denoiser_config, folder, resume=True)
    assert not result.stopped
    assert_same_run(whole[0], folder)
    assert models_saved.read_record(folder).sha256 == models_saved.read_record(whole[0]).sha256


def test_resume_with_other_settings_is_refused(
    whole: tuple, denoiser_config: RunConfig, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(whole[0], tmp_path / "copy"))
    before = (folder / "state.npz").read_bytes()
    with pytest.raises(TrainingError, match="learning_rate 0.003 then, 0.5 now"):
        fit.fit(with_training(denoiser_config, learning_rate=0.5), folder, resume=True)
    assert (folder / "state.npz").read_bytes() == before


def test_nothing_to_resume(denoiser_config: RunConfig, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="nothing to resume"):
        fit.fit(denoiser_config, tmp_path, resume=True)
    assert list(tmp_path.iterdir()) == []


def test_damaged_state_is_not_resumed(denoiser_config: RunConfig, tmp_path: Path) -> None:
    (tmp_path / "state.npz").write_bytes(b"PK\x03\x04 not a state")
    with pytest.raises(TrainingError, match="not a readable training state"):
        fit.fit(denoiser_config, tmp_path, resume=True)


def test_stopped_in_the_first_epoch_still_saves_a_model(
    denoiser_config: RunConfig, tmp_path: Path
) -> None:
    result = fit.fit(denoiser_config, tmp_path, should_stop=lambda: True)
    assert result.stopped
    assert result.history == {}
    assert result.record.training["best_epoch"] == 0
    models_saved.load(models_saved.read_record(tmp_path))
    assert not (tmp_path / "strips").exists()


def test_ctrl_c_keeps_the_best_model(denoiser_config: RunConfig, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if (progress.epoch, progress.batch) == (2, 2):
            raise KeyboardInterrupt

    result = fit.fit(denoiser_config, tmp_path, on_progress=interrupt)
    assert result.stopped
    assert result.record.training["best_epoch"] == 1
    assert len(json.loads((tmp_path / "history.json").read_text())["loss"]) == 1
    models_saved.load(models_saved.read_record(tmp_path))
    assert checkpoint.read_progress(tmp_path / "state.npz", denoiser_config)["epoch"] == 1


def test_ctrl_c_in_the_first_batch_saves_what_there_is(
    denoiser_config: RunConfig, tmp_path: Path
) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    result = fit.fit(denoiser_config, tmp_path, on_progress=interrupt)
    assert result.stopped
    models_saved.load(models_saved.read_record(tmp_path))


# --- what goes wrong ----------------------------------------------------------------


def poison(monkeypatch: pytest.MonkeyPatch, after: int) -> Callable[[Progress], None]:
    """An ``on_progress`` that turns all targets to NaN once ``after`` epochs are done."""
    done = [0]
    real = EpochBatches.__getitem__

    def spoilt(self: EpochBatches, index: int) -> tuple:
        inputs, targets = real(self, index)
        return inputs, targets * np.float32(np.nan) if done[0] >= after else targets

    def watch(progress: Progress) -> None:
        done[0] += progress.epoch_done

    monkeypatch.setattr(EpochBatches, "__getitem__", spoilt)
    return watch


def test_nan_in_the_first_epoch_saves_nothing(
    denoiser_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = poison(monkeypatch, 0)
    with pytest.raises(TrainingError, match="became loss = nan before the first epoch") as error:
        fit.fit(denoiser_config, tmp_path, on_progress=watch)
    assert "\n" not in str(error.value)
    assert not (tmp_path / "model.json").exists()
    assert not (tmp_path / "state.npz").exists()


@pytest.mark.slow
def test_nan_later_keeps_the_best_model(
    denoiser_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = poison(monkeypatch, 1)
    with pytest.raises(TrainingError, match=r"nan in epoch 2; try a lower.*so far is in"):
        fit.fit(denoiser_config, tmp_path, on_progress=watch)
    record = models_saved.read_record(tmp_path)
    assert record.training["best_epoch"] == 1
    network = models_saved.load(record)
    assert all(np.isfinite(w).all() for w in network.model.get_weights())
    assert all(np.isfinite(value).all() for value in state_of(tmp_path).values())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:invalid value encountered in cast:RuntimeWarning")
def test_nan_weights_are_never_saved_whatever_the_loss_says(
    denoiser_config: RunConfig, tmp_path: Path
) -> None:
    def poison_weights(progress: Progress) -> None:
        if (progress.epoch, progress.batch, progress.epoch_done) == (2, 3, False):
            kernel = built[0].encoder.layers[1].kernel
            kernel.assign(np.full(kernel.shape, np.nan, np.float32))

    built: list[models.Network] = []
    real = models.build
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "build", lambda *a: built.append(real(*a)) or built[-1])
        with pytest.raises(TrainingError, match="finite"):
            fit.fit(denoiser_config, tmp_path, on_progress=poison_weights)
    network = models_saved.load(models_saved.read_record(tmp_path))
    assert all(np.isfinite(w).all() for w in network.model.get_weights())


@pytest.mark.slow
def test_a_hopeless_learning_rate_never_leaves_nan_weights(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    config = with_training(tiny_config, learning_rate=10.0, schedule="constant")
    with pytest.raises(TrainingError, match="must stay a finite number, but it became"):
        fit.fit(config, tmp_path)
    if (tmp_path / "model.json").exists():
        network = models_saved.load(models_saved.read_record(tmp_path))
        assert all(np.isfinite(w).all() for w in network.model.get_weights())


def test_full_disk_is_told_and_the_old_model_kept(
    whole: tuple, denoiser_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(whole[0], tmp_path / "copy"))
    before = models_saved.read_record(folder).sha256

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("explorer.files.os.replace", full)
    with pytest.raises(StorageError, match="No space left on device"):
        fit.fit(with_training(denoiser_config, seed=8), folder)
    assert models_saved.read_record(folder).sha256 == before
    models_saved.verify(models_saved.read_record(folder))


def test_missing_data_is_told(denoiser_config: RunConfig, tmp_path: Path) -> None:
    config = replace(denoiser_config, data=DataConfig(path=str(tmp_path / "none.npz")))
    with pytest.raises(DataError, match=r"none\.npz"):
        fit.fit(config, tmp_path / "run")


def test_corruption_of_validation_is_not_that_of_training(denoiser_config: RunConfig) -> None:
    _, validation, _ = fit.load_data(denoiser_config)
    assert validation is not None
    noise = denoiser_config.noise
    fixed = corruption.corrupt(validation.images, noise, fit.VALIDATION_SEED)
    network = models.build(denoiser_config.model, 7)
    inputs, targets = next(iter(fit._validation(validation, denoiser_config, network)))
    np.testing.assert_array_equal(np.asarray(inputs), fixed)
    np.testing.assert_array_equal(np.asarray(targets), validation.images)


# --- killed -------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_training_goes_on_with_resume(tiny_npz: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    command = [sys.executable, "-m", "explorer", "train", "denoiser"]
    options = ["--data", str(tiny_npz), "--epochs", "40", "--batch-size", "20"]
    out_option = ["--out", str(out), "--quiet"]
    root = Path(fit.__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    process = subprocess.Popen(
        [*command, *options, *out_option], cwd=tmp_path, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while not (out / "strips" / "epoch-003.png").exists():
            assert process.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < deadline
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL
    models_saved.load(models_saved.read_record(out))
    reached = len(json.loads((out / "history.json").read_text())["loss"])
    assert reached < 40
    done = subprocess.run(
        [*command, "--resume", *out_option],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    history = json.loads((out / "history.json").read_text())
    assert len(history["loss"]) == 40
    straight = tmp_path / "straight"
    uninterrupted = [*command, *options, "--out", str(straight), "--quiet"]
    subprocess.run(uninterrupted, cwd=tmp_path, env=environment, check=True, timeout=300)
    assert_same_run(straight, out)
