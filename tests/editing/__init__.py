"""Tests of what editors decide about facts."""
