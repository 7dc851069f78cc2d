"""What is found out about a latent space and a restored picture: arrays in, arrays out."""
