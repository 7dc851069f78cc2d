"""Trainings that run elsewhere: started, watched and stopped from here, done by Dask workers."""
