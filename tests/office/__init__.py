"""Tests of app/office."""
