"""Arrays in [0, 1] to PNG and GIF: strips of digits, restored pictures, walks."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from explorer.config import IMAGE_SIDE
from explorer.files import write_bytes


def tile(rows: list[np.ndarray], gap: int = 2) -> np.ndarray:
    """Rows of images, each (N, 28, 28, 1) in [0, 1], as one picture (H, W), white gaps."""
    padded = [
        np.pad(row[..., 0], ((0, 0), (gap, gap), (gap, gap)), constant_values=1.0) for row in rows
    ]
    return np.vstack([np.hstack(list(row)) for row in padded])


def to_bytes(picture: np.ndarray) -> np.ndarray:
    """Floats in [0, 1] of any shape to uint8 0..255, rounded; uint8 as they are."""
    if picture.dtype == np.uint8:
        return picture
    return np.rint(np.clip(picture, 0.0, 1.0) * 255.0).astype(np.uint8)


def cells(grid: np.ndarray) -> np.ndarray:
    """A grid of digits (rows * 28, columns * 28) cut into its pictures (rows, columns, 28, 28)."""
    rows, columns = (side // IMAGE_SIDE for side in grid.shape)
    return grid.reshape(rows, IMAGE_SIDE, columns, IMAGE_SIDE).transpose(0, 2, 1, 3)


def every_cell(grid: np.ndarray, every: int) -> np.ndarray:
    """Every second or third picture of a grid, along and across: again a grid."""
    kept = cells(grid)[::every, ::every]
    rows, columns = kept.shape[:2]
    return np.ascontiguousarray(kept.transpose(0, 2, 1, 3)).reshape(
        rows * IMAGE_SIDE, columns * IMAGE_SIDE
    )


def png_bytes(pixels: np.ndarray) -> bytes:
    """A picture uint8 (H, W) as the bytes of a PNG file."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    return file.getvalue()


def gif_bytes(frames: np.ndarray, scale: int = 1, milliseconds: int = 120) -> bytes:
    """Pictures uint8 (N, H, W) as the bytes of a GIF that plays for ever."""
    large = frames.repeat(scale, axis=1).repeat(scale, axis=2)
    first, *others = [Image.fromarray(frame) for frame in large]
    file = io.BytesIO()
    first.save(file, "GIF", save_all=True, append_images=others, duration=milliseconds, loop=0)
    return file.getvalue()


def write_png(path: Path, picture: np.ndarray, scale: int = 1) -> Path:
    """Write a picture (H, W) in [0, 1] as a grey PNG, each pixel ``scale`` times enlarged."""
    pixels = to_bytes(picture).repeat(scale, axis=0).repeat(scale, axis=1)
    return write_bytes(path, png_bytes(pixels))
