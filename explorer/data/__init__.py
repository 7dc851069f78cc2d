"""Digits: MNIST as bundled, own data, what corrupts them, pictures drawn and photographed."""
