"""The program that runs in the import Job: hub in, bucket out, every checksum verified; standard library only.

It is shipped as source in a ConfigMap and imports nothing of the project around it.
"""
