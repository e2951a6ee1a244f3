"""The only SQL of the project: plain values in, plain rows out."""
