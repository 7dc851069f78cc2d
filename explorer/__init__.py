"""Latent Space Explorer: train, load and look into autoencoders on MNIST.

Importing this package loads no TensorFlow; modules that need Keras import it.
"""

__version__ = "0.1.0"
